import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Request, Response, Server } from 'restify'
import type { Line } from '../../intake/conversation/line.ts'
import { asRefusal, log, nameOf } from '../../platform/errors.ts'
import { serveFiles } from '../../platform/files.ts'
import { queryOf, readForm, redirect, send, sendPage } from '../../platform/http.ts'
import { senderOf } from '../../platform/limits.ts'
import { chatPage } from '../../web/chat/page.ts'
import type { ChatView } from '../../web/chat/view.ts'
import type { Inbound } from '../turns/inbound.ts'
import type { Outcome } from '../turns/transaction.ts'
import { trying } from './code-tries.ts'
import { coverRoute } from './web-cover.ts'
import { inboundOf, isLook } from './web-form.ts'
import { liveRoutes } from './web-live.ts'
import { CHANNEL, type PageToken } from './web-page.ts'
import { isTalk, shared, type WebParts } from './web-shared.ts'

/** The largest form that is read, in bytes: more than the longest answer in any script. */
const LARGEST_FORM = 512 * 1024

/** What she wrote and what could not be taken is given back. */
const unsentOf = ({ text, parts }: Inbound) => ({
  ...(text ? { unsent: text } : {}),
  ...(parts ? { unsentParts: parts } : {}),
})

/** The first line that answers her: a first message brings the greeting before it, which the first page has shown. */
function news(lines: readonly Line[], greeted: boolean): Pick<ChatView, 'since'> {
  const hers = lines.findLastIndex(({ from }) => from === 'person')
  const before = hers < 0 && greeted ? lines.findIndex(({ question }) => question) : hers
  const first = lines[before + 1] ?? lines.find(({ from }) => from !== 'person')
  return first ? { since: first.seq } : {}
}

/** The person's own channel: the server renders, every answer is a form post, `GET` writes nothing. */
export function web(server: Server, parts: WebParts): void {
  const routes = shared(parts)
  const { config, clock, conversations, idFor, limits, receipts, speech, turns } = parts
  const { answer, readToken, likelyTongue, look, reached, refuse, routed, tokenFor, viewOf } = routes

  server.get(
    '/',
    routed(async (req, res) => {
      const wished = queryOf(req).get('lang') ?? undefined
      const language = wished && speech.languages.includes(wished) ? wished : undefined
      const state = await turns.preview(CHANNEL, language, likelyTongue(req))
      const page = {
        id: idFor(CHANNEL, randomUUID()),
        view: 0,
        language: language ?? '',
        fresh: true,
      }
      sendPage(
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
      const page = await readToken(body.get('token') ?? '')
      try {
        const inbound = inboundOf(body, page)
        // A button of the page says what it is for; a box that says nothing was to be answered.
        if (isLook(inbound))
          return await look(req, res, page, { refused: !body.has('command') && body.has('text') })
        const { id, state, lines } = await take(req, inbound, page)
        if (lines.some(({ say }) => say === 'say.left')) return leave(req, res)
        reached(id, state)
        const unread = lines.some(({ say }) => /^say\.(tooLong$|unsure)/.test(say ?? ''))
        const given = { ...(unread ? unsentOf(inbound) : {}), ...news(lines, page.fresh) }
        answer(req, res, 200, await viewOf(req, state, { ...page, id, fresh: false }, given))
      } catch (error) {
        const refusal = asRefusal(error)
        if (refusal.code === 'INTERNAL') log('web.failed', nameOf(error))
        await refuse(req, res, refusal, page, body)
      }
    }),
  )

  async function take(req: Request, inbound: Inbound, page: PageToken): Promise<Outcome> {
    const sender = senderOf(req, config.TRUST_PROXY)
    const hint = page.fresh ? likelyTongue(req) : undefined
    const [act, by] = page.fresh ? (['begin', sender] as const) : (['write', page.id] as const)
    await limits.spend(act, by, () => turns.cannotWait(inbound))
    return trying(limits, sender, inbound.text, () =>
      turns.take(page.id, CHANNEL, { ...inbound, ...(hint ? { hint } : {}) }),
    )
  }

  /**
   * What was on its way when she left comes with the leaving: it is taken first, and once, whichever arrives first.
   * @returns where she is after it
   */
  async function carried(req: Request, body: URLSearchParams, page: PageToken): Promise<PageToken> {
    const inbound = inboundOf(body, page)
    if (isLook(inbound)) return page
    try {
      const { id, state } = await take(req, inbound, page)
      return { ...page, id, view: state.view }
    } catch (error) {
      const refusal = asRefusal(error)
      if (refusal.code === 'INTERNAL') log('web.failed', nameOf(error))
      return page
    }
  }

  /** Leaving by a word: as fast as by the button. A script cannot follow to another site, so it is told. */
  function leave(req: Request, res: Response): void {
    if (req.headers['x-live']) send(res, 200, 'text/plain', '', { 'X-Leave': '1' })
    else redirect(res, config.EXIT_URL)
  }

  /** The server drops the view first; the browser goes to a neutral page whatever happens here. */
  server.post(
    '/exit',
    routed(async (req, res) => {
      try {
        const body = await readForm(req, LARGEST_FORM)
        const { id, view } = await carried(req, body, await readToken(body.get('token') ?? ''))
        const state = (await conversations.load(id))?.state
        if (state?.view !== view) return
        if (isTalk(state)) receipts.note(id, 'person', { left: clock() })
        await turns.take(id, CHANNEL, { id: `exit:${view}`, command: 'exit', view })
      } catch (error) {
        const refusal = asRefusal(error)
        if (refusal.code === 'INTERNAL') log('exit.failed', nameOf(error))
      } finally {
        redirect(res, config.EXIT_URL)
      }
    }),
  )

  coverRoute(server, routes)
  liveRoutes(server, routes)

  serveFiles(server, join(import.meta.dirname, '../../web/chat'), [
    ['../tokens.css', 'chat.css'],
    ['../tokens.css', 'chat.css', 'later.css'],
    'chat.js',
    'calendar.js',
    'cover.css',
    'cover.js',
    'further.css',
    'history.js',
    'icon.svg',
    'later.js',
    'leave.js',
    'pictograms.svg',
    'reading.js',
  ])
}
