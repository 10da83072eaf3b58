import { randomUUID } from 'node:crypto'
import twilio from 'twilio'
import type { Clock, Store } from '../../intake/store/ports.ts'
import { type Answer, startCarrier } from './carrier.ts'
import { type Running, startServer } from './server.ts'

export const account = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token-of-the-account',
  PUBLIC_URL: 'https://silta.example',
}
export const PATH = '/api/sms/twilio'
export const OURS = '+358457000000'

const sid = () => `SM${randomUUID().replaceAll('-', '')}`

interface Sent {
  to: string
  from: string
  text: string
  status: string
}

/** The program with a Twilio account whose API is on loopback; Twilio's own library signs and is called. */
export async function startTwilio(
  env: Record<string, string> = {},
  more: { store?: Store; clock?: Clock } = {},
) {
  const state: { refuses?: Answer } = {}
  const carrier = await startCarrier(
    () => state.refuses ?? { status: 201, body: { sid: sid(), status: 'queued' } },
  )
  const server: Running = await startServer({ ...account, TWILIO_API_URL: carrier.url, ...env }, more)

  const signed = (
    params: Record<string, string>,
    path = PATH,
    { url = account.PUBLIC_URL, token = account.TWILIO_AUTH_TOKEN } = {},
  ) => twilio.getExpectedTwilioSignature(token, url + path, params)

  async function post(
    params: Record<string, string>,
    { path = PATH, signature = signed(params, path) } = {},
  ) {
    const answer = await fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature },
      body: new URLSearchParams(params),
    })
    return { status: answer.status, text: await answer.text() }
  }

  return {
    ...server,
    carrier,
    state,
    signed,
    post,
    message: (number: string, text: string, more: Record<string, string> = {}) => ({
      MessageSid: sid(),
      AccountSid: account.TWILIO_ACCOUNT_SID,
      From: number,
      To: OURS,
      Body: text,
      NumMedia: '0',
      ...more,
    }),
    get sent(): Sent[] {
      return carrier.came.map(({ body }) => {
        const form = new URLSearchParams(body)
        const of = (name: string) => form.get(name) ?? ''
        return { to: of('To'), from: of('From'), text: of('Body'), status: of('StatusCallback') }
      })
    },
    async close() {
      await server.services.outbox.idle()
      carrier.close()
      await server.close()
    },
  }
}

export type Twilio = Awaited<ReturnType<typeof startTwilio>>

/** A phone that texts, and what it was texted back. */
export class Phone {
  readonly twilio: Twilio
  readonly number: string
  #read = 0
  constructor(on: Twilio, number = '+358401234567') {
    this.twilio = on
    this.number = number
  }
  get inbox(): string[] {
    return this.twilio.sent.filter(({ to }) => to === this.number).map(({ text }) => text)
  }
  /** Texts, and returns what came back. */
  async says(text: string, more: Record<string, string> = {}): Promise<string[]> {
    const { status } = await this.twilio.post(this.twilio.message(this.number, text, more))
    if (status !== 200) throw new Error(String(status))
    return this.news()
  }
  async news(): Promise<string[]> {
    await this.twilio.services.outbox.idle()
    const all = this.inbox
    const fresh = all.slice(this.#read)
    this.#read = all.length
    return fresh
  }
}
