import type { Request, Response } from 'restify'
import { Refusal } from '../../platform/errors.ts'
import { NotAllowed } from '../refusals.ts'
import type { DeskServices } from '../services.ts'
import { may, type Right } from './roles.ts'
import type { Session, Sessions } from './session.ts'

/** `null`: whoever is signed in. */
export type Need = Right | null

/**
 * The one door of the console, for pages and JSON alike: a session that has not ended, a request of our own
 * pages where it changes something, and the right that the route needs. Only who may help counts as here, which
 * is what a person is told; a page that fetches itself anew keeps nobody signed in. `own`: only our own pages may ask,
 * as they must wherever something changes or leaves the house.
 */
export function admission({ desk }: Pick<DeskServices, 'desk'>, sessions: Sessions) {
  /** @throws Refusal UNAUTHORISED, FORBIDDEN */
  return async (req: Request, res: Response, need: Need, own = req.method !== 'GET'): Promise<Session> => {
    const session = await sessions.of(req)
    if (!session) throw new Refusal('UNAUTHORISED', 'sign in first')
    if (own) sessions.sameOrigin(req)
    if (need && !may(session, need)) throw new NotAllowed()
    if (may(session, 'cases')) await desk.here(session.worker, session.known)
    const slid = req.headers['x-live'] === undefined ? sessions.slid(session) : null
    if (slid) res.setHeader('Set-Cookie', await sessions.cookie(slid))
    return slid ?? session
  }
}

export type Admit = ReturnType<typeof admission>
