import { randomUUID } from 'node:crypto'
import type { Request, Response, Server } from 'restify'
import { roles } from '../../intake/case/roles.ts'
import { LONGEST_NAME } from '../../intake/case/workers.ts'
import { oneLine } from '../../intake/form/plain-text.ts'
import { queryOf, redirect } from '../../platform/http.ts'
import type { Pages } from '../pages.ts'
import type { DeskServices } from '../services.ts'
import { useSignIn } from './by-address.ts'
import { type EnterNeeds, entering } from './enter.ts'
import { provider } from './oidc.ts'
import { oidcPages } from './oidc-pages.ts'
import { homeOf } from './roles.ts'
import { consoleLanguages, type Session, type Sessions } from './session.ts'

const FOLDER = '/console/sign-in'

type SignInNeeds = EnterNeeds & Pick<DeskServices, 'config' | 'idFor' | 'tokens' | 'workers'>

/** In by the provider or, on a laptop without one, by the address that was printed; and out, here or everywhere. */
export function signInPages(server: Server, services: SignInNeeds, sessions: Sessions, pages: Pages): void {
  const { config, workers, audit } = services
  const { page, posted, notice } = pages
  const idp = config.OIDC_ISSUER ? provider(config) : null
  const { enter, plainName } = entering(services, sessions)

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
    const name = oneLine(query.get('name') ?? '', LONGEST_NAME)
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

  if (idp) oidcPages(server, services, sessions, pages, idp)

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
