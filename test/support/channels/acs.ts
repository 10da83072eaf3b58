import { randomUUID } from 'node:crypto'
import type { Clock } from '../../../intake/store/ports.ts'
import { type Answer, startCarrier } from '../carrier.ts'
import { startServer } from '../server.ts'
import type { Row } from './door.ts'

export const KEY = 'k'.repeat(32)
const HER = '+358401234567'
const OURS = '+358457000000'

/** The program with an Azure Communication Services resource on loopback. */
export async function startAcs(env: Record<string, string> = {}, clock?: Clock) {
  const state: { refuses?: Answer } = {}
  const taken = () => ({
    status: 202,
    body: { value: [{ to: HER, messageId: randomUUID(), httpStatusCode: 202, successful: true }] },
  })
  const carrier = await startCarrier(() => state.refuses ?? taken())
  const connection = `endpoint=${carrier.url}/;accesskey=${Buffer.from('secret').toString('base64')}`
  const server = await startServer(
    { ACS_CONNECTION_STRING: connection, ACS_EVENT_KEY: KEY, ...env },
    clock ? { clock } : {},
  )
  return {
    ...server,
    carrier,
    state,
    get sent(): string[] {
      return carrier.came.map(({ body }) => JSON.parse(body).message)
    },
    post: async (events: unknown, { query = `?key=${KEY}`, headers = {} } = {}) => {
      const answer = await fetch(`${server.url}/api/sms/acs${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(events),
      })
      return { status: answer.status, body: await answer.json() }
    },
    received: (message: string) => [
      {
        id: randomUUID(),
        eventType: 'Microsoft.Communication.SMSReceived',
        data: { messageId: randomUUID(), from: HER, to: OURS, message },
      },
    ],
    async close() {
      await server.services.outbox.idle()
      carrier.close()
      await server.close()
    },
  }
}

export const acs: Row = {
  name: 'SMS through Azure Communication Services',
  channel: 'sms',
  async open(clock) {
    const server = await startAcs({}, clock)
    let last: unknown = []
    const send = async (events: unknown) => {
      last = events
      const before = server.sent.length
      await server.post(events)
      await server.services.outbox.idle()
      return server.sent.slice(before)
    }
    return {
      services: server.services,
      says: (text) => send(server.received(text)),
      again: () => send(last),
      forged: async () => (await server.post(last, { query: '?key=guess' })).status,
      close: () => server.close(),
    }
  },
}
