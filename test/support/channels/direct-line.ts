import { randomUUID } from 'node:crypto'
import { api } from '../direct-line.ts'
import { startServer } from '../server.ts'
import type { Row } from './door.ts'

export const directLine: Row = {
  name: 'Direct Line',
  channel: 'directline',
  async open(clock) {
    const server = await startServer({}, { clock })
    const call = api(server)
    const { token } = (await call('POST', '/tokens/generate')).body
    const { conversationId } = (await call('POST', '/conversations', token)).body
    const path = `/conversations/${conversationId}/activities`
    let watermark = ''
    let last: object = {}
    const news = async () => {
      const { body } = await call('GET', `${path}?watermark=${watermark}`, token)
      watermark = body.watermark
      return body.activities
        .filter(({ from }) => from.role === 'bot')
        .map(({ text, suggestedActions }) =>
          [text, ...(suggestedActions?.actions ?? []).map(({ title }) => title)].join('\n'),
        )
    }
    const send = async (activity: object) => {
      last = activity
      await call('POST', path, token, activity)
      return news()
    }
    return {
      services: server.services,
      says: (text) =>
        send({
          type: 'message',
          from: { id: 'me' },
          text,
          channelData: { clientActivityID: randomUUID() },
        }),
      again: () => send(last),
      forged: async () => (await call('POST', path, `${token}x`, last)).status,
      close: server.close,
    }
  },
}
