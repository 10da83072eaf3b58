import type { Case, Draft } from '../../intake/case/case.ts'
import type { Note } from '../../intake/case/notes.ts'
import {
  changeHolder,
  offerOver,
  type ReturnReason,
  type Step,
  waitingAgain,
} from '../../intake/case/transitions.ts'
import { Refusal } from '../../platform/errors.ts'
import { serially } from '../../platform/serially.ts'
import type { DeskParts } from '../parts.ts'
import { askedAgain } from '../queue/match.ts'
import { NotHandedOver, Taken, Unfit } from '../refusals.ts'
import { knownRoles, may } from '../sign-in/roles.ts'
import type { Worker } from '../worker.ts'

/** What a worker writes down about handing over; `id` is the writer's own, so that sent twice it is there once. */
export interface Said {
  id: string
  text: string
}

export interface Release {
  /** Who goes on: the bot, at its open question, or another worker, for whom she waits in the queue. */
  to?: 'bot' | 'queue'
  reason?: ReturnReason
  note?: Said
  /** Also when a colleague has it. */
  others?: boolean
}

const closed = ({ application, content }: Pick<Case, 'application' | 'content'>) =>
  application === 'closed' || !content

/** Who has a case, and how it changes hands. Each change is conditional: whoever is second is told so. */
export function assignment({ cases, notes, workers, audit, turns, clock }: DeskParts) {
  /** One after the other for each worker: two at once would both find room for the last case there is room for. */
  const claimOf = serially()

  /** Tells her who talks with her now; a crash before the end leaves it owed, and the sweep comes here again. */
  async function tell(found: Case): Promise<void> {
    if (found.content) await turns.sync(found.content.conversation)
    if (found.toNotify)
      await cases.update(found.id, ({ toNotify, ...now }) =>
        toNotify && now.talkVersion === found.talkVersion ? now : null,
      )
  }

  async function existing(id: string): Promise<Case> {
    const found = await cases.get(id)
    if (!found) throw new Refusal('NOT_FOUND')
    return found
  }

  async function held(id: string, worker: Worker): Promise<Case> {
    const found = await existing(id)
    if (found.application === 'closed') throw new Refusal('GONE', 'the case is closed')
    if (found.assignee !== worker.id)
      throw found.assignee
        ? new Taken(found.content?.assigneeName ?? '')
        : new Refusal('CONFLICT', 'claim the case first')
    return found
  }

  async function jot(found: Case, worker: Worker, note: Pick<Note, 'id' | 'text' | 'on' | 'reason'>) {
    await notes.add({ ...note, case: found.id, who: worker.id, name: worker.name, at: clock() }, found.key)
  }

  /** Applies `change` while `worker` has it; what else is true by then is refused. */
  async function whileHeld(id: string, worker: Worker, change: (now: Draft) => Draft): Promise<Case> {
    const done = await cases.update(id, (now) =>
      now.assignee === worker.id && !closed(now) ? change(now) : null,
    )
    if (done) return done
    await held(id, worker)
    throw new Refusal('CONFLICT')
  }

  /** Whom `worker` may ask to take a case on: on duty first, then by name. */
  async function colleagues(worker: Worker): Promise<{ id: string; name: string; here: boolean }[]> {
    const here = new Set((await workers.onDuty()).map(({ id }) => id))
    return (await workers.list(LISTED))
      .filter(({ id, roles, changed }) => id !== worker.id && mayTake(roles) && clock() - changed < MONTH)
      .map(({ id, name }) => ({ id, name, here: here.has(id) }))
      .sort((a, b) => Number(b.here) - Number(a.here) || a.name.localeCompare(b.name))
  }

  return {
    tell,
    existing,
    held,
    jot,
    colleagues,

    /**
     * One wins; the others are told who has it. Claiming again what one has changes nothing. The bot falls silent.
     * `anyway`: also past one's own limit or her wish, which is then written down. @throws Unfit
     */
    async claim(id: string, worker: Worker, anyway = false): Promise<Case> {
      const before = await existing(id)
      if (closed(before)) throw new Refusal('GONE', 'the case is closed')
      const { won, unfit } = await claimOf(worker.id, async () => {
        const unfit = before.assignee ? [] : await askedAgain(before, worker.id, { workers, cases })
        if (unfit.length > 0 && !anyway) throw new Unfit(unfit)
        const won = await cases.update(id, (now) =>
          now.assignee || closed(now)
            ? null
            : changeHolder(now, {
                assignee: worker.id,
                talk: 'claimed',
                // She asked for somebody and waits for a first word.
                unanswered: now.talk === 'waiting' ? clock() : undefined,
                content: { ...now.content!, assigneeName: worker.name, offerEnded: undefined },
              }),
        )
        return { won, unfit }
      })
      const now = won ?? (await existing(id))
      if (now.assignee !== worker.id) throw new Taken(now.content?.assigneeName ?? '')
      if (won) await audit.note(worker.id, unfit.length > 0 ? 'claimAnyway' : 'claim', id)
      await tell(now)
      return now
    },

    /** Gives it up: to the bot, which asks its open question again, or to the queue, where she waits for another. */
    async release(id: string, worker: Worker, how: Release = {}): Promise<Case> {
      const { to = 'bot', reason, note, others = false } = how
      const found = others ? await existing(id) : await held(id, worker)
      const { assignee } = found
      if (assignee && found.content && (note?.text || (note && reason)))
        await jot(found, worker, { ...note, on: 'release', reason })
      const freed = await cases.update(id, (now) => {
        if (!now.assignee || now.assignee !== assignee || closed(now)) return null
        return to === 'queue' ? waitingAgain(now, clock()) : changeHolder(now, { assignee: '', talk: 'bot' })
      })
      if (!freed) throw new Refusal('CONFLICT')
      await audit.note(worker.id, 'release', id)
      await tell(freed)
      return freed
    },

    /** Asks a colleague to take it on. Until that is accepted it stays where it is. */
    async transfer(id: string, worker: Worker, to: string, note: Said): Promise<Case> {
      const found = await held(id, worker)
      const receiver = to && to !== worker.id ? await workers.get(to) : null
      if (!receiver || !mayTake(receiver.roles)) throw new NotHandedOver('receiver')
      await jot(found, worker, { ...note, on: 'transfer' })
      const offered = await whileHeld(id, worker, (now) => ({
        ...now,
        offered: to,
        offeredAt: clock(),
        content: { ...now.content!, offeredName: receiver.name, offerEnded: undefined },
      }))
      await audit.note(worker.id, 'transfer', id)
      return offered
    },

    /** The sender thought better of it. */
    async withdraw(id: string, worker: Worker): Promise<Case> {
      const now = await whileHeld(id, worker, (now) =>
        now.offered ? offerOver(now, 'withdrawn', clock()) : now,
      )
      await audit.note(worker.id, 'withdraw', id)
      return now
    },

    /** Accepting again what one has changes nothing. She is told that it is another person now. */
    async accept(id: string, worker: Worker): Promise<Case> {
      const won = await cases.update(id, (now) =>
        now.offered !== worker.id || closed(now)
          ? null
          : changeHolder(now, {
              assignee: worker.id,
              offered: undefined,
              unanswered: now.unanswered === undefined ? undefined : clock(),
              content: { ...now.content!, assigneeName: worker.name, offerEnded: undefined },
            }),
      )
      const now = won ?? (await existing(id))
      if (closed(now)) throw new Refusal('GONE', 'the case is closed')
      if (now.assignee !== worker.id) throw new NotHandedOver('stale')
      if (won) await audit.note(worker.id, 'accept', id)
      await tell(now)
      return now
    },

    /** Does not take it on. Why is read by the sender, who has had it all the while. */
    async decline(id: string, worker: Worker, why: Said): Promise<Case> {
      const found = await existing(id)
      if (closed(found)) throw new Refusal('GONE', 'the case is closed')
      if (found.offered !== worker.id) throw new NotHandedOver('stale')
      await jot(found, worker, { ...why, on: 'decline' })
      const back = await cases.update(id, (now) =>
        now.offered === worker.id ? offerOver(now, 'declined', clock()) : null,
      )
      if (!back) throw new NotHandedOver('stale')
      await audit.note(worker.id, 'decline', id)
      return back
    },

    /** What the rule asks for, while it still does. @returns whether anything changed */
    async step(id: string, due: (now: Draft) => Step | null): Promise<boolean> {
      let done: Step | null = null
      const changed = await cases.update(id, (now) => {
        done = due(now)
        if (done === 'withdraw') return offerOver(now, 'lapsed', clock())
        if (done === 'requeue') return waitingAgain(now, clock())
        // Nobody was talking: she reads of it when she is next here, and is not called.
        return done ? { ...changeHolder(now, { assignee: '', talk: 'bot' }), toNotify: undefined } : null
      })
      if (!changed || !done) return false
      await audit.note('silta', done, id)
      if (done === 'requeue') await tell(changed)
      return true
    },

    /** Whoever was asked to take a case on, and has neither done so nor refused. */
    offersTo: (worker: Worker) => cases.list({ offered: worker.id }, LISTED),
  }
}

const LISTED = 200
const MONTH = 30 * 86_400_000

const mayTake = (roles: readonly string[]) => may({ roles: knownRoles(roles) }, 'cases')

export type Assignment = ReturnType<typeof assignment>
