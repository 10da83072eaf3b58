import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Request, Response, Server } from 'restify'
import { codeIn } from '../../intake/conversation/codes.ts'
import type { Conversations, State } from '../../intake/conversation/conversation.ts'
import { WRITES_FOR } from '../../intake/conversation/receipts.ts'
import type { Stores } from '../../intake/store/stores.ts'
import type { Changes } from '../../platform/changes.ts'
import { asRefusal, log, nameOf, type Refusal } from '../../platform/errors.ts'
import { guarded, readForm, redirect, send, sendHtml } from '../../platform/http.ts'
import { limiter, senderOf } from '../../platform/limits.ts'
import { chatAnswer, chatPage } from '../../web/chat/page.ts'
import type { ChatView } from '../../web/chat/view.ts'
import type { Turns } from '../turns/turns.ts'
import { inboundOf, isLook } from './web-form.ts'
import { CHANNEL, gone, type Held, type PageParts, pages } from './web-page.ts'

/** How long a page is held that waits for something new, in milliseconds. */
const HOLD = 25_000
/** The largest form that is read, in bytes: more than the longest answer in any script. */
const LARGEST_FORM = 512 * 1024
/** New conversations one sender may begin in an hour: a reception centre shares one address. */
const MOST_NEW = 120
const HOUR = 3_600_000
const MINUTE = 60_000
/** Signs of writing a page may give in a minute. */
const MOST_TYPING = 40

const isTalk = ({ talk, gone }: State) => talk?.announced === 'claimed' && !gone

/** Does the page show something else of how far the talk has come? An older page says nothing of it. */
const isNews = ({ far }: ChatView, shown: string | null): boolean =>
  shown !== null && `${far?.mark ?? ''} ${far?.writing ?? ''}` !== shown

const files = {
  '/chat.css': 'text/css; charset=utf-8',
  '/chat.js': 'text/javascript; charset=utf-8',
  '/icon.svg': 'image/svg+xml',
}
const folder = join(import.meta.dirname, '../../web/chat')

interface WebParts extends PageParts {
  conversations: Conversations
  drain: AbortController
  idFor: Stores['idFor']
  turns: Turns
  watch: Changes
}

