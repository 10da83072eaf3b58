import { MINUTE } from '../hours/time.ts'
import type { CaseDoc, Draft } from './case.ts'

/** So many who wrote the same words are no chance. */
export const WAVE = 10
/** Within this time of one another, in milliseconds. */
const WITHIN = 10 * MINUTE

/** Strangers who wait and wrote the same words within minutes of one another. */
export interface Wave {
  /** The keyed hash of what they wrote. */
  alike: string
  /** The first to wait comes first. */
  all: CaseDoc[]
}

/**
 * What is known of her beside her words takes her out of every wave: then she is seen as herself. So does whatever
 * ends the waiting, but for an ending that would make her wait again if it is undone.
 */
export const mayBeAlike = ({ application, talk, urgent, watched, content }: Draft): boolean =>
  (talk === 'waiting' || (talk === 'ending' && content?.ending?.waited === true)) &&
  application === 'draft' &&
  !urgent &&
  watched === undefined &&
  !content?.codeOf &&
  !content?.shared

const dense = (sorted: readonly CaseDoc[]): CaseDoc[] => {
  const found = new Set<CaseDoc>()
  for (const [i, last] of sorted.entries()) {
    const first = sorted[i - WAVE + 1]
    if (first && last.waitingSince - first.waitingSince <= WITHIN)
      for (const one of sorted.slice(i - WAVE + 1, i + 1)) found.add(one)
  }
  return [...found]
}

/** The waves among those who wait, the first to begin first. */
export function wavesIn(waiting: readonly CaseDoc[]): Wave[] {
  const byWords = Map.groupBy(
    waiting.filter(({ alike }) => alike),
    ({ alike }) => alike!,
  )
  return [...byWords]
    .map(([alike, all]) => ({
      alike,
      all: dense(all.toSorted((one, other) => one.waitingSince - other.waitingSince)),
    }))
    .filter(({ all }) => all.length > 0)
    .sort((one, other) => one.all[0]!.waitingSince - other.all[0]!.waitingSince)
}
