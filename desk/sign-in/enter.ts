import type { Request, Response } from 'restify'
import { redirect } from '../../platform/http.ts'
import type { DeskServices } from '../services.ts'
import { may } from './roles.ts'
import { type Session, type Sessions, tongueOf } from './session.ts'

export type EnterNeeds = Pick<DeskServices, 'audit' | 'desk' | 'speech'>

/** The last step of every way in. */
export function entering(services: EnterNeeds, sessions: Sessions) {
  const { audit, desk, speech } = services

  return {
    async enter(res: Response, session: Session, way: string, cookies: string[] = []): Promise<void> {
      await audit.note(session.worker.id, 'signIn', '')
      if (may(session, 'cases')) await desk.here(session.worker)
      res.setHeader('Set-Cookie', [await sessions.cookie(session), ...cookies])
      redirect(res, way)
    },

    /** "Caseworker 3": the third sign-in that this store has seen. */
    async plainName(req: Request, language: string): Promise<string> {
      const before = await audit.of('desk')
      const number = before.filter(({ what }) => what === 'signIn').length + 1
      return speech.t(tongueOf(services, req, language))('desk.name', { number })
    },
  }
}
