import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder'
import restify from 'restify'
import { startBotService } from '../support/bot-service.ts'
import { acs } from '../support/channels/acs.ts'
import { azureSms } from '../support/channels/azure-sms.ts'
import { directLine } from '../support/channels/direct-line.ts'
import type { Row } from '../support/channels/door.ts'
import { teams } from '../support/channels/teams.ts'
import { twilio } from '../support/channels/twilio.ts'
import { web } from '../support/channels/web.ts'
import { median } from './measure.ts'

const TURNS = 60

/** Times of what is said over and over: heard, not understood, and asked again, with everything a channel does. */
async function timed(says: (text: string) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let turn = 0; turn < TURNS; turn += 1) {
    const begun = performance.now()
    await says(`hello ${turn}`)
    times.push(performance.now() - begun)
  }
  // The first turns load what is loaded once.
  return times.slice(10)
}

/** The SDK's own echo bot on its own adapter and a web server, replying to a connector on loopback. */
async function echo(): Promise<number[]> {
  const service = await startBotService()
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}))
  const server = restify.createServer({ handleUncaughtExceptions: false })
  server.use(restify.plugins.bodyParser())
  server.post('/api/messages', async (req, res) => {
    await adapter.process(req as never, res as never, async (context) => {
      await context.sendActivity(`Echo: ${context.activity.text}`)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`
  const times = await timed((text) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ type: 'message', id: randomUUID(), channelId: 'emulator', serviceUrl: service.url, text },
        ...{ conversation: { id: 'bench' }, from: { id: 'her' }, recipient: { id: 'bot' } },
      }),
    }).then((answer) => answer.text()),
  )
  service.close()
  server.close()
  return times
}

async function through(row: Row): Promise<number[]> {
  // Time goes on between messages, as it does: nobody is slowed down for writing too fast.
  let now = Date.now()
  const door = await row.open(() => now)
  const times = await timed((text) => {
    now += 10_000
    return door.says(text)
  })
  await door.close()
  return times
}

/** A turn of each channel over its own protocol, until its replies are out, beside the SDK's bare echo bot. */
export async function channels() {
  const rows = [{ channel: 'echo bot of the SDK, over HTTP', 'ms a turn': median(await echo()) }]
  for (const row of [web, directLine, teams, azureSms, twilio, acs])
    rows.push({ channel: row.name, 'ms a turn': median(await through(row)) })
  return rows
}
