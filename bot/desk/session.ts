import { randomUUID } from 'node:crypto'
import type { Request } from 'restify'
import { Refusal } from '../errors.ts'
import type { Services } from '../services.ts'
import type { Worker } from './desk.ts'

/** A caseworker who signed in: all of it is in the signed cookie, so that any process on the store knows it. */
export interface Session {
  worker: Worker
  /** The console language chosen, or empty for the browser's own. */
  language: string
  /** When it ends, in seconds since 1970. */
  until: number
}

const LIFETIME = 12 * 3600

/** Languages the console speaks: those that have its words. */
export const consoleLanguages = ({ speech }: Pick<Services, 'speech'>): string[] =>
  speech.languages.filter((tag) => speech.t(tag).has('desk.title'))

/** The language asked for, if the console speaks it, or the first of the browser's that it speaks. */
export function tongueOf(services: Services, req: Request, wished: string | null | undefined): string {
  const spoken = consoleLanguages(services)
  const browser = (req.headers['accept-language'] ?? '')
    .split(',')
    .map((one) => one.trim().slice(0, 2).toLowerCase())
  return [wished ?? '', ...browser].find((tag) => spoken.includes(tag)) ?? spoken[0]!
}

export function sessions(services: Services) {
  const { config, clock, tokens } = services
  const secure = config.PUBLIC_URL.startsWith('https://')
  const name = secure ? '__Secure-silta-desk' : 'silta-desk'
  const seconds = () => Math.floor(clock() / 1000)

  const cookie = (value: string, lifetime: number) =>
    `${name}=${value}; Path=/console; HttpOnly; SameSite=Lax; Max-Age=${lifetime}${secure ? '; Secure' : ''}`

  return {
    begin: (worker: Omit<Worker, 'id'>): Session => ({
      worker: { id: randomUUID(), name: worker.name },
      language: '',
      until: seconds() + LIFETIME,
    }),

    /** `Set-Cookie` that makes the browser hold this session, for as long as it lasts anyway. */
    async cookie({ worker, language, until }: Session): Promise<string> {
      const lifetime = until - seconds()
      const claims = { sub: worker.id, name: worker.name, ...(language ? { lang: language } : {}) }
      return cookie(await tokens.sign('desk', claims, lifetime), lifetime)
    },

    ended: () => cookie('', 0),

    async of(req: Request): Promise<Session | null> {
      const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
      const token = pairs.find(([key]) => key === name)?.[1]
      if (!token) return null
      const claims = await tokens.read('desk', token).catch(() => null)
      if (!claims?.sub) return null
      const { sub, name: called, lang, exp } = claims
      const worker = { id: String(sub), name: String(called ?? '') }
      return { worker, language: String(lang ?? ''), until: Number(exp) }
    },

    /** What every form of this session carries back. */
    formToken: ({ worker, until }: Session): Promise<string> =>
      tokens.sign('deskForm', { sub: worker.id }, until - seconds()),

    /** @throws Refusal FORBIDDEN */
    async checkForm({ worker }: Session, token: string | null): Promise<void> {
      const claims = await tokens.read('deskForm', token ?? '').catch(() => null)
      if (claims?.sub !== worker.id) throw new Refusal('FORBIDDEN', 'the form is not of this session')
    },

    /** Another site may send a browser here, but never have it do anything. @throws Refusal FORBIDDEN */
    sameOrigin(req: Request): void {
      const site = req.headers['sec-fetch-site']
      const origin = req.headers.origin
      const ours = [config.PUBLIC_URL, `http://${req.headers.host}`, `https://${req.headers.host}`]
      const from = site === undefined || site === 'same-origin' || site === 'none'
      if (!from || (origin !== undefined && !ours.some((one) => one && originOf(one) === origin)))
        throw new Refusal('FORBIDDEN', 'the request comes from another site')
    },
  }
}

const originOf = (address: string) => (URL.canParse(address) ? new URL(address).origin : '')

export type Sessions = ReturnType<typeof sessions>
