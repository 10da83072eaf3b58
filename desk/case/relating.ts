import type { Case } from '../../intake/case/case.ts'
import { digitsOf } from '../../intake/case/case-number.ts'
import { SHORT } from '../../intake/case/cases.ts'
import type { EntryDoc } from '../../intake/case/entries.ts'
import type { Note } from '../../intake/case/notes.ts'
import type { RelateReason, UnrelateReason } from '../../intake/case/related.ts'
import type { RelatedCase } from '../../web/console/case/detail.ts'
import type { Assignment } from '../assignment/assignment.ts'
import type { DeskParts } from '../parts.ts'
import { Explained } from '../refusals.ts'
import type { Worker } from '../worker.ts'

/** Digits of a number. */
const WHOLE = 20

/** The number given names no other case, more than one, or one of which nothing is left. */
class NotNamed extends Explained {
  constructor(why: 'none' | 'several' | 'erased') {
    const detail = `other is the number of one other case: ${why}`
    super('BAD_REQUEST', detail, `desk.trouble.relate.${why}`, { why })
  }
}

function theOne<T>([one, ...more]: readonly T[]): T {
  if (!one) throw new NotNamed('none')
  if (more.length > 0) throw new NotNamed('several')
  return one
}

interface Saying<Reason> extends Pick<Note, 'id' | 'text'> {
  reason: Reason
}

type RelatingParts = Pick<DeskParts, 'cases' | 'related' | 'workers' | 'audit'>

/**
 * Two cases of one person, linked and never merged. A link opens nothing: who has one case reads of the other that it
 * is there, by its short number, and why in a word of a closed list. What else is said lies beside the case of whoever
 * says it.
 */
export function deskRelating(
  { cases, related, workers, audit }: RelatingParts,
  { requireAssigned, addNote }: Pick<Assignment, 'requireAssigned' | 'addNote'>,
) {
  /** The other case, by its number or its end. */
  async function named(typed: string, but: string): Promise<string> {
    const number = digitsOf(typed)
    const known = async () => (number.length === WHOLE && (await cases.exists(number)) ? [number] : [])
    const ending = async () => (await cases.ending(number, 3)).map(({ id }) => id)
    const found = await (number.length === SHORT ? ending() : known())
    return theOne(found.filter((id) => id !== but))
  }

  /** In the notes of both, in words only of the one it is said from; whoever looks at either sees it at once. */
  async function noted(
    both: readonly Case[],
    worker: Worker,
    on: 'relate' | 'unrelate',
    said: Saying<string>,
  ) {
    for (const [at, one] of both.entries()) {
      await addNote(one, worker, { ...said, on, text: at === 0 ? said.text : '' })
      await cases.update(one.id, (found) => found)
    }
  }

  async function both(id: string, worker: Worker, other: string): Promise<[Case, Case]> {
    const mine = await requireAssigned(id, worker)
    const theirs = await cases.get(other)
    if (!theirs?.content) throw new NotNamed('erased')
    return [mine, theirs]
  }

  return {
    /** Said again, it changes nothing. @throws NotNamed */
    async relate(id: string, worker: Worker, typed: string, said: Saying<RelateReason>): Promise<void> {
      await requireAssigned(id, worker)
      const other = await named(typed, id)
      const pair = await both(id, worker, other)
      if (!(await related.of(id)).some((one) => one.case === other))
        for (const one of pair) await audit.note(worker.id, 'relate', one.id)
      await related.add(id, other, { who: worker.id, why: said.reason })
      // Whoever erases one of them looks for links after it is gone: gone by now, it may have passed over this one.
      for (const one of [id, other])
        if (!(await cases.peek(one))?.sealed) {
          await related.erase(one)
          throw new NotNamed('erased')
        }
      await noted(pair, worker, 'relate', said)
    },

    /** @throws NotNamed where the two are not linked */
    async unrelate(id: string, worker: Worker, typed: string, said: Saying<UnrelateReason>): Promise<void> {
      await requireAssigned(id, worker)
      const number = digitsOf(typed)
      const one = theOne(
        (await related.of(id)).filter(
          ({ case: other }) => other === number || (number.length === SHORT && other.endsWith(number)),
        ),
      )
      const pair = await both(id, worker, one.case)
      for (const each of pair) await audit.note(worker.id, 'unrelate', each.id)
      await related.remove(id, one.case)
      await noted(pair, worker, 'unrelate', said)
    },

    /** The links of a case, for one of its readers. */
    async relatedFor(worker: Worker, beside: readonly EntryDoc[]): Promise<RelatedCase[]> {
      const links = await related.among(beside)
      if (links.length === 0) return []
      const names = new Map((await workers.lately()).map(({ id, name }) => [id, name]))
      return Promise.all(
        links.map(async ({ case: id, who, why, at }) => {
          const other = await cases.peek(id)
          const has = other?.assignee === worker.id && other.application !== 'closed'
          return {
            short: id.slice(-SHORT),
            why,
            at,
            name: names.get(who) ?? '',
            ...(has ? { case: id } : {}),
          }
        }),
      )
    },
  }
}
