import { type Sound, vector } from './features.ts'
import type { Ear } from './heard.ts'
import type { Kind, Wish } from './kinds.ts'
import type { Learned } from './learned.ts'

/** Margins, chosen as those of danger are: what it takes to be heard, where something else was heard, and to be near. */
const HEARD = 0
const PLAIN = 0.5
const NEARLY = -0.2
const FEW = 2
/** More words than these tell something. */
const LONGEST = 16

/** Which question of hers it is, though no rule says so: it must be one, and that one. `plainer`: beyond doubt. */
export const askedOf = (sounds: readonly Sound[], ear: Ear, plainer: boolean): Kind | null =>
  which(sounds, plainer ? PLAIN : HEARD, () => {
    const learned = ear.learned()
    return learned && [learned.question, learned.kinds]
  })

/** Which wish it is; it is only offered, never carried out. */
export const wishOf = (sounds: readonly Sound[], ear: Ear, plainer: boolean): Wish | null =>
  which(sounds, plainer ? PLAIN : HEARD, () => {
    const learned = ear.learned()
    return learned && [learned.wish, learned.wishes]
  })

/**
 * Is it nearly one of these, or too few words to tell anything? Where telling is asked for, that is shown back before it
 * is kept: a press, where otherwise "wait" or "can I stop here" would stand as her answer. At this margin 13 of 101
 * answers of the corpora are shown back, and 9 of the 13 that were kept in the sixth though they answered nothing.
 */
export function isVague(sounds: readonly Sound[], words: number, ear: Ear): boolean {
  if (words <= FEW) return true
  const learned = words <= LONGEST ? ear.learned() : null
  if (!learned) return false
  const sentence = vector(sounds)
  return learned.question.of(sentence) > NEARLY || learned.wish.of(sentence) > HEARD
}

type Models<K> = readonly [any: Learned, each: readonly (readonly [K, Learned])[]]

function which<K>(sounds: readonly Sound[], margin: number, models: () => Models<K> | null): K | null {
  const learned = sounds.length > 1 && sounds.length <= LONGEST ? models() : null
  if (!learned) return null
  const sentence = vector(sounds)
  const [any, each] = learned
  if (any.of(sentence) <= margin) return null
  const [kind, sure] = each
    .map(([kind, one]) => [kind, one.of(sentence)] as const)
    .reduce((a, b) => (b[1] > a[1] ? b : a))
  return sure > margin ? kind : null
}
