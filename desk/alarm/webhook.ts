import { isTaken, postJson } from '../../platform/post.ts'
import type { AlarmNotice } from './notice.ts'
import type { Port } from './port.ts'

const PATIENCE = 8000

/** The server there did not take it. Its code is the status, its address stays out of every log. */
class WebhookError extends Error {
  readonly code: number
  constructor(code: number) {
    super('the webhook did not take it')
    this.name = 'WebhookError'
    this.code = code
  }
}

/** What a workflow or an incoming webhook in Teams takes: a message with an Adaptive Card. */
const cardOf = ({ title, entries }: AlarmNotice) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.2',
        body: [
          { type: 'TextBlock', text: title, weight: 'Bolder', size: 'Medium', wrap: true },
          ...entries.flatMap((entry) => [
            { type: 'TextBlock', text: entry.title, wrap: true, separator: true },
            ...(entry.facts.length > 0
              ? [{ type: 'FactSet', facts: entry.facts.map(([name, value]) => ({ title: name, value })) }]
              : []),
          ]),
        ],
        // A card shows six actions at most; the queue's own page has the rest.
        actions: entries
          .slice(0, 6)
          .map(({ facts, link }) => ({ type: 'Action.OpenUrl', title: facts[0]?.[1] ?? 'Silta', url: link })),
      },
    },
  ],
})

/** Posts to one address; 2xx is taken, anything else, a redirect too, is not. */
export function webhook(address: string, kind: 'teams' | 'json'): Port {
  return {
    name: 'webhook',
    takes: () => true,
    async send(notice) {
      const body = kind === 'teams' ? cardOf(notice) : notice.data
      const status = await postJson(address, body, { patience: PATIENCE })
      if (!isTaken(status)) throw new WebhookError(status)
    },
  }
}
