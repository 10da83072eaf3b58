import { removeAll } from '../store/paging.ts'
import type { Clock, Collection } from '../store/ports.ts'
import type { EntryDoc } from './entries.ts'

/** Why a worker says that two cases are of one person. Closed, so that neither case tells of the other in words. */
export const relateReasons = ['told', 'contact', 'papers', 'known', 'other'] as const
/** Why it is taken back. */
export const unrelateReasons = ['mistake', 'another', 'asked', 'other'] as const
export type RelateReason = (typeof relateReasons)[number]
export type UnrelateReason = (typeof unrelateReasons)[number]

/** Another case of the same person, as somebody said at `at` (ms since 1970). */
export interface Related {
  case: string
  why: string
  who: string
  at: number
}

/**
 * Cases of one person, said by a worker. Each stays what it is, with its own key and its own reader. What was said is
 * one document, beside the case of the lower number, so that two who say it or take it back at once leave one truth;
 * beside the other lies only that there is, or was, something to be read there.
 */
export function relatedCases(entries: Collection<EntryDoc>, clock: Clock) {
  const idOf = (one: string, other: string) => `${one}.related.${other}`
  const put = (part: string, other: string, said: Pick<EntryDoc, 'who' | 'why'> = {}) =>
    entries.create({
      ...{ id: idOf(part, other), part, kind: 'related', other, sealed: '' },
      ...{ ...said, order: clock(), changed: clock() },
    })
  const ordered = (one: string, other: string) =>
    (one < other ? [one, other] : [other, one]) as [string, string]

  async function saidIn({ part, other = '' }: EntryDoc): Promise<Related[]> {
    const [first, second] = ordered(part, other)
    const said = await entries.read(idOf(first, second), first)
    return said ? [{ case: other, why: said.why ?? '', who: said.who ?? '', at: said.order }] : []
  }
  /** The links that stand, from what lies beside a case. */
  const among = async (docs: readonly EntryDoc[]): Promise<Related[]> =>
    (await Promise.all(docs.map(saidIn))).flat()

  return {
    among,
    of: async (caseId: string): Promise<Related[]> =>
      among(await entries.find({ where: { part: caseId, kind: 'related' }, limit: 1000 })),

    /** Who said it first stays. */
    async add(one: string, other: string, said: Pick<Related, 'who' | 'why'>): Promise<void> {
      const [first, second] = ordered(one, other)
      await put(second, first)
      await put(first, second, said)
    },

    async remove(one: string, other: string): Promise<void> {
      const [first, second] = ordered(one, other)
      await entries.remove(idOf(first, second), first)
    },

    async erase(caseId: string): Promise<void> {
      await removeAll(entries, { other: caseId })
      await removeAll(entries, { part: caseId, kind: 'related' })
    },
  }
}

export type RelatedCases = ReturnType<typeof relatedCases>
