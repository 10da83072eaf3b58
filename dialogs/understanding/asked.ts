import { type Sound, vector } from './features.ts'
import type { Ear } from './heard.ts'
import type { Kind } from './kinds.ts'

/** Margins, chosen as those of danger are: what it takes to be a question of hers, and where something else was heard. */
const ASKED = 0
const PLAIN = 0.5
/** More words than these tell something. */
const LONGEST = 16

/** Which question of hers it is, though no rule says so: it must be one, and that one. `plainer`: beyond doubt. */
export function askedOf(sounds: readonly Sound[], ear: Ear, plainer: boolean): Kind | null {
  const learned = sounds.length > 1 && sounds.length <= LONGEST ? ear.learned() : null
  if (!learned) return null
  const sentence = vector(sounds)
  const margin = plainer ? PLAIN : ASKED
  if (learned.question.of(sentence) <= margin) return null
  const [kind, sure] = learned.kinds
    .map(([kind, one]) => [kind, one.of(sentence)] as const)
    .reduce((a, b) => (b[1] > a[1] ? b : a))
  return sure > margin ? kind : null
}
