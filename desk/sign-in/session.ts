import { randomUUID } from 'node:crypto'
import type { Request } from 'restify'
import type { Role } from '../../intake/case/roles.ts'
import type { WorkerDoc, Workers } from '../../intake/case/workers.ts'
import type { Speech } from '../../intake/form/words.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { matchLanguage, wishedIn } from '../../locales/match.ts'
import type { Config } from '../../platform/config.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Tokens } from '../../platform/tokens.ts'
import type { Worker } from '../worker.ts'
import { knownRoles } from './roles.ts'

/**
 * A caseworker who signed in. All of it is in the signed cookie, so that any process on the store knows it; the
 * store says only which sessions ended before their time. Times are seconds since 1970.
 */
export interface Session {
  /** Of this one sign-in. */
  id: string
  worker: Worker
  roles: Role[]
  /** The worker's generation of sessions it was begun in. */
  generation: number
  /** The console language chosen, or empty for the browser's own. */
  language: string
  /** When it ends unless something is done before. */
  until: number
  /** When it ends whatever is done. */
  ends: number
  /** The worker as the store had it when this request came; in no cookie. */
  known?: WorkerDoc
}

interface SessionParts {
  config: Config
  clock: Clock
  tokens: Tokens
  workers: Workers
}

/** A cookie is not sent anew for less than so many seconds. */
const SLIDE = 60

/** Languages the console speaks: those that have its words. */
export const consoleLanguages = ({ speech }: { speech: Speech }): string[] =>
  speech.languages.filter((tag) => speech.t(tag).has('desk.title'))

/** The language asked for, if the console speaks it, or the first of the browser's that it speaks. */
export function tongueOf(known: { speech: Speech }, req: Request, wished: string | null | undefined): string {
  const spoken = consoleLanguages(known)
  return matchLanguage([wished, ...wishedIn(req.headers['accept-language'])], spoken) ?? spoken[0]!
}

export function cookieOf(req: Request, name: string): string {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([key]) => key === name)?.[1] ?? ''
}

/** `Set-Cookie` for a cookie of the console; `seconds` of 0 removes it. */
export function setCookie(
  { PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>,
  name: string,
  value: string,
  seconds: number,
  path = '/console',
): string {
  const secure = PUBLIC_URL.startsWith('https://') ? '; Secure' : ''
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`
}

/** Browsers take a `__Secure-` cookie only over https, which keeps a plain http page from planting one. */
export const cookieName = ({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>, name: string): string =>
  PUBLIC_URL.startsWith('https://') ? `__Secure-${name}` : name

export function sessions({ config, clock, tokens, workers }: SessionParts) {
  const name = cookieName(config, 'silta-desk')
  const idle = config.SESSION_IDLE_MINUTES * 60
  const seconds = () => Math.floor(clock() / 1000)

  /** Signed out of, here or everywhere, before it ended by itself? One point read. */
  const holds = async (session: Session) => isHeld(session, await workers.get(session.worker.id))
  const isHeld = ({ id, generation }: Session, known: WorkerDoc | null): boolean =>
    (known?.generation ?? 0) === generation && known?.ended?.[id] === undefined

  /** Does a page of ours ask, or whoever sits at the browser, or a program? In production ours are those over https. */
  function isFromOurs({ headers: { host, origin, 'sec-fetch-site': site } }: Request): boolean {
    const here = config.production ? [] : [`http://${host}`, `https://${host}`]
    const from = site === undefined || site === 'same-origin' || site === 'none'
    const ours = [config.PUBLIC_URL, ...here]
    return from && (origin === undefined || ours.some((one) => originOf(one) === origin))
  }

  return {
    holds,

    begin(worker: Worker, roles: Role[], generation: number): Session {
      const now = seconds()
      const ends = now + config.SESSION_HOURS * 3600
      const until = Math.min(now + idle, ends)
      return { id: randomUUID(), worker, roles, generation, language: '', until, ends }
    },

    /** The same session, kept for another idle time; `null` when that would hardly be later. */
    slid(session: Session): Session | null {
      const until = Math.min(seconds() + idle, session.ends)
      return until - session.until >= SLIDE ? { ...session, until } : null
    },

    /** `Set-Cookie` that makes the browser hold this session until it ends. */
    async cookie({ id, worker, roles, generation, language, until, ends }: Session): Promise<string> {
      const lifetime = until - seconds()
      const worked = { sub: worker.id, name: worker.name, roles, gen: generation }
      const claims = { ...worked, sid: id, ends, by: config.OIDC_ISSUER }
      const token = await tokens.sign(
        'desk',
        { ...claims, ...(language ? { lang: language } : {}) },
        lifetime,
      )
      return setCookie(config, name, token, lifetime)
    },

    ended: () => setCookie(config, name, '', 0),

    async of(req: Request): Promise<Session | null> {
      const token = cookieOf(req, name)
      const claims = token ? await tokens.read('desk', token).catch(() => null) : null
      if (!claims?.sub || !claims.sid) return null
      // Let in by a door that is closed by now: the printed address, or another provider.
      if ((claims.by ?? '') !== config.OIDC_ISSUER) return null
      const session: Session = {
        id: String(claims.sid),
        worker: { id: String(claims.sub), name: String(claims.name ?? '') },
        roles: knownRoles(claims.roles),
        generation: Number(claims.gen),
        language: String(claims.lang ?? ''),
        until: Number(claims.exp),
        ends: Number(claims.ends),
      }
      if (session.ends <= seconds()) return null
      const known = await workers.get(session.worker.id)
      return isHeld(session, known) ? { ...session, ...(known ? { known } : {}) } : null
    },

    /** What every form of this session carries back. */
    formToken: ({ id, ends }: Session): Promise<string> =>
      tokens.sign('deskForm', { sub: id }, ends - seconds()),

    /** @throws Refusal FORBIDDEN */
    async checkForm({ id }: Session, token: string | null): Promise<void> {
      const claims = await tokens.read('deskForm', token ?? '').catch(() => null)
      if (claims?.sub !== id) throw new Refusal('FORBIDDEN', 'the form is not of this session')
    },

    isFromOurs,

    /** Another site may send a browser here, but never have it do anything. @throws Refusal FORBIDDEN */
    sameOrigin(req: Request): void {
      if (!isFromOurs(req)) throw new Refusal('FORBIDDEN', 'the request comes from another site')
    },
  }
}

const originOf = (address: string) => URL.parse(address)?.origin

export type Sessions = ReturnType<typeof sessions>
