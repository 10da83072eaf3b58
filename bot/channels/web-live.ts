import type { Response, Server } from 'restify'
import { WRITES_FOR } from '../../intake/conversation/receipts.ts'
import { readForm } from '../../platform/http.ts'
import type { ChatView } from '../../web/chat/view.ts'
import { gone } from './web-page.ts'
import { isTalk, type Web } from './web-shared.ts'

/** How long a page is held that waits for something new, in milliseconds. */
export const HOLD = 25_000

/** Pages of one conversation that are held at once, and of all of them; one more is answered at once, and asks again. */
export const MOST_LISTENING = 6
const MOST_PAGES = 5000
/** Seconds until it does. */
const AGAIN = 5

/** Does the page show something else of how far the talk has come? An older page says nothing of it. */
const isNews = ({ peerStatus }: ChatView, shown: string | null): boolean =>
  shown !== null && `${peerStatus?.mark ?? ''} ${peerStatus?.writing ?? ''}` !== shown

/** What a page in sight does by itself: it listens for something new, and says that she writes. */
export function liveRoutes(server: Server, web: Web): void {
  const { answer, clock, conversations, limits, readToken, reached, receipts, routed, viewOf } = web
  const listening = counted(MOST_LISTENING, MOST_PAGES)

  /**
   * Holds the page until there is something newer than it shows: a line, or how far the talk has come. Only a
   * page in sight listens, so what it shows was shown to her.
   */
  server.post(
    '/live',
    routed(async (req, res) => {
      const body = await readForm(req)
      const page = await readToken(body.get('token') ?? '')
      const seq = Number(body.get('seq') ?? 0)
      await limits.spend('look', page.id)
      if (res.closed) return
      const over = listening(page.id)
      const until = Date.now() + (over ? HOLD : 0)
      let closed = false
      res.once('close', () => {
        closed = true
        over?.()
      })
      let writing = body.get('peer')?.endsWith('true') ?? false
      for (let first = true; ; first = false) {
        const changed = waitFor(web, page.id, until - Date.now(), writing, res)
        const loaded = await conversations.load(page.id)
        const dropped = !loaded || loaded.state.view !== page.view
        if (closed) return
        if (!dropped && first) reached(page.id, loaded.state, seq)
        const view = await viewOf(req, dropped ? gone : loaded.state, page)
        if (dropped || loaded.state.seq > seq || isNews(view, body.get('peer'))) {
          if (!dropped) reached(page.id, loaded.state)
          answer(req, res, 200, view)
          return
        }
        writing = view.peerStatus?.writing ?? false
        if (!(await changed)) break
      }
      if (closed) return
      res.writeHead(204, over ? {} : { 'Retry-After': String(AGAIN) })
      res.end()
    }),
  )

  /** She writes: said to the worker who talks with her, without a word of it. */
  server.post(
    '/typing',
    routed(async (req, res) => {
      const page = await readToken((await readForm(req)).get('token') ?? '')
      await limits.spend('look', page.id)
      const loaded = await conversations.load(page.id)
      if (loaded && loaded.state.view === page.view && isTalk(loaded.state))
        receipts.note(page.id, 'person', { writing: clock(), online: clock() })
      res.writeHead(204)
      res.end()
    }),
  )
}

/** `writing`: nobody says that a worker stopped; it is over when no sign of it came for a while. */
const waitFor = (
  { drain, watch }: Web,
  id: string,
  most: number,
  writing: boolean,
  res: Response,
): Promise<boolean> =>
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

/** Counts what is held, by key and in all; the function returned lets one go. None: that is enough. */
function counted(most: number, mostInAll: number): (key: string) => (() => void) | undefined {
  const held = new Map<string, number>()
  let all = 0
  return (key) => {
    const now = held.get(key) ?? 0
    if (now >= most || all >= mostInAll) return undefined
    held.set(key, now + 1)
    all += 1
    return () => {
      const left = held.get(key)! - 1
      if (left > 0) held.set(key, left)
      else held.delete(key)
      all -= 1
    }
  }
}
