import { createHash } from 'node:crypto'
import type { Request, Response } from 'restify'
import type { Conversations, State } from '../../intake/conversation/conversation.ts'
import type { Stores } from '../../intake/store/stores.ts'
import type { Changes } from '../../platform/changes.ts'
import type { Refusal } from '../../platform/errors.ts'
import { guarded, sayWhen, sendPage } from '../../platform/http.ts'
import type { Limits } from '../../platform/limits.ts'
import { early } from '../../web/chat/early.ts'
import { chatAnswer } from '../../web/chat/page.ts'
import type { ChatView } from '../../web/chat/view.ts'
import type { Turns } from '../turns/turns.ts'
import { CHANNEL, gone, type PageParts, type PageToken, pages } from './web-page.ts'

export interface WebParts extends PageParts {
  conversations: Conversations
  drain: AbortController
  idFor: Stores['idFor']
  limits: Limits
  turns: Turns
  watch: Changes
}

const earlyHash = `'sha256-${createHash('sha256').update(early).digest('base64')}'`

export const isTalk = ({ talk, gone }: State) => talk?.announced === 'claimed' && !gone

/** What the routes of her page share: how they answer, refuse, and note what reached her. */
export function shared(parts: WebParts) {
  const { clock, config, conversations, limits, receipts, turns } = parts
  const page = pages(parts)
  const policy = [
    `default-src 'none'; script-src 'self' ${earlyHash}; style-src 'self'; img-src 'self'; connect-src 'self'`,
    `form-action 'self' ${new URL(config.EXIT_URL).origin}; base-uri 'none'; frame-ancestors 'none'`,
  ].join('; ')
  function answer(req: Request, res: Response, status: number, view: ChatView): void {
    const live = req.headers['x-live']
    sendPage(res, status, chatAnswer(view, typeof live === 'string' ? live : undefined))
  }

  async function refuse(
    req: Request,
    res: Response,
    refusal: Refusal,
    shown?: PageToken,
    body?: URLSearchParams,
  ) {
    const view = await page.refusalOf(req, refusal, shown, body)
    sayWhen(res, refusal)
    answer(req, res, view.state === 'gone' ? 410 : refusal.status, view)
  }

  const routed = (handler: (req: Request, res: Response) => Promise<void>) =>
    guarded(
      async (req, res) => {
        res.setHeader('Content-Security-Policy', policy)
        await handler(req, res)
      },
      (req, res, refusal) => refuse(req, res, refusal),
    )

  /** What is given to her page while a worker talks; `shown`: what a page in sight says that it shows. */
  function reached(id: string, state: State, shown = 0): void {
    if (isTalk(state))
      receipts.note(id, 'person', { delivered: state.seq, read: Math.min(shown, state.seq), online: clock() })
  }

  /** Nothing is said: the page as the conversation stands. */
  async function look(
    req: Request,
    res: Response,
    shown: PageToken,
    given: Partial<ChatView> = {},
  ): Promise<void> {
    await limits.spend('look', shown.id)
    const loaded = await conversations.load(shown.id)
    const here = loaded && loaded.state.view === shown.view
    const state = here
      ? loaded.state
      : shown.fresh && !loaded
        ? await turns.preview(CHANNEL, shown.language, page.likelyTongue(req))
        : gone
    if (here) reached(shown.id, state)
    answer(req, res, here || state !== gone ? 200 : 410, await page.viewOf(req, state, shown, given))
  }

  return { ...parts, ...page, answer, look, refuse, routed, reached }
}

export type Web = ReturnType<typeof shared>