/** The person's own channel: the server renders, every answer is a form post, `GET` writes nothing. */
export function web(server: Server, parts: WebParts): void {
  const { config, clock, conversations, drain, receipts, speech, turns, watch } = parts
  const { tokenFor, held, viewOf, refusalOf } = pages(parts)
  const policy = [
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'",
    `form-action 'self' ${new URL(config.EXIT_URL).origin}; base-uri 'none'; frame-ancestors 'none'`,
  ].join('; ')
  const codeTries = limiter(clock, 10, HOUR)
  const begun = limiter(clock, MOST_NEW, HOUR)
  const typing = limiter(clock, MOST_TYPING, MINUTE)

  function answer(req: Request, res: Response, status: number, view: ChatView): void {
    const live = req.headers['x-live']
    sendHtml(res, status, chatAnswer(view, typeof live === 'string' ? live : undefined))
  }

  async function refuse(req: Request, res: Response, refusal: Refusal, page?: Held, body?: URLSearchParams) {
    const view = await refusalOf(req, refusal, page, body)
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

  server.get(
    '/',
    routed(async (req, res) => {
      const wished = new URL(req.url ?? '/', 'http://silta').searchParams.get('lang') ?? undefined
      const language = wished && speech.languages.includes(wished) ? wished : undefined
      const state = await turns.preview(CHANNEL, language)
      const page = {
        id: parts.idFor(CHANNEL, randomUUID()),
        view: 0,
        language: language ?? '',
        fresh: true,
      }
      sendHtml(
        res,
        200,
        chatPage(await viewOf(req, state, page, { state: 'start', token: await tokenFor(page) })),
      )
    }),
  )

  server.post(
    '/',
    routed(async (req, res) => {
      const body = await readForm(req, LARGEST_FORM)
      const page = await held(body.get('token') ?? '')
      try {
        const inbound = inboundOf(body, page)
        if (inbound.text && codeIn(inbound.text)) codeTries(senderOf(req, config.TRUST_PROXY))
        if (isLook(inbound)) return await look(req, res, page)
        if (page.fresh) begun(senderOf(req, config.TRUST_PROXY))
        const { id, state, lines } = await turns.take(page.id, CHANNEL, inbound)
        if (lines.some(({ say }) => say === 'say.left')) return leave(req, res)
        reached(id, state)
        const unread = lines.some(({ say }) => /^say\.(tooLong$|unsure)/.test(say ?? ''))
        const given = unread && inbound.text ? { unsent: inbound.text } : {}
        answer(req, res, 200, await viewOf(req, state, { ...page, id, fresh: false }, given))
      } catch (error) {
        const refusal = asRefusal(error)
        if (refusal.code === 'INTERNAL') log('web.failed', nameOf(error))
        await refuse(req, res, refusal, page, body)
      }
    }),
  )

  /** What is given to her page while a worker talks; `shown`: what a page in sight says that it shows. */
  function reached(id: string, state: State, shown = 0): void {
    if (isTalk(state))
      receipts.note(id, 'person', { delivered: state.seq, read: Math.min(shown, state.seq), online: clock() })
  }

  /** Leaving by a word: as fast as by the button. A script cannot follow to another site, so it is told. */
  function leave(req: Request, res: Response): void {
    if (req.headers['x-live']) send(res, 200, 'text/plain', '', { 'X-Leave': '1' })
    else redirect(res, config.EXIT_URL)
  }

  async function look(req: Request, res: Response, page: Held): Promise<void> {
    const loaded = await conversations.load(page.id)
    const shown = loaded && loaded.state.view === page.view
    const state = shown
      ? loaded.state
      : page.fresh && !loaded
        ? await turns.preview(CHANNEL, page.language)
        : gone
    if (shown) reached(page.id, state)
    answer(req, res, shown || state !== gone ? 200 : 410, await viewOf(req, state, page))
  }

  /**
   * Holds the page until there is something newer than it shows: a line, or how far the talk has come. Only a
   * page in sight listens, so what it shows was shown to her.
   */
  server.post(
    '/live',
    routed(async (req, res) => {
      const body = await readForm(req)
      const page = await held(body.get('token') ?? '')
      const seq = Number(body.get('seq') ?? 0)
      const until = Date.now() + HOLD
      let closed = false
      res.once('close', () => {
        closed = true
      })
      let writing = body.get('far')?.endsWith('true') ?? false
      for (let first = true; ; first = false) {
        const changed = waitFor(page.id, until - Date.now(), writing, res)
        const loaded = await conversations.load(page.id)
        const dropped = !loaded || loaded.state.view !== page.view
        if (closed) return
        if (!dropped && first) reached(page.id, loaded.state, seq)
        const view = await viewOf(req, dropped ? gone : loaded.state, page)
        if (dropped || loaded.state.seq > seq || isNews(view, body.get('far'))) {
          if (!dropped) reached(page.id, loaded.state)
          answer(req, res, 200, view)
          return
        }
        writing = view.far?.writing ?? false
        if (!(await changed)) break
      }
      if (closed) return
      res.writeHead(204)
      res.end()
    }),
  )

  /** `writing`: nobody says that a worker stopped; it is over when no sign of it came for a while. */
  const waitFor = (id: string, most: number, writing: boolean, res: Response): Promise<boolean> =>
    new Promise((resolve) => {
      const end = (changed: boolean) => {
        for (const one of off) one()
        for (const one of timers) clearTimeout(one)
        res.off('close', onClose)
        drain.signal.removeEventListener('abort', onClose)
        resolve(changed)
      }
      const onClose = () => end(false)
      const off = [watch.onConversation(id, () => end(true)), watch.onReceipts(id, () => end(true))]
      const timers = [setTimeout(() => end(false), Math.max(0, most))]
      if (writing && most > WRITES_FOR) timers.push(setTimeout(() => end(true), WRITES_FOR))
      res.once('close', onClose)
      drain.signal.addEventListener('abort', onClose)
    })

  /** She writes: said to the worker who talks with her, without a word of it. */
  server.post(
    '/typing',
    routed(async (req, res) => {
      const page = await held((await readForm(req)).get('token') ?? '')
      typing(page.id)
      const loaded = await conversations.load(page.id)
      if (loaded && loaded.state.view === page.view && isTalk(loaded.state))
        receipts.note(page.id, 'person', { writing: clock(), online: clock() })
      res.writeHead(204)
      res.end()
    }),
  )

  /** The server drops the view first; the browser goes to a neutral page whatever happens here. */
  server.post(
    '/exit',
    routed(async (req, res) => {
      try {
        const page = await held((await readForm(req)).get('token') ?? '')
        const loaded = await conversations.load(page.id)
        if (loaded && loaded.state.view === page.view && isTalk(loaded.state))
          receipts.note(page.id, 'person', { left: clock() })
        if (loaded && loaded.state.view === page.view)
          await turns.take(page.id, CHANNEL, { id: `exit:${page.view}`, command: 'exit', view: page.view })
      } catch (error) {
        const refusal = asRefusal(error)
        if (refusal.code === 'INTERNAL') log('exit.failed', nameOf(error))
      }
      redirect(res, config.EXIT_URL)
    }),
  )

  for (const [path, type] of Object.entries(files)) {
    const body = readFileSync(join(folder, path))
    server.get(
      path,
      guarded(async (_req, res) => send(res, 200, type, body)),
    )
  }
}
