import { randomUUID } from 'node:crypto'
import type { Audit } from '../../intake/audit/audit.ts'
import type { Attempt, Permit, Plan, Result } from '../../intake/case/attempts.ts'
import { type Case, contactAnswers } from '../../intake/case/case.ts'
import type { CaseFiles } from '../../intake/case/case-file.ts'
import type { Cases } from '../../intake/case/cases.ts'
import { changesAt, refusal } from '../../intake/case/contact-rules.ts'
import { questions } from '../../intake/form/form.ts'
import { HOUR } from '../../intake/hours/time.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Tokens } from '../../platform/tokens.ts'
import { Unsafe } from '../refusals.ts'
import type { Worker } from '../worker.ts'

export interface ContactingParts {
  cases: Cases
  attempts: CaseFiles['attempts']
  audit: Audit
  tokens: Tokens
  clock: Clock
}

/** So long a "you may" holds at most, in ms; less when her hours end before. */
/** So long, in seconds, how it went can be written down under it. */
const LATEST = 12 * 3600
const USE = 'contact'

/** Ways that lead to her, or to somebody she named; a code only is the wish not to be contacted. */
export const ways = questions.get('contact.way')!.options.filter((way) => way !== 'codeOnly')

/** How a contact went. */
interface Went {
  permit: string
  result: Result
  text: string
}

/**
 * A contact that the desk starts outside of the conversation: a call, a letter, a word through somebody. It is
 * asked about first and refused with the reason when it would break her rules, for everybody alike; how it went
 * is written down only for one that was allowed. Nothing here calls or writes to anybody.
 */
export function contacting(
  { cases, attempts, audit, tokens, clock }: ContactingParts,
  requireAssigned: (id: string, worker: Worker) => Promise<Case>,
) {
  return {
    /** @throws Unsafe */
    async mayContact(id: string, worker: Worker, meant: Plan): Promise<Permit> {
      const found = await requireAssigned(id, worker)
      const now = clock()
      const answers = contactAnswers(found)
      const why = refusal(answers, { ...meant, at: now })
      await audit.note(worker.id, why ? 'refuseContact' : 'askContact', id)
      if (why) throw new Unsafe(why)
      const until = Math.min(changesAt(answers, now) ?? Number.POSITIVE_INFINITY, now + HOUR)
      const claims = { ...meant, id: randomUUID(), case: id, worker: worker.id, at: now }
      return { ...meant, permit: await tokens.sign(USE, claims, LATEST), until }
    },

    /** How it went. Written down twice, it is there once. */
    async contact(id: string, worker: Worker, { permit, result, text }: Went): Promise<void> {
      const found = await requireAssigned(id, worker)
      const { way, words, language, left, other, ...claims } = await tokens.read(USE, permit).catch(() => {
        throw new Refusal('BAD_REQUEST', 'ask first whether the person may be contacted')
      })
      if (claims.case !== id || claims.worker !== worker.id)
        throw new Refusal('BAD_REQUEST', 'not your permit')
      const meant = { way, words, language, ...(left ? { left } : {}), ...(other ? { other } : {}) } as Plan
      const attempt: Attempt = {
        ...meant,
        order: Number(claims.at),
        at: clock(),
        who: worker.id,
        name: worker.name,
        result,
        text: text || undefined,
      }
      await attempts.add(id, String(claims.id), attempt, found.key)
      await audit.note(worker.id, 'contact', id)
      await cases.update(id, (now) => now)
    },
  }
}
