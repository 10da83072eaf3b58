import type { IncomingMessage } from 'node:http'
import { contactsOf } from '../intake/form/contacts.ts'
import type { Speech } from '../intake/form/words.ts'
import { matchLanguage, wishedIn } from '../locales/match.ts'
import { Refusal } from '../platform/errors.ts'
import { asJson, queryOf } from '../platform/http.ts'
import { missingPage } from '../web/missing.ts'

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** Every browser names it when it goes to a page; no program does by itself. */
const isBrowser = ({ headers: { accept } }: IncomingMessage): boolean =>
  accept?.includes('text/html') ?? false

/** What the framework refused, as a refusal of ours: it would quote the address. */
export function refusalOf({ statusCode = 500 }: { statusCode?: number }): Refusal {
  const known = { 404: 'NOT_FOUND', 405: 'NOT_ALLOWED' } as const
  return new Refusal(
    known[statusCode as keyof typeof known] ?? (statusCode < 500 ? 'BAD_REQUEST' : 'INTERNAL'),
  )
}

/** The answer where no route gives one: to a browser a page in its language, with the numbers; to a program a code. */
export function unrouted(
  req: IncomingMessage,
  refusal: Refusal,
  speech: Speech,
): { body: string; headers: Record<string, string> } {
  if (!isBrowser(req))
    return {
      body: JSON.stringify(asJson(refusal)),
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
    }
  const wished = [queryOf(req).get('lang'), ...wishedIn(req.headers['accept-language'])]
  const t = speech.t(matchLanguage(wished, speech.languages) ?? speech.languages[0]!)
  const why = refusal.status < 500 ? 'missing' : 'down'
  return {
    body: missingPage({ t, why, ...contactsOf(t) }),
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': POLICY },
  }
}
