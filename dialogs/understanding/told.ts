import { type Sound, vector } from './features.ts'
import type { Ear } from './heard.ts'
import type { Open } from './kinds.ts'

/**
 * Margins: beyond doubt, what is shown before what the rules suggest, and what fills up the buttons after it. At the
 * last, of sentences that were held back three in four had their option among the three shown.
 */
const SURE = 0.3
const PLAIN = 0
const NEARLY = -0.55
const FIRST = 2
/** What speaks for an option must be in the words themselves: of words never seen nothing is told. */
const EVIDENCE = 0.15
const NOTHING = vector([])

export interface Told {
  first: string[]
  after: string[]
  sure: boolean
}
export const UNTOLD: Told = { first: [], after: [], sure: false }

/**
 * Options that a sentence may tell, in words that no rule knows, as it was learned from examples. They are only shown
 * back: what is not heard rightly costs a look.
 */
export function toldOptions(sounds: readonly Sound[], open: Open, ear: Ear): Told {
  const models = sounds.length > 1 ? ear.telling(open.key) : []
  if (models.length === 0) return UNTOLD
  const sentence = vector(sounds)
  const ranked = models
    .filter(([id]) => open.options.some((option) => option.id === id))
    .map(([id, one]) => ({ id, sure: one.of(sentence), unheard: one.of(NOTHING) }))
    .filter(({ sure, unheard }) => sure - unheard > EVIDENCE)
    .sort((a, b) => b.sure - a.sure)
  const over = (margin: number) => ranked.filter(({ sure }) => sure > margin).map(({ id }) => id)
  return { first: over(PLAIN).slice(0, FIRST), after: over(NEARLY), sure: over(SURE).length > 0 }
}
