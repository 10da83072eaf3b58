import { type Sound, vector } from './features.ts'
import type { Ear } from './heard.ts'
import type { Kind, Wish } from './kinds.ts'
import type { Learned } from './learned.ts'

/** Margins, chosen as those of danger are: what it takes to be heard, and where something else was heard. */
const HEARD = 0
const PLAIN = 0.5
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
