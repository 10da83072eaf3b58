import { randomUUID } from 'node:crypto'
import { postActivity } from '../bot-service.ts'
import { startCarrier } from '../carrier.ts'
import { startServer } from '../server.ts'
import type { Row } from './door.ts'

/** Azure's `sms` channel: the Bot Framework protocol, with a connector on loopback. */
export const azureSms: Row = {
  name: 'SMS through Azure Bot Service',
  channel: 'sms',
  async open(clock) {
    const carrier = await startCarrier(() => ({ status: 200, body: { id: randomUUID() } }))
    const server = await startServer({}, { clock })
    const her = '+358401234567'
    const message = (text: string, serviceUrl = carrier.url) => ({
      type: 'message',
      id: randomUUID(),
      channelId: 'sms',
      serviceUrl,
      conversation: { id: her },
      from: { id: her },
      recipient: { id: '+358457000000' },
      text,
    })
    const post = async (activity: object) => (await postActivity(server.url, activity)).status
    let last: object = {}
    const send = async (activity: object) => {
      last = activity
      const before = carrier.came.length
      await post(activity)
      await server.services.outbox.idle()
      return carrier.came.slice(before).map(({ body }) => JSON.parse(body).text as string)
    }
    return {
      services: server.services,
      says: (text) => send(message(text)),
      again: () => send(last),
      // On this machine no token is asked for; to whom we would reply is checked all the same.
      forged: () => post(message('hello', 'https://attacker.example/')),
      async close() {
        await server.services.outbox.idle()
        carrier.close()
        await server.close()
      },
    }
  },
}
