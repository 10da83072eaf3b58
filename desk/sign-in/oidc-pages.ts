import type { Request, Server } from 'restify'
import { queryOf, redirect, urlOf } from '../../platform/http.ts'
import type { Pages } from '../pages.ts'
import type { DeskServices } from '../services.ts'
import { type EnterNeeds, entering } from './enter.ts'
import { type Begun, NotSignedIn, type Provider } from './oidc.ts'
import { homeOf } from './roles.ts'
import { cookieName, cookieOf, type Sessions, setCookie } from './session.ts'

/** Seconds a person has to sign in at the provider. */
const PATIENCE = 600
const FOLDER = '/console/sign-in'

/** After signing in, only to a page of ours that somebody may have been on her way to. */
const wayOf = (to: unknown): string => (/^\/console\/cases\/\d{20}$/.test(String(to)) ? String(to) : '')

type OidcNeeds = EnterNeeds & Pick<DeskServices, 'config' | 'idFor' | 'tokens' | 'workers'>

/** To the organisation's own sign-in, and back from it. */
export function oidcPages(
  server: Server,
  services: OidcNeeds,
  sessions: Sessions,
  { page }: Pages,
  idp: Provider,
): void {
  const { config, tokens, workers } = services
  const { enter, plainName } = entering(services, sessions)
  const begunName = cookieName(config, 'silta-sign-in')

  /** The address that is registered at the provider. */
  const redirectUri = (req: Request) =>
    new URL(`${FOLDER}/callback`, config.PUBLIC_URL || `http://${req.headers.host}`)

  server.get(
    `${FOLDER}/go`,
    page(async (req, res) => {
      // With an account at hand the provider asks for nothing: a link of another site would sign somebody in.
      if (!sessions.isFromOurs(req)) return redirect(res, FOLDER)
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
      address.search = urlOf(req).search
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
