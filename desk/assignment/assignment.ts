import type { Case } from '../../intake/case/case.ts'
import type { Note } from '../../intake/case/notes.ts'
import { type Asking, byShare } from '../../intake/case/routing.ts'
import { isClosed, isWaitedFor } from '../../intake/case/steps/draft.ts'
import type { TimedOut } from '../../intake/case/steps/worker.ts'
import type { CaseEvent, ReturnReason } from '../../intake/case/transitions.ts'
import { DAY } from '../../intake/hours/time.ts'
import { Refusal } from '../../platform/errors.ts'
import { serially } from '../../platform/serially.ts'
import type { Colleague } from '../../web/console/case/view.ts'
import type { DeskParts } from '../parts.ts'
import { askedAgain } from '../queue/match.ts'
import { NotHandedOver, Taken, Unanswered, Unfit } from '../refusals.ts'
import { knownRoles, may } from '../sign-in/roles.ts'
import type { Worker } from '../worker.ts'

/** What a worker writes down about handing over; `id` is the writer's own, so that sent twice it is there once. */
export interface NoteInput {
  id: string
  text: string
}

export interface Release {
  /** Who goes on: another worker, for whom she waits in the queue, or the bot, at its open question. */
  to?: 'bot' | 'queue'
  reason?: ReturnReason
  note?: NoteInput
  /** Also when a colleague has it. */
  others?: boolean
}

