import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type Activity, DirectLine } from 'botframework-directlinejs'
import { WebSocket } from 'ws'
// @ts-expect-error: it has no types
import xhr2 from 'xhr2'
import { eventually } from './eventually.ts'
import type { Running } from './server.ts'

/** What the published client takes from a browser, there only while it is needed. */
export const browser = { XMLHttpRequest: xhr2, WebSocket }
export const node = { XMLHttpRequest: undefined, WebSocket: globalThis.WebSocket }

export interface Shown {
  id: string
  text: string
  from: { id: string; role: string }
  replyToId?: string
  channelData?: { clientActivityID?: string; question?: string; kind?: string; from?: string }
  attachments?: { contentType: string; content: unknown }[]
  suggestedActions?: {
    actions: { type: string; title: string; value: { question: string; value: string } }[]
  }
}
export interface Pass {
  conversationId: string
  token: string
  expires_in: number
  streamUrl: string
}

export type Answer = {
  status: number
  headers: Headers
  body: Pass &
    Record<string, never> & { error: { code: string; message: string } } & {
      activities: Shown[]
      watermark: string
      id: string
    }
}

/** Direct Line by hand, for what the published client hides. */
export const api =
  (server: Running) =>
  async (method: string, path: string, token = '', body?: unknown, headers = {}): Promise<Answer> => {
    const answer = await fetch(`${server.url}/v3/directline${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, body: text ? JSON.parse(text) : {} }
  }

/** The published client, and what it has been shown. */
export class Visitor {
  readonly heard: Shown[] = []
  readonly line: DirectLine
  status = 0

  constructor(server: Running, pass: Partial<Pass>, more = {}) {
    this.line = new DirectLine({
      domain: `${server.url}/v3/directline`,
      token: pass.token!,
      pollingInterval: 200,
      conversationStartProperties: { locale: 'en' },
      ...more,
    })
    this.line.connectionStatus$.subscribe((status) => {
      this.status = status
    })
    this.line.activity$.subscribe(
      (activity) => this.heard.push(activity as unknown as Shown),
      () => {},
    )
  }

  static async come(server: Running, more = {}): Promise<Visitor> {
    const { body } = await api(server)('POST', '/tokens/generate')
    return new Visitor(server, body, more)
  }

  until = <T>(what: () => T | undefined | false, name: string) => eventually(what, name)

  /** The question shown last, once it is another message than `before`. */
  asked = (key: string) =>
    this.until(() => {
      const last = this.heard.findLast(
        ({ from, suggestedActions, channelData }) =>
          from.role === 'bot' && (suggestedActions || channelData?.question),
      )
      return last?.channelData?.question === key ? last : undefined
    }, key)

  send(activity: Record<string, unknown>, client: string = randomUUID()): Promise<string> {
    const given = {
      type: 'message',
      from: { id: 'me', role: 'user' },
      locale: 'en',
      ...activity,
      channelData: { clientActivityID: client },
    }
    return new Promise((resolve, reject) =>
      this.line.postActivity(given as unknown as Activity).subscribe(resolve, reject),
    )
  }

  /** Types; the message carries no question. */
  types = (text: string, client: string = randomUUID()) => this.send({ text }, client)

  /** Presses a suggested action, as Web Chat sends a messageBack. */
  async presses(key: string, ...ids: string[]): Promise<string> {
    const { suggestedActions } = await this.asked(key)
    const action = suggestedActions?.actions.find(({ value }) => value.value === ids[0])
    assert.ok(action, `${key} has no ${ids[0]}`)
    return this.send({
      text: action.title,
      value: ids.length > 1 ? { question: key, value: ids } : action.value,
    })
  }

  leave = () => this.line.end()
}
