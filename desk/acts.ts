import { randomUUID } from 'node:crypto'
import { outcomes } from '../intake/case/outcomes.ts'
import { type ReturnReason, returnReasons } from '../intake/case/transitions.ts'
import { Refusal } from '../platform/errors.ts'
import type { CaseView } from '../web/console/case/view.ts'
import type { Act, By, Given } from './act.ts'
import type { Release, Said } from './assignment/assignment.ts'
import { reasonOf } from './case/access.ts'
import { annotationOf } from './case/annotation-form.ts'
import { wordOf } from './input.ts'
import { NotAllowed } from './refusals.ts'
import { requestActs } from './requests/acts.ts'
import { may } from './sign-in/roles.ts'
import { messageOf } from './talk/message-form.ts'
import type { Worker } from './worker.ts'

/**
 * What can be done to a case, one row each: `POST /console/cases/{id}/{name}` for the pages' forms and
 * `POST /console/api/cases/{id}/{name}` for programs both come here.
 */
export const acts: Record<string, Act> = {
  claim: (desk, id, { anyway }, { worker }) => desk.claim(id, worker, anyway === true || anyway === 'yes'),
  release: (desk, id, given, session) => desk.release(id, session.worker, releaseOf(given, session)),
  transfer: (desk, id, given, { worker }) =>
    desk.transfer(id, worker, wordOf(given.to), whyOf(given, 'transferNote', worker)),
  withdraw: (desk, id, _, { worker }) => desk.withdraw(id, worker),
  accept: (desk, id, _, { worker }) => desk.accept(id, worker),
  decline: (desk, id, given, { worker }) => desk.decline(id, worker, whyOf(given, 'declineNote', worker)),
  close: (desk, id, given, { worker }) => desk.close(id, worker, outcomeOf(given)),
  message: async (desk, id, given, { worker }, spoken) => {
    const drafted = typeof given.draft === 'string' && (await desk.drafted(id, worker, given.draft))
    const said = drafted ? { ...named(given), ...drafted, phrase: undefined } : named(given)
    await desk.message(id, worker, {
      ...messageOf(said, worker, spoken),
      ...(drafted ? { machine: drafted.machine } : {}),
    })
  },
  translate: (desk, id, given, { worker }, spoken) =>
    desk.translate(id, worker, Number(wordOf(given.message ?? given.order) || 'none'), spoken),
  draft: async (desk, id, given, { worker }, spoken) => {
    const { text = '', language = spoken } = messageOf({ ...given, id: undefined }, worker, spoken)
    return new Shown({ drafted: await desk.draft(id, worker, { text, language }) })
  },
  may: async (desk, id, given, { worker }) => new Shown({ permit: await desk.mayContact(id, worker, given) }),
  contact: (desk, id, given, { worker }) => desk.contact(id, worker, given),
  note: (desk, id, given, { worker }) =>
    desk.note(id, worker, noteOf({ text: given.note, ...named(given) }, worker)),
  edit: (desk, id, given, { worker }) => desk.edit(id, worker, annotationOf(named(given), worker)),
  undo: (desk, id, { edit }, { worker }) => desk.undo(id, worker, wordOf(edit)),
  open: (desk, id, given, { worker }) => desk.open(id, worker, reasonOf(given)),
  dismiss: (desk, id, { other }, { worker }) => desk.dismiss(id, worker, caseIdOf(other)),
  ...requestActs,
}

/** What an act found out for the worker, to be looked at before anything else is done. */
export class Shown {
  readonly what: Pick<CaseView, 'drafted' | 'permit'>
  constructor(what: Shown['what']) {
    this.what = what
  }
}

/** A form names the id of what it sends by what it is. */
const named = ({ message, ...given }: Given): Given =>
  message === undefined ? given : { id: message, ...given }

/** @throws Refusal BAD_REQUEST */
function noteOf(given: Given, worker: Worker): Said {
  const { id, text = '' } = messageOf(
    { text: given.text, ...(given.id === undefined ? {} : { id: given.id }) },
    worker,
    'und',
  )
  return { id, text }
}

/**
 * Why something is done, in words: a program's `note`, or the box that a page has for it under a name of its own,
 * so that what was typed is given back there. @throws Refusal BAD_REQUEST
 */
const whyOf = (given: Given, box: string, worker: Worker): Said =>
  noteOf({ ...named(given), text: given.note ?? given[box] }, worker)

/** @throws Refusal BAD_REQUEST, NotAllowed */
function releaseOf(given: Given, session: By): Release {
  const { to = 'bot', reason } = given
  if (to !== 'bot' && to !== 'queue') throw new Refusal('BAD_REQUEST', 'to is bot or queue')
  const known = returnReasons.find((one) => one === reason)
  if (reason !== undefined && reason !== '' && !known)
    throw new Refusal('BAD_REQUEST', `reason is one of ${returnReasons.join(', ')}`)
  const words = given.note ?? given.releaseNote ?? ''
  const others = othersOf(given, session)
  if (words === '' && !known) return { to, others }
  const note =
    words === ''
      ? { id: `${session.worker.id}.${randomUUID()}`, text: '' }
      : whyOf(given, 'releaseNote', session.worker)
  return { to, others, note, reason: known as ReturnReason | undefined }
}

/** @throws Refusal BAD_REQUEST */
function outcomeOf({ outcome = 'other' }: Given): string {
  if (typeof outcome === 'string' && outcomes.includes(outcome)) return outcome
  throw new Refusal('BAD_REQUEST', `outcome is one of ${outcomes.join(', ')}`)
}

/** Taking a case back from a colleague is asked for by name, so that no stale page does it. @throws NotAllowed */
function othersOf({ others }: Given, session: By): boolean {
  const wished = others === true || others === 'yes'
  if (wished && !may(session, 'others')) throw new NotAllowed()
  return wished
}

/** @throws Refusal NOT_FOUND */
export function caseIdOf(id: unknown): string {
  if (typeof id === 'string' && /^\d{20}$/.test(id)) return id
  throw new Refusal('NOT_FOUND')
}