/** Who has a case, and how it changes hands. Each change is conditional: whoever is second is told so. */
export function assignment({ around, cases, notes, workers, audit, turns, clock }: DeskParts) {
  /** One after the other for each worker: two at once would both find room for the last case there is room for. */
  const claimOf = serially()

  /** Tells her who talks with her now; a crash before the end leaves it owed, and the sweep comes here again. */
  async function notifyPerson(found: Case): Promise<void> {
    if (found.content) await turns.sync(found.content.conversation)
    if (found.toNotify) await cases.apply(found.id, { type: 'told', talkVersion: found.talkVersion })
  }

  async function existing(id: string): Promise<Case> {
    const found = await cases.get(id)
    if (!found) throw new Refusal('NOT_FOUND')
    return found
  }

  async function requireAssigned(id: string, worker: Worker): Promise<Case> {
    const found = await existing(id)
    if (isClosed(found)) throw new Refusal('GONE', 'the case is closed')
    if (found.assignee !== worker.id)
      throw found.assignee
        ? new Taken(found.content?.assigneeName ?? '')
        : new Refusal('CONFLICT', 'claim the case first')
    return found
  }

  async function addNote(found: Case, worker: Worker, note: Pick<Note, 'id' | 'text' | 'on' | 'reason'>) {
    await notes.add({ ...note, case: found.id, who: worker.id, name: worker.name, at: clock() }, found.key)
  }

  /** What only `worker`, who has it, may do; what else is true by then is refused. */
  async function whileAssigned(id: string, worker: Worker, event: CaseEvent): Promise<Case> {
    const done = await cases.apply(id, event)
    if (done) return done
    await requireAssigned(id, worker)
    throw new Refusal('CONFLICT')
  }

  /** Whom `worker` may ask to take a case on, by who has least of those it suits; `found`: the case that is meant. */
  async function colleagues(worker: Worker, found: Asking = anyCase): Promise<Colleague[]> {
    const [all, load] = await Promise.all([workers.lately(), around.loads()])
    const others = all.filter(
      ({ id, roles, changed }) => id !== worker.id && mayTake(roles) && clock() - changed < MONTH,
    )
    return byShare(found, others, load, workers.isOnDuty).map(
      ({ id, name, here, speaks, load, against }) => ({
        ...{ id, name, here, speaks, load, against },
      }),
    )
  }

  return {
    notifyPerson,
    existing,
    requireAssigned,
    whileAssigned,
    addNote,
    colleagues,

    /**
     * One wins; the others are told who has it. Claiming again what one has changes nothing. The bot falls silent.
     * `anyway`: also past one's own limit or her wish, which is then written down. @throws Unfit
     */
    async claim(id: string, worker: Worker, anyway = false): Promise<Case> {
      const before = await existing(id)
      if (isClosed(before)) throw new Refusal('GONE', 'the case is closed')
      const { won, unfit } = await claimOf(worker.id, async () => {
        const unfit = before.assignee ? [] : await askedAgain(before, worker.id, { workers, cases })
        if (unfit.length > 0 && !anyway) throw new Unfit(unfit)
        const won = await cases.apply(id, { type: 'claimed', by: worker })
        return { won, unfit }
      })
      const now = won ?? (await existing(id))
      if (now.assignee !== worker.id) throw new Taken(now.content?.assigneeName ?? '')
      if (won) await audit.note(worker.id, unfit.length > 0 ? 'claimAnyway' : 'claim', id)
      else await audit.noteAgain(worker.id, 'claim', id, 'claimAnyway')
      await notifyPerson(now)
      return now
    },

    /**
     * Gives it up: to the queue, where she waits for another, or to the bot, which asks its open question again.
     * Giving up again what one gave up changes nothing. @throws Unanswered
     */
    async release(id: string, worker: Worker, how: Release = {}): Promise<Case> {
      const { to = 'queue', reason, note, others = false } = how
      const before = await existing(id)
      if (isReleasedBy(before, worker)) {
        await audit.noteAgain(worker.id, 'release', id)
        await notifyPerson(before)
        return before
      }
      const found = others ? before : await requireAssigned(id, worker)
      const { assignee } = found
      if (to === 'bot' && isWaitedFor(found)) throw new Unanswered()
      if (assignee && found.content && (note?.text || (note && reason)))
        await addNote(found, worker, { ...note, on: 'release', reason })
      const freed = await cases.apply(id, { type: 'released', from: assignee, by: worker.id, to })
      if (!freed) throw isWaitedFor(await existing(id)) ? new Unanswered() : new Refusal('CONFLICT')
      await audit.note(worker.id, 'release', id)
      await notifyPerson(freed)
      return freed
    },

    /** Goes on with it in a colleague's place. Done again, it changes nothing. */
    async relieve(id: string, worker: Worker, { note, reason }: Required<Pick<Release, 'note' | 'reason'>>) {
      const found = await existing(id)
      if (isClosed(found)) throw new Refusal('GONE', 'the case is closed')
      if (!found.assignee) throw new Refusal('CONFLICT', 'claim the case')
      if (found.assignee !== worker.id) await addNote(found, worker, { ...note, on: 'release', reason })
      const won = await cases.apply(id, { type: 'takenOver', from: found.assignee, by: worker })
      const now = won ?? (await existing(id))
      if (now.assignee !== worker.id) throw new Taken(now.content?.assigneeName ?? '')
      if (won) await audit.note(worker.id, 'relieve', id)
      else await audit.noteAgain(worker.id, 'relieve', id)
      await notifyPerson(now)
      return now
    },

    /** Marks it as urgent, with why. Done again, it changes nothing. */
    async raise(id: string, worker: Worker, why: NoteInput): Promise<Case> {
      const found = await existing(id)
      if (isClosed(found)) throw new Refusal('GONE', 'the case is closed')
      if (found.urgent) return found
      await addNote(found, worker, { ...why, on: 'raise' })
      const raised = await cases.apply(id, { type: 'raised' })
      if (raised) await audit.note(worker.id, 'raise', id)
      return raised ?? found
    },

    /** Asks a colleague to take it on. Until that is accepted it stays where it is. */
    async transfer(id: string, worker: Worker, to: string, note: NoteInput): Promise<Case> {
      const found = await requireAssigned(id, worker)
      const receiver = to && to !== worker.id ? await workers.get(to) : null
      if (!receiver || !mayTake(receiver.roles)) throw new NotHandedOver('receiver')
      await addNote(found, worker, { ...note, on: 'transfer' })
      const offer = { id: to, name: receiver.name }
      const offered = await whileAssigned(id, worker, { type: 'offered', by: worker.id, to: offer })
      await audit.note(worker.id, 'transfer', id)
      return offered
    },

    /** The sender thought better of it. */
    async withdraw(id: string, worker: Worker): Promise<Case> {
      const now = await whileAssigned(id, worker, { type: 'offerWithdrawn', by: worker.id })
      await audit.note(worker.id, 'withdraw', id)
      return now
    },

    /** Accepting again what one has changes nothing. She is told that it is another person now. */
    async accept(id: string, worker: Worker): Promise<Case> {
      const won = await cases.apply(id, { type: 'accepted', by: worker })
      const now = won ?? (await existing(id))
      if (isClosed(now)) throw new Refusal('GONE', 'the case is closed')
      if (now.assignee !== worker.id) throw new NotHandedOver('stale')
      if (won) await audit.note(worker.id, 'accept', id)
      else await audit.noteAgain(worker.id, 'accept', id)
      await notifyPerson(now)
      return now
    },

    /** Does not take it on. Why is read by the sender, who has had it all the while. */
    async decline(id: string, worker: Worker, why: NoteInput): Promise<Case> {
      const found = await existing(id)
      if (isClosed(found)) throw new Refusal('GONE', 'the case is closed')
      if (found.offered !== worker.id) throw new NotHandedOver('stale')
      await addNote(found, worker, { ...why, on: 'decline' })
      const back = await cases.apply(id, { type: 'declined', by: worker.id })
      if (!back) throw new NotHandedOver('stale')
      await audit.note(worker.id, 'decline', id)
      return back
    },

    /** Does what is due to a case that was let lie, if that is still so. */
    async timeOut(id: string, due: TimedOut): Promise<void> {
      const changed = await cases.apply(id, { type: 'timedOut', ...due })
      if (!changed) return
      await audit.note('silta', due.step, id)
      if (due.step === 'requeue') await notifyPerson(changed)
    },

    /** Whoever was asked to take a case on, and has neither done so nor refused. */
    offersTo: (worker: Worker) => around.offersTo(worker.id),
  }
}

const MONTH = 30 * DAY

/** Whoever asks for nothing of their own. */
const anyCase: Asking = { language: '', kind: '', wish: '', urgent: 0 }

const isReleasedBy = ({ assignee, content }: Case, worker: Worker) =>
  !assignee && content?.releasedBy === worker.id

const mayTake = (roles: readonly string[]) => may({ roles: knownRoles(roles) }, 'cases')

export type Assignment = ReturnType<typeof assignment>
