import { randomUUID } from 'node:crypto'
import { type Posted, postActivity, startBotService } from '../bot-service.ts'
import { startServer } from '../server.ts'
import type { Row } from './door.ts'

/** All that a message shows: its text, and of a card every text, title and label in it. */
export function shownIn({ body }: Posted): string {
  const texts: string[] = []
  const read = (value: unknown, name = ''): void => {
    if (typeof value === 'string' && ['text', 'title', 'value', 'label'].includes(name)) texts.push(value)
    else if (Array.isArray(value)) for (const one of value) read(one)
    else if (value && typeof value === 'object')
      for (const [key, one] of Object.entries(value)) if (key !== 'data') read(one, key)
  }
  read({ text: body.text ?? '', attachments: body.attachments })
  return texts.join('\n').replace(/\\([\\`*_[\]#~+>-])/g, '$1')
}

/** What Teams sends of somebody alone with the bot. */
export const teamsMessage = (serviceUrl: string, more: object = {}) => ({
  type: 'message',
  id: randomUUID(),
  channelId: 'msteams',
  serviceUrl,
  conversation: { id: 'a:hers', conversationType: 'personal', tenantId: 'tenant' },
  from: { id: '29:her', name: 'Her', aadObjectId: randomUUID() },
  recipient: { id: '28:bot', name: 'Silta' },
  channelData: { tenant: { id: 'tenant' } },
  // Teams sends every text once more as HTML.
  attachments: [{ contentType: 'text/html', content: '<p></p>' }],
  ...more,
})

export const teams: Row = {
  name: 'Teams',
  channel: 'msteams',
  async open(clock) {
    const service = await startBotService()
    const server = await startServer({}, { clock })
    const post = async (activity: object) => (await postActivity(server.url, activity)).status
    let last: object = {}
    const send = async (activity: object) => {
      last = activity
      const before = service.posts.length
      await post(activity)
      await server.services.outbox.idle()
      return service.posts.slice(before).map(shownIn)
    }
    return {
      services: server.services,
      says: (text) => send(teamsMessage(service.url, { text })),
      again: () => send(last),
      // On this machine no token is asked for; to whom we would reply is checked all the same.
      forged: () => post(teamsMessage('https://attacker.example/', { text: 'hello' })),
      async close() {
        await server.services.outbox.idle()
        service.close()
        await server.close()
      },
    }
  },
}
