import { randomUUID } from 'node:crypto'
import type { Request, Response, Server } from 'restify'
import { roles } from '../../intake/case/roles.ts'
import { redirect } from '../../platform/http.ts'
import type { Pages } from '../pages.ts'
import type { DeskServices } from '../services.ts'
import { useSignIn } from './by-address.ts'
import { type Begun, NotSignedIn, provider } from './oidc.ts'
import { homeOf, may } from './roles.ts'
import {
  consoleLanguages,
  cookieName,
  cookieOf,
  type Session,
  type Sessions,
  setCookie,
  tongueOf,
} from './session.ts'

/** Seconds a person has to sign in at the provider. */
const PATIENCE = 600
const FOLDER = '/console/sign-in'

const queryOf = (req: Request) => new URL(req.url ?? '/', 'http://silta').searchParams

/** After signing in, only to a page of ours that somebody may have been on her way to. */
const wayOf = (to: unknown): string => (/^\/console\/cases\/\d{20}$/.test(String(to)) ? String(to) : '')

type SignInNeeds = Pick<DeskServices, 'config' | 'tokens' | 'workers' | 'desk' | 'audit' | 'speech' | 'idFor'>

/** In by the provider or, on a laptop without one, by the address that was printed; and out, here or everywhere. */
export function signInPages(
  server: Server,
  services: SignInNeeds,
  sessions: Sessions,
  { page, posted, notice }: Pages,
): void {
  const { config, tokens, workers, desk, audit, speech } = services
  const idp = config.OIDC_ISSUER ? provider(config) : null
  const begunName = cookieName(config, 'silta-sign-in')

  /** The address that is registered at the provider. */
  const redirectUri = (req: Request) =>
    new URL(`${FOLDER}/callback`, config.PUBLIC_URL || `http://${req.headers.host}`)

  async function enter(res: Response, session: Session, way: string, cookies: string[] = []): Promise<void> {
    await audit.note(session.worker.id, 'signIn', '')
    if (may(session, 'cases')) await desk.here(session.worker)
    res.setHeader('Set-Cookie', [await sessions.cookie(session), ...cookies])
    redirect(res, way)
  }

  server.get(
    FOLDER,
    page(async (req, res) => {
      const token = queryOf(req).get('token')
      if (token === null && (await sessions.of(req))) return redirect(res, '/console')
      if (token === null) return notice(req, res, 200, idp ? 'desk.signIn.provider' : 'desk.signIn')
      if (idp) return notice(req, res, 403, 'desk.signIn.provider')
      if (!useSignIn(services, token)) return notice(req, res, 403, 'desk.signIn.used')
      await enterByAddress(req, res)
    }),
  )

  /** `name`, `role`, `lang` and `teams` in the printed address: whoever started the program may try everything. */
  async function enterByAddress(req: Request, res: Response): Promise<void> {
    const query = queryOf(req)
    const language = query.get('lang') ?? ''
    const name = query.get('name')?.replace(/\p{C}/gu, '').trim().slice(0, 60)
    const wished = roles.filter((role) => query.getAll('role').includes(role))
    const held = wished.length > 0 ? wished : [...roles]
    // Who this is in Teams' directory: without a provider there is no other way to try Teams.
    const object = query.get('teams')
    const directory = object ? services.idFor('entra', JSON.stringify(['', object])) : ''
    const id = object ? services.idFor('printed', object) : randomUUID()
    const worker = { id, name: name || (await plainName(req, language)) }
    const { generation } = await workers.signedIn(id, { name: worker.name, roles: held, directory })
    const session = sessions.begin(worker, held, generation)
    const known = consoleLanguages(services).includes(language) ? language : ''
    await enter(res, { ...session, language: known }, homeOf(session))
  }

  /** "Caseworker 3": the third sign-in that this store has seen. */
  async function plainName(req: Request, language: string): Promise<string> {
    const before = await audit.of('desk')
    const number = before.filter(({ what }) => what === 'signIn').length + 1
    return speech.t(tongueOf(services, req, language))('desk.name', { number })
  }

  if (idp) {
    server.get(
      `${FOLDER}/go`,
      page(async (req, res) => {
        const { address, begun } = await idp.begin(redirectUri(req).href)
        const claims = { ...begun, way: wayOf(queryOf(req).get('to')) }
        const token = await tokens.sign('deskSignIn', claims, PATIENCE)
        redirect(res, address, { 'Set-Cookie': setCookie(config, begunName, token, PATIENCE, FOLDER) })
      }),
    )

    server.get(
      `${FOLDER}/callback`,
      page(async (req, res) => {
        const over = setCookie(config, begunName, '', 0, FOLDER)
        res.setHeader('Set-Cookie', over)
        const begun = await tokens.read('deskSignIn', cookieOf(req, begunName)).catch(() => null)
        if (!begun) throw new NotSignedIn('failed')
        const address = redirectUri(req)
        address.search = new URL(req.url ?? '/', 'http://silta').search
        const who = await idp.finish(address, begun as unknown as Begun)
        const id = services.idFor('oidc', JSON.stringify([who.issuer, who.subject]))
        const directory = who.directory ? services.idFor('entra', JSON.stringify(who.directory)) : ''
        const name = who.name || (await plainName(req, ''))
        const { generation } = await workers.signedIn(id, { name, roles: who.roles, directory })
        const session = sessions.begin({ id, name }, who.roles, generation)
        await enter(res, session, wayOf(begun.way) || homeOf(session), [over])
      }),
    )
  }

  const leaving = (leave: (session: Session) => Promise<unknown>) =>
    posted(async (_req, res, session) => {
      await leave(session)
      redirect(res, FOLDER, { 'Set-Cookie': sessions.ended() })
    }, null)

  server.post(
    '/console/sign-out',
    leaving(({ worker, id, ends }) => workers.endSession(worker.id, id, ends)),
  )
  server.post(
    '/console/me/sign-out-everywhere',
    leaving(async ({ worker }) => {
      await workers.endAll(worker.id)
      await audit.note(worker.id, 'endSignIns', '')
    }),
  )
}
