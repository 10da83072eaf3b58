import { offeredBy } from '../intake/agency/agency.ts'
import type { Case } from '../intake/case/case.ts'
import type { Seen } from '../intake/case/seen.ts'
import type { WorkerDoc } from '../intake/case/workers.ts'
import type { Translate } from '../intake/form/words.ts'
import { HOUR } from '../intake/hours/time.ts'
import { Bounded } from '../platform/bounded.ts'
import { log, nameOf } from '../platform/errors.ts'
import { assignment } from './assignment/assignment.ts'
import { caseAccess } from './case/access.ts'
import { deskAnnotations } from './case/annotations.ts'
import { ending } from './case/endings.ts'
import { deskRelating } from './case/relating.ts'
import type { DeskParts } from './parts.ts'
import { waving } from './queue/waves.ts'
import { deskRequests } from './requests/requests.ts'
import { contacting } from './talk/contact-attempts.ts'
import { talking } from './talk/messages.ts'
import { textingOf } from './talk/texting.ts'
import { translating } from './talk/translate/desk.ts'
import { reminding } from './today/reminders.ts'
import type { Worker } from './worker.ts'

/**
 * What caseworkers do, wherever they do it: the console and Teams both come here. The case is the one truth of
 * who has it; each change of it is conditional, and the person is told by a turn that only echoes the case.
 */
export function desk(parts: DeskParts) {
  const { cases, conversations, fileOf, workers, audit, clock } = parts
  const assigned = assignment(parts)
  const { existing, requireAssigned, whileAssigned: _, addNote: __, notifyPerson, ...hands } = assigned
  const { asRulesAllow, ...words } = talking(parts, assigned)
  const { machineFor, ...machine } = translating(parts, requireAssigned)
  const outside = contacting(parts, requireAssigned)
  const { relatedFor, ...relating } = deskRelating(parts, assigned)
  const { readingOf, open, mustHave, dismiss } = caseAccess(parts, existing)
  /** When a worker's view of a case was last noted by this process. */
  const viewed = new Bounded<string, number>(10_000)

  /** What is not a reply but news waits in the conversation, where telling it now would break her rules. */
  async function notifyIfAllowed(found: Case): Promise<void> {
    const { language } = found
    const allowed = await asRulesAllow(found, { id: '', language }).then(
      () => true,
      () => false,
    )
    if (allowed) await notifyPerson(found)
    else if (found.notifyByRules)
      await cases.apply(found.id, { type: 'told', talkVersion: found.talkVersion })
  }

  return {
    /** Sentences that may be sent by one choice, the agency's own before Silta's. */
    phrases: () => parts.agency.now().phrases,
    /** Reasons of the agency's own to close a case, as far as they have words for this worker. */
    ownOutcomes: (t: Translate) => offeredBy(parts.agency.now()).filter((id) => t.has(`desk.outcome.${id}`)),
    list: cases.list,
    queue: cases.queue,
    ...machine,
    ...outside,
    ...deskAnnotations(parts, requireAssigned),
    ...relating,
    existing,
    open,
    mustHave,
    ...hands,
    ...ending(parts, assigned),
    ...waving(parts, assigned),
    ...words,
    ...reminding(parts, assigned),
    ...deskRequests({ ...parts, requireAssigned, notifyPerson: notifyIfAllowed }),

    /** The sweep finds again what a crash left unsaid. */
    async notifyOwed(limit: number): Promise<void> {
      const owed = await cases.owing(limit)
      const told = await Promise.allSettled(
        owed.map(async ({ id }) => {
          const found = await cases.get(id)
          if (found?.toNotify) await (found.notifyByRules ? notifyIfAllowed(found) : notifyPerson(found))
        }),
      )
      // All are tried before one that failed is told of.
      for (const one of told) if (one.status === 'rejected') log('notify.failed', nameOf(one.reason))
    },

    /** Two cases are of two people, says the worker who has one of them. */
    dismiss: async (id: string, worker: Worker, other: string) =>
      dismiss(await requireAssigned(id, worker), worker, other),

    /** `again`: a page that stays open shows the case anew; noted once an hour, not at every message. */
    async view(id: string, worker: Worker, again = false) {
      const found = await existing(id)
      const kept = await fileOf(found)
      const name = `${worker.id} ${id}`
      const fresh = clock() - (viewed.get(name) ?? 0) < HOUR
      if (!(again && fresh)) {
        await audit.note(worker.id, 'view', id)
        viewed.set(name, clock())
      }
      const reading = await readingOf(found, worker, kept)
      const texting = reading.whole ? await textingOf(found, conversations) : null
      const related = reading.whole ? await relatedFor(worker, kept.related) : []
      const { sets } = parts.agency.now()
      return { case: found, sets, ...kept, machine: await machineFor(found), ...reading, related, texting }
    },

    /** What stood before the eyes of whoever has it is no news any more. Seen again, it changes nothing. */
    async seen(id: string, worker: Worker, at: Partial<Seen>): Promise<Case> {
      const found = await requireAssigned(id, worker)
      return (await cases.apply(id, { type: 'looked', by: worker.id, at })) ?? found
    },

    /** An act that was done goes into the audit by its own name. */
    done: (worker: Worker, act: { audit: string }, id: string) => audit.noteAct(worker.id, act, id),

    here: (worker: Worker, known?: WorkerDoc) => workers.seen(worker.id, worker.name, known),
    left: (worker: Worker) => workers.left(worker.id),
  }
}

export type Desk = ReturnType<typeof desk>
