import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { isWriting, type Receipts } from '../../intake/conversation/receipts.ts'
import type { Clock } from '../../intake/store/ports.ts'
import type { Changes } from '../../platform/changes.ts'
import { log, nameOf } from '../../platform/errors.ts'
import { type Client, isTalk, type Mark, type Reader, showMark, type View } from './reader.ts'

/** Direct Line's keep-alive: an empty frame so often, in ms. */
const KEEP_ALIVE = 15_000
/** At every fourth it is looked whether the conversation is still there: erasing tells nobody. */
const LOOK_EVERY = 4
/** Messages that were sent together are taken in together, before the reply to the first is shown. */
const GATHER = 40
const PER_FRAME = 50
/** A client that takes no frame for so long is gone, in ms. */
const FLUSH = 20_000
const MOST_STREAMS = 10_000
/** Longest frame read, in bytes: a client has nothing to say here but its own empty keep-alive. */
const LARGEST = 1024

const REPLACED = 4001

export interface StreamParts {
  clock: Clock
  drain: AbortController
  receipts: Receipts
  watch: Changes
}

/** The open sockets of this process: one a conversation, woken by changes, each sending what its client lacks. */
export function streams({ watch, drain, receipts, clock }: StreamParts, reader: Reader) {
  const server = new WebSocketServer({ noServer: true, maxPayload: LARGEST })
  const open = new Map<string, Stream>()
  let ticks = 0
  let timer: NodeJS.Timeout | undefined

  interface Stream {
    ws: WebSocket
    heard: boolean
    wake: () => void
    /** The client showed a sign of life. */
    here: () => void
  }

  function tick(): void {
    ticks += 1
    for (const { ws, heard, wake, here } of open.values()) {
      if (!heard || ws.bufferedAmount > 0) {
        ws.terminate()
        continue
      }
      ws.send('')
      ws.ping()
      here()
      if (ticks % LOOK_EVERY === 0) wake()
    }
    for (const stream of open.values()) stream.heard = false
  }

  function start(ws: WebSocket, client: Client, from: Mark): void {
    let mark = from
    let watched = ''
    let talking = false
    let typed = 0
    let unwatch = () => {}
    let waiting: NodeJS.Timeout | undefined
    let last = Promise.resolve()

    /** Frames flush before the next is made: a slow client holds back its own stream and nothing else. */
    const flush = (frame: string) =>
      new Promise<void>((resolve) => {
        const late = setTimeout(() => ws.terminate(), FLUSH).unref()
        ws.send(frame, () => {
          clearTimeout(late)
          resolve()
        })
      })

    async function send(): Promise<void> {
      const view = ws.readyState === WebSocket.OPEN ? await reader.find(client.conv) : undefined
      if (view === undefined) return
      if (!view) return ws.close(1000, 'ended')
      if (watched !== view.id) {
        unwatch()
        watched = view.id
        const off = [watch.onConversation(view.id, () => wake()), watch.onReceipts(view.id, () => wake())]
        unwatch = () => {
          for (const one of off) one()
        }
        // What was written between loading and watching woke nobody.
        return send()
      }
      talking = isTalk(view.state)
      here()
      const lines = reader.newer(view, mark)
      for (let at = 0; at < lines.length && ws.readyState === WebSocket.OPEN; at += PER_FRAME) {
        const some = lines.slice(at, at + PER_FRAME)
        const seq = some.at(-1)!.seq
        mark = { seq, hops: view.hops }
        reader.gave(client.conv, view, seq)
        const activities = reader.show(view, some, client)
        await flush(JSON.stringify({ activities, watermark: showMark(mark) }))
      }
      if (talking && lines.length === 0) await type(view)
      if (view.state.gone) ws.close(1000, 'ended')
    }

    /** The worker writes: an activity that is no line, so that it moves no watermark. Clients show it for a few seconds. */
    async function type({ id, state }: View): Promise<void> {
      const { desk } = await receipts.of(id)
      const said = state.log.findLast(({ from }) => from === 'worker')?.at ?? 0
      if (desk.writing <= typed || !isWriting(desk, said, clock())) return
      typed = desk.writing
      await flush(JSON.stringify({ activities: [reader.typing(client)], watermark: showMark(mark) }))
    }

    function wake(pause = GATHER): void {
      waiting ??= setTimeout(() => {
        waiting = undefined
        last = last.then(send).catch((error) => {
          log('stream.failed', nameOf(error))
          ws.close(1011)
        })
      }, pause)
    }

    const here = (left = false) => {
      if (talking && watched) receipts.note(watched, 'person', left ? { left: clock() } : { online: clock() })
    }
    const stream: Stream = { ws, heard: true, wake: () => wake(), here }
    open.get(client.conv)?.ws.close(REPLACED, 'replaced by a newer stream')
    open.set(client.conv, stream)
    timer ??= setInterval(tick, KEEP_ALIVE).unref()

    const hear = () => {
      stream.heard = true
    }
    ws.on('message', hear)
    ws.on('pong', hear)
    ws.on('error', () => ws.terminate())
    ws.on('close', () => {
      unwatch()
      unwatch = () => {}
      clearTimeout(waiting)
      if (open.get(client.conv) === stream) {
        here(true)
        open.delete(client.conv)
      }
      if (open.size > 0) return
      clearInterval(timer)
      timer = undefined
    })
    wake(0)
  }

  drain.signal.addEventListener('abort', () => {
    for (const { ws } of open.values()) ws.close(1001, 'going away')
  })

  return {
    has: (conv: string) => open.has(conv),
    full: () => open.size >= MOST_STREAMS,
    accept: (req: IncomingMessage, socket: Duplex, head: Buffer, client: Client, mark: Mark) =>
      server.handleUpgrade(req, socket, head, (ws) => start(ws, client, mark)),
  }
}
