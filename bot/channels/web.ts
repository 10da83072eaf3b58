import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Request, Response, Server } from 'restify'
import type { Command } from '../../dialogs/recognise.ts'
import type { DateParts } from '../../intake/answers.ts'
import { type Ask, ask } from '../../intake/ask.ts'
import { parseCode } from '../../intake/codes.ts'
import { contacts } from '../../intake/contacts.ts'
import { isControl } from '../../intake/controls.ts'
import { emptyState, type State } from '../../intake/conversation.ts'
import { questions } from '../../intake/form.ts'
import { show } from '../../intake/lines.ts'
import { chatAnswer, chatPage } from '../../web/chat/page.ts'
import { type ChatView, menu } from '../../web/chat/view.ts'
import { asRefusal, log, nameOf, type Refusal } from '../errors.ts'
import { guarded, readForm, redirect, send, sendHtml } from '../http.ts'
import { limiter, senderOf } from '../limits.ts'
import type { Services } from '../services.ts'
import type { Inbound } from '../turn.ts'

const CHANNEL = 'web'
/** How long a page is held that waits for something new, in milliseconds. */
const HOLD = 25_000
const HOUR = 3_600_000

/** What a page holds instead of a cookie: where its conversation is, which view of it, in which language. */
interface Held {
  id: string
  view: number
  language: string
  /** True until the first message: nothing is stored yet. */
  fresh: boolean
}

const files = {
  '/chat.css': 'text/css; charset=utf-8',
  '/chat.js': 'text/javascript; charset=utf-8',
  '/icon.svg': 'image/svg+xml',
}
const folder = join(import.meta.dirname, '../../web/chat')

