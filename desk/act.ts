import type { z } from 'zod'
import type { AuditName } from '../intake/audit/audit.ts'
import type { Case } from '../intake/case/case.ts'
import { Refusal } from '../platform/errors.ts'
import type { Detail } from '../web/console/case/detail.ts'
import type { CaseView } from '../web/console/case/view.ts'
import type { Desk } from './desk.ts'
import type { Fields } from './fields.ts'
import { NotAllowed } from './refusals.ts'
import type { LinkMade } from './requests/link.ts'
import { may, type Right } from './sign-in/roles.ts'
import type { By } from './worker.ts'

/** An act being done to one case. `spoken`: BCP 47 tag of the language the worker uses. */
export interface Doing {
  desk: Desk
  id: string
  by: By
  spoken: string
}

/** What came of it, for whoever did it. */
export interface ActResult {
  /** The case as it is now. */
  changed?: Case
  /** Found out for the worker, to be looked at before anything else is done. */
  found?: Pick<CaseView, 'drafted' | 'permit'>
  made?: LinkMade
}

/**
 * What can be done to a case, said once: the console's form, the JSON of programs, Teams, the right it takes, what
 * the audit calls it and where the worker goes on all come from here. Its words are `desk.act.{name}`.
 */
export interface Act<Input extends z.ZodType = z.ZodType> {
  name: string
  /** A form's fields are words only; what else a program may give stands beside them. */
  input: Input
  may: Right
  /** The right that some of what can be asked for takes besides. */
  mayAlso?(input: z.output<Input>): Right | null
  /**
   * A name: the line is written when the act is done. A list: `run` writes one of these itself, because the line
   * must stand before something leaves the house, or belongs only to what really changed something.
   */
  audit: string | readonly AuditName[]
  /** Is it offered on the page by a form that is drawn from its input? Without it, the page has its own form. */
  offered?(found: Detail): boolean
  /** The part of the case's page to go on at; without one, its top. */
  after?: string | ((given: Fields) => string)
  /** A locale key for input that is not usable, where it can be said better than in general. */
  trouble?: string
  /** Where nothing is to be filled in: a button on a case's card in Teams, or a word in the worker's own chat there. */
  teams?: 'card' | 'chat'
  run(doing: Doing, input: z.output<Input>): Promise<ActResult> | Promise<void>
}

export const defineAct = <Input extends z.ZodType>(act: Act<Input>): Act<Input> => act

function requireRight(by: By, right: Right | null | undefined): void {
  if (right && !may(by, right)) throw new NotAllowed()
}

/** Names a field of the schema and what is wrong with it; never what was given. */
function detailOf({ issues: [issue] }: z.ZodError): string {
  const what = issue?.code === 'unrecognized_keys' ? 'has a field too many' : issue?.message
  return `${String(issue?.path[0] ?? 'body')}: ${what}`
}

/** The one way an act is done. @throws Refusal BAD_REQUEST for what its schema does not take; NotAllowed */
export async function perform(act: Act, given: Fields, doing: Doing): Promise<ActResult> {
  requireRight(doing.by, act.may)
  const read = act.input.safeParse(given)
  if (!read.success) throw new Refusal('BAD_REQUEST', detailOf(read.error))
  requireRight(doing.by, act.mayAlso?.(read.data))
  const done = await act.run(doing, read.data)
  const { audit } = act
  if (typeof audit === 'string') await doing.desk.done(doing.by.worker, { audit }, doing.id)
  return done ?? {}
}

/** Where to go on after an act: the list it was done from, or the case, at what was just changed. */
export function landingOf({ after = '' }: Act, id: string, given: Fields): string {
  if (given.back === 'today') return '/console/today'
  if (given.back === 'queue') return '/console'
  const part = typeof after === 'string' ? after : after(given)
  return `/console/cases/${id}${part ? `#${part}` : ''}`
}

/** @throws Refusal NOT_FOUND */
export function caseIdOf(id: unknown): string {
  if (typeof id === 'string' && /^\d{20}$/.test(id)) return id
  throw new Refusal('NOT_FOUND')
}
