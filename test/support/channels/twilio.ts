import { Phone, startTwilio } from '../twilio.ts'
import type { Row } from './door.ts'

export const twilio: Row = {
  name: 'SMS through Twilio',
  channel: 'sms',
  async open(clock) {
    const server = await startTwilio({}, { clock })
    const phone = new Phone(server)
    let last: Record<string, string> = {}
    const send = async (params: Record<string, string>) => {
      last = params
      await server.post(params)
      return phone.news()
    }
    return {
      services: server.services,
      says: (text) => send(server.message(phone.number, text)),
      again: () => send(last),
      forged: async () => (await server.post(last, { signature: 'x'.repeat(28) })).status,
      close: () => server.close(),
    }
  },
}
