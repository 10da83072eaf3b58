import { offeredBy } from '../../intake/agency/agency.ts'
import type { Case } from '../../intake/case/case.ts'
import { WITHDRAWN } from '../../intake/case/endings.ts'
import { outcomes } from '../../intake/case/outcomes.ts'
import { isClosed } from '../../intake/case/steps/draft.ts'
import { whereItWent } from '../../intake/conversation/alias.ts'
import { log, nameOf, Refusal } from '../../platform/errors.ts'
import type { Assignment, NoteInput } from '../assignment/assignment.ts'
import type { DeskParts } from '../parts.ts'
import { numberOf } from '../queue/items.ts'
import { NotAllowed, NotReopened, Taken } from '../refusals.ts'
import type { Worker } from '../worker.ts'

type Parts = Pick<DeskParts, 'agency' | 'cases' | 'conversations' | 'audit'>
type Needs = Pick<Assignment, 'existing' | 'whileAssigned' | 'addNote' | 'notifyPerson' | 'requireAssigned'>

export interface Ended {
  outcome: string
  note?: NoteInput
}

export interface Reopening {
  note: NoteInput
  /** Also what a colleague had. */
  others: boolean
}

/** How a case ends, and what can still be done about that. Done again, each changes nothing. */
export function ending(
  { agency, cases, conversations, audit }: Parts,
  { existing, whileAssigned, addNote, notifyPerson, requireAssigned }: Needs,
) {
  const isHis = ({ assignee }: Case, worker: Worker, others: boolean) => others || assignee === worker.id

  /** Silta's own ways to end, and the agency's as they are now. @throws Refusal BAD_REQUEST */
  function requireKnown(outcome: string): void {
    const known = [...outcomes, ...offeredBy(agency.now())]
    if (!known.includes(outcome)) throw new Refusal('BAD_REQUEST', `outcome is one of ${known.join(', ')}`)
  }

  /** Nobody can write to her about it any more where her conversation is gone, or has another case by now. */
  async function requireHers({ id, content }: Case): Promise<void> {
    const at = content && (await whereItWent(conversations, content.conversation))
    if (!at || at.state.gone) throw new NotReopened('gone')
    const now = at.state.case?.id ?? id
    if (now !== id) throw new NotReopened('newer', numberOf(now))
  }

  async function end({ id }: { id: string }): Promise<void> {
    const ended = await cases.apply(id, { type: 'ended' })
    if (!ended) return
    await audit.note('silta', 'end', id)
    await notifyPerson(ended)
  }

  return {
    /** She is told when it can no longer be undone. */
    async close(id: string, worker: Worker, { outcome, note }: Ended): Promise<Case> {
      requireKnown(outcome)
      const before = await existing(id)
      if (before.talk === 'ending' && before.assignee === worker.id) return before
      const found = await requireAssigned(id, worker)
      if (note?.text) await addNote(found, worker, { ...note, on: 'close' })
      const closed = await whileAssigned(id, worker, { type: 'closed', by: worker, outcome })
      await audit.note(worker.id, 'close', id)
      return closed
    },

    /** Undoes it while she knows nothing of it. @throws Refusal GONE when she does */
    async keepOpen(id: string, worker: Worker): Promise<Case> {
      const kept = await cases.apply(id, { type: 'keptOpen', by: worker.id })
      if (!kept) return requireAssigned(id, worker)
      await audit.note(worker.id, 'keep', id)
      return kept
    },

    /** By who had it or a supervisor, who then has it; she is told at once. @throws NotReopened, NotAllowed */
    async reopen(id: string, worker: Worker, { note, others }: Reopening): Promise<Case> {
      const found = await existing(id)
      if (!found.content) throw new Refusal('GONE', 'the case is erased')
      if (!isClosed(found)) return goOn(found, worker)
      if (!isHis(found, worker, others)) throw new NotAllowed()
      if (found.content.outcome === WITHDRAWN) throw new NotReopened('withdrawn')
      await requireHers(found)
      await addNote(found, worker, { ...note, on: 'reopen' })
      const won = await cases.apply(id, { type: 'reopened', by: worker })
      if (won) await audit.note(worker.id, 'reopen', id)
      return goOn(won ?? (await existing(id)), worker)
    },

    /** Of what has ended; the outcome before stays beside it, with who wrote it down. */
    async correct(id: string, worker: Worker, { outcome, note, others }: Ended & { others: boolean }) {
      requireKnown(outcome)
      const found = await existing(id)
      if (!found.content) throw new Refusal('GONE', 'the case is erased')
      if (found.application !== 'closed') throw new Refusal('CONFLICT', 'the case has not ended')
      if (!isHis(found, worker, others)) throw new NotAllowed()
      if (found.content.outcome === outcome) return found
      if (note?.text) await addNote(found, worker, { ...note, on: 'correct' })
      const corrected = await cases.apply(id, { type: 'corrected', by: worker, outcome })
      if (corrected) await audit.note(worker.id, 'correct', id)
      return corrected ?? existing(id)
    },

    /** Ends what can no longer be undone; a crash in the middle leaves it to the next round. */
    async endDue(limit: number): Promise<void> {
      const due = await cases.list({ talk: 'ending' }, limit)
      for (const done of await Promise.allSettled(due.map(end)))
        if (done.status === 'rejected') log('end.failed', nameOf(done.reason))
    },
  }

  /** Open, and this worker's. */
  async function goOn(now: Case, worker: Worker): Promise<Case> {
    if (isClosed(now)) throw new Refusal('CONFLICT')
    if (now.assignee !== worker.id)
      throw now.assignee
        ? new Taken(now.content?.assigneeName ?? '')
        : new Refusal('CONFLICT', 'the case is open: claim it')
    await notifyPerson(now)
    return now
  }
}