/** The person's own channel: the server renders, every answer is a form post, `GET` writes nothing. */
export function web(server: Server, services: Services): void {
  const { config, clock, conversations, speech, tokens, turns, watch } = services
  const policy = [
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'",
    `form-action 'self' ${new URL(config.EXIT_URL).origin}; base-uri 'none'; frame-ancestors 'none'`,
  ].join('; ')
  const codeTries = limiter(clock, 10, HOUR)

  const tokenFor = ({ id, view, language, fresh }: Held) =>
    tokens.sign(
      CHANNEL,
      { c: id, v: view, l: language, ...(fresh ? { n: 1 } : {}) },
      config.DRAFT_HOURS * 3600,
    )

  async function held(token: string): Promise<Held> {
    const { c, v, l, n } = await tokens.read(CHANNEL, token)
    return { id: String(c), view: Number(v), language: String(l), fresh: n === 1 }
  }

  /** The language to show: hers, the page's, the browser's, or the first that is here. */
  function tongueOf(req: Request, state: State, language?: string): string {
    const wished = (req.headers['accept-language'] ?? '')
      .split(',')
      .map((one) => one.trim().slice(0, 2).toLowerCase())
    const known = [state.language, state.guess, language, ...wished].find(
      (tag) => tag && speech.languages.includes(tag),
    )
    return known ?? speech.languages[0]!
  }

  function stateOf({ gone, talk, seq }: State, fresh: boolean): ChatView['state'] {
    if (gone) return 'gone'
    if (talk?.told === 'claimed') return 'claimed'
    if (talk && !talk.meanwhile) return 'waiting'
    return fresh || seq === 0 ? 'start' : 'bot'
  }

  const askOf = (state: State, key: string | undefined, language: string): Ask | null => {
    if (!key || !(isControl(key) || questions.has(key))) return null
    const { answers, guess, case: made, code } = state
    const standing = {
      answers,
      languages: speech.languages,
      guess,
      sent: (made?.revision ?? 0) > 0,
      hasCode: code !== undefined,
    }
    return ask(key, standing, speech.t(language))
  }

  async function viewOf(
    req: Request,
    state: State,
    page: Held,
    given: Partial<ChatView> = {},
  ): Promise<ChatView> {
    const language = tongueOf(req, state, page.language)
    const t = speech.t(language)
    const open = state.gone || state.talk?.told === 'claimed' ? undefined : state.open
    const bubbles = state.log
      // The open question stands below the conversation, not in it as well.
      .filter(({ seq }) => seq > state.hidden && seq !== open?.seq)
      .map((line) => show(line, { answers: state.answers, contacts, t }))
      .filter((bubble) => bubble !== null)
    return {
      t,
      token: await tokenFor({ ...page, view: state.view, language }),
      message: randomUUID(),
      bubbles,
      ask: askOf(state, open?.key, language),
      state: stateOf(state, page.fresh),
      seq: state.seq,
      exitUrl: config.EXIT_URL,
      emergency: contacts.emergency,
      helpline: contacts.helpline,
      ...given,
    }
  }

  function answer(req: Request, res: Response, status: number, view: ChatView): void {
    const live = req.headers['x-live']
    sendHtml(res, status, chatAnswer(view, typeof live === 'string' ? live : undefined))
  }

  /** What went wrong, kindly, in her language; what she wrote is given back. */
  async function refuse(
    req: Request,
    res: Response,
    refusal: Refusal,
    page?: Held,
    body?: URLSearchParams,
  ): Promise<void> {
    const gone = refusal.code === 'GONE' || refusal.code === 'FORBIDDEN' || refusal.code === 'UNAUTHORISED'
    const state = { ...emptyState(CHANNEL), ...(gone ? { gone: 'left' as const } : {}) }
    const known = page ?? { id: '', view: 0, language: '', fresh: false }
    const language = tongueOf(req, state, known.language)
    const more: Partial<ChatView> = gone
      ? {}
      : {
          state: 'down',
          ask: askOf(state, body?.get('question') ?? undefined, language),
          unsent: body?.get('text') ?? '',
          ...(body?.get('message') ? { message: body.get('message')! } : {}),
          ...(body?.get('token') ? { token: body.get('token')! } : {}),
        }
    answer(req, res, gone ? 410 : refusal.status, await viewOf(req, state, known, more))
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
        id: services.idFor(CHANNEL, randomUUID()),
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
      const body = await readForm(req)
      const page = await held(body.get('token') ?? '')
      try {
        const inbound = inboundOf(body, page)
        if (inbound.text && parseCode(inbound.text)) codeTries(senderOf(req, config.TRUST_PROXY))
        if (isLook(inbound)) return await look(req, res, page)
        const { id, state, lines } = await turns.take(page.id, CHANNEL, inbound)
        const unread = lines.some(({ say }) => say === 'say.tooLong' || say === 'say.unsure.text')
        const given = unread && inbound.text ? { unsent: inbound.text } : {}
        answer(req, res, 200, await viewOf(req, state, { ...page, id, fresh: false }, given))
      } catch (error) {
        const refusal = asRefusal(error)
        if (refusal.code === 'INTERNAL') log('web.failed', nameOf(error))
        await refuse(req, res, refusal, page, body)
      }
    }),
  )

  async function look(req: Request, res: Response, page: Held): Promise<void> {
    const loaded = await conversations.load(page.id)
    const shown = loaded && loaded.state.view === page.view
    const state = shown
      ? loaded.state
      : page.fresh && !loaded
        ? await turns.preview(CHANNEL, page.language)
        : gone
    answer(req, res, shown || state !== gone ? 200 : 410, await viewOf(req, state, page))
  }

  /** Holds the page until there is something newer than it shows. */
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
      for (;;) {
        const changed = waitFor(page.id, until - Date.now(), res)
        const loaded = await conversations.load(page.id)
        const dropped = !loaded || loaded.state.view !== page.view
        if (closed) return
        if (dropped || loaded.state.seq > seq) {
          answer(req, res, 200, await viewOf(req, dropped ? gone : loaded.state, page))
          return
        }
        if (!(await changed)) break
      }
      if (closed) return
      res.writeHead(204)
      res.end()
    }),
  )

  const waitFor = (id: string, most: number, res: Response): Promise<boolean> =>
    new Promise((resolve) => {
      const end = (changed: boolean) => {
        off()
        clearTimeout(timer)
        res.off('close', onClose)
        resolve(changed)
      }
      const onClose = () => end(false)
      const off = watch.onConversation(id, () => end(true))
      const timer = setTimeout(() => end(false), Math.max(0, most))
      res.once('close', onClose)
    })

  /** The server drops the view first; the browser goes to a neutral page whatever happens here. */
  server.post(
    '/exit',
    routed(async (req, res) => {
      try {
        const page = await held((await readForm(req)).get('token') ?? '')
        const loaded = await conversations.load(page.id)
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

const gone: State = { ...emptyState(CHANNEL), gone: 'left' }

const number = (text: string | null): number | undefined => {
  const digits = (text ?? '')
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, asciiDigit)
    .trim()
  return /^\d+$/.test(digits) ? Number(digits) : undefined
}

/** Decimal digits of any script: they come in runs of ten that begin at a multiple their zero defines. */
const asciiDigit = (digit: string): string => {
  let zero = digit.codePointAt(0)!
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && digit.codePointAt(0)! - zero < 9) zero -= 1
  return String(digit.codePointAt(0)! - zero)
}

function inboundOf(body: URLSearchParams, page: Held): Inbound {
  const text = body.get('text')?.trim().slice(0, 8000)
  const value = body.getAll('value').filter(Boolean).slice(0, 60)
  const year = number(body.get('year'))
  const date: DateParts | undefined =
    year === undefined ? undefined : { year, month: number(body.get('month')), day: number(body.get('day')) }
  const question = body.get('question') || undefined
  const command = body.get('command') as Command | 'refresh' | null
  return {
    id: (body.get('message') || randomUUID()).slice(0, 100),
    view: page.view,
    existing: !page.fresh,
    ...(page.language ? (page.fresh ? { language: page.language } : {}) : {}),
    ...(question ? { question } : {}),
    ...(value.length > 0 ? { value } : {}),
    ...(text ? { text } : {}),
    ...(date ? { date } : {}),
    ...(command && (menu as readonly string[]).includes(command) ? { command: command as Command } : {}),
  }
}

/** Nothing was said: "show new messages", or an empty box. */
const isLook = ({ text, value, date, command }: Inbound) => !text && !value && !date && !command
