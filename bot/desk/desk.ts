import type { Audit } from '../../intake/audit.ts'
import { type Case, type Cases, contactAnswers } from '../../intake/cases.ts'
import { type Reason, refusal, wayOf } from '../../intake/contact-rules.ts'
import type { Edits } from '../../intake/edits.ts'
import type { Hints } from '../../intake/hints.ts'
import type { Messages } from '../../intake/messages.ts'
import type { Notes } from '../../intake/notes.ts'
import type { Openings } from '../../intake/openings.ts'
import { phrases } from '../../intake/phrases.ts'
import type { Clock } from '../../intake/ports.ts'
import type { Workers } from '../../intake/workers.ts'
import { Refusal } from '../errors.ts'
import type { FromWorker, Turns } from '../turn.ts'
import { editing } from './editing.ts'
import { glass } from './glass.ts'

export interface Worker {
  id: string
  name: string
}

export interface DeskParts {
  cases: Cases
  messages: Messages
  notes: Notes
  edits: Edits
  openings: Openings
  hints: Hints
  workers: Workers
  audit: Audit
  turns: Turns
  clock: Clock
}

/** Tells the first worker who has a case already. */
export class Taken extends Refusal {
  readonly by: string
  constructor(by: string) {
    super('CONFLICT', 'another caseworker has this case')
    this.by = by
  }
}

/** A contact that would break what she asked for. `why` names which of her rules. */
export class Unsafe extends Refusal {
  readonly why: Reason
  constructor(why: Reason) {
    super('FORBIDDEN', `the safe-contact rules of this person forbid it: ${why}`)
    this.why = why
  }
}

const AN_HOUR = 3_600_000

/**
 * What caseworkers do, wherever they do it: the console and Teams both come here. The case is the one truth of
 * who has it; each change of it is conditional, and the person is told by a turn that only echoes the case.
 */
export function desk(parts: DeskParts) {
  const { cases, messages, notes, workers, audit, turns, clock } = parts
  /** When a worker's view of a case was last noted by this process. */
  const viewed = new Map<string, number>()

  async function changed(found: Case): Promise<void> {
    if (found.content) await turns.sync(found.content.conversation)
  }

  async function existing(id: string): Promise<Case> {
    const found = await cases.get(id)
    if (!found) throw new Refusal('NOT_FOUND')
    return found
  }

  async function held(id: string, worker: Worker): Promise<Case> {
    const found = await existing(id)
    if (found.application === 'closed') throw new Refusal('GONE', 'the case is closed')
    if (found.claimer !== worker.id)
      throw found.claimer
        ? new Taken(found.content?.claimerName ?? '')
        : new Refusal('CONFLICT', 'claim the case first')
    return found
  }

  /**
   * What is said into a conversation she has open is a reply. On a channel that rings where she is, after she has
   * been silent for long, it is a contact that we start. @throws Unsafe
   */
  async function asRulesAllow(found: Case, { phrase, language }: FromWorker): Promise<void> {
    const said = await messages.of(found.id, found.key)
    const last = said.findLast(({ from }) => from === 'person')?.at ?? 0
    const way = wayOf(found.channel, Math.max(last, found.since, found.sent), clock())
    const words = phrase && phrases.get(phrase)?.neutral ? 'neutral' : 'open'
    const contact = { way, at: clock(), words, language: language ?? found.language } as const
    const why = refusal(contactAnswers(found), contact)
    if (why) throw new Unsafe(why)
  }

  const { file, open, mustRead, dismiss } = glass(parts, existing)

  return {
    list: cases.list,
    ...editing(parts, held),
    open,
    mustRead,

    /** Two cases are of two people, says the worker who has one of them. */
    dismiss: async (id: string, worker: Worker, other: string) =>
      dismiss(await held(id, worker), worker, other),

    /** `again`: a page that stays open shows the case anew; noted once an hour, not at every message. */
    async view(id: string, worker: Worker, again = false) {
      const found = await existing(id)
      const said = found.content ? await messages.of(id, found.key) : []
      const noted = found.content ? await notes.of(id, found.key) : []
      const name = `${worker.id} ${id}`
      const fresh = clock() - (viewed.get(name) ?? 0) < AN_HOUR
      if (!(again && fresh)) {
        await audit.note(worker.id, 'view', id)
        if (viewed.size > 10_000) viewed.clear()
        viewed.set(name, clock())
      }
      return { case: found, messages: said, notes: noted, ...(await file(found, worker)) }
    },

    /** One wins; the others are told who has it. Claiming again what one has changes nothing. The bot falls silent. */
    async claim(id: string, worker: Worker): Promise<Case> {
      const before = await existing(id)
      if (before.application === 'closed' || !before.content) throw new Refusal('GONE', 'the case is closed')
      const won = await cases.update(id, (now) =>
        now.claimer || now.application === 'closed' || !now.content
          ? null
          : {
              ...now,
              claimer: worker.id,
              talk: 'claimed',
              turns: now.turns + 1,
              content: { ...now.content, claimerName: worker.name },
            },
      )
      const now = won ?? (await existing(id))
      if (now.claimer !== worker.id) throw new Taken(now.content?.claimerName ?? '')
      if (won) await audit.note(worker.id, 'claim', id)
      await changed(now)
      return now
    },

    /**
     * Gives the conversation back to the bot, which asks its open question again; the case is free to claim.
     * `others`: also when a colleague has it.
     */
    async release(id: string, worker: Worker, others = false): Promise<Case> {
      const { claimer } = others ? await existing(id) : await held(id, worker)
      const freed = await cases.update(id, (now) =>
        now.claimer && now.claimer === claimer
          ? { ...now, claimer: '', talk: 'bot', turns: now.turns + 1 }
          : null,
      )
      if (!freed) throw new Refusal('CONFLICT')
      await audit.note(worker.id, 'release', id)
      await changed(freed)
      return freed
    },

    /** A message to the person. Its `id` is the sender's own: sent twice, it is said once. */
    async message(id: string, worker: Worker, message: FromWorker): Promise<void> {
      const found = await held(id, worker)
      if (!found.content) throw new Refusal('GONE')
      await asRulesAllow(found, message)
      await turns.fromWorker(found.content.conversation, message)
      await audit.note(worker.id, 'message', id)
    },

    /** Beside the case, for workers only. Any of them may: a colleague who answered the phone has something to add. */
    async note(id: string, worker: Worker, note: { id: string; text: string }): Promise<void> {
      const found = await existing(id)
      if (found.application === 'closed' || !found.content) throw new Refusal('GONE', 'the case is closed')
      await notes.add({ ...note, case: id, who: worker.id, name: worker.name, at: clock() }, found.key)
      // Erased meanwhile: sealing it made the case's key anew, and both must go.
      if (!(await existing(id)).content) await cases.erase(id)
      await audit.note(worker.id, 'note', id)
      await cases.update(id, (now) => now)
    },

    async close(id: string, worker: Worker, outcome: string): Promise<Case> {
      await held(id, worker)
      const closed = await cases.update(id, (now) =>
        now.claimer === worker.id && now.content
          ? {
              ...now,
              application: 'closed',
              talk: 'bot',
              closed: clock(),
              turns: now.turns + 1,
              content: { ...now.content, outcome },
            }
          : null,
      )
      if (!closed) throw new Refusal('CONFLICT')
      await audit.note(worker.id, 'close', id)
      await changed(closed)
      return closed
    },

    here: (worker: Worker) => workers.seen(worker.id, worker.name),
    left: (worker: Worker) => workers.left(worker.id),
  }
}

export type Desk = ReturnType<typeof desk>
