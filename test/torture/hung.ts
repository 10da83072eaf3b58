import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eventually } from '../support/eventually.ts'
import { storeSettings } from '../support/stores.ts'
import { Phone, startTwilio } from '../support/twilio.ts'
import { openPlace } from './place.ts'
import { type Finding, Table } from './verdicts.ts'
import { undisturbed, walk } from './walk.ts'

const LIVES = 10
/** Slower than this, somebody waited for what hangs, in ms: less than any call out is given. */
const SOON = 10_000

/** Takes every call, and answers none until it is let go. */
async function abyss() {
  const held: ServerResponse[] = []
  const server = createServer((_req, res) => void held.push(res))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Alarm, hub and audit anchors hang: nobody notices at her page or at the desk. */
async function beside(lives: number, table: Table): Promise<void> {
  const { url, close } = await abyss()
  const more = {
    ALARM_WEBHOOK: url,
    HANDOFF_HUB: url,
    HANDOFF_KEY: 'h'.repeat(32),
    AUDIT_ANCHOR_WEBHOOK: url,
  }
  const expected = await (async () => {
    const place = await openPlace(await storeSettings['the embedded store']!())
    return undisturbed(place).finally(place.close)
  })()
  const place = await openPlace(await storeSettings['the embedded store']!(), 1, more)
  for (let life = 0; life < lives; life += 1) {
    let begun = 0
    const whole = await walk(place, expected, {
      before: async () => {
        begun = performance.now()
      },
      async after(_, found) {
        const took = performance.now() - begun
        const late: Finding[] = took > SOON ? [{ verdict: 'stuck', what: `a step took ${took} ms` }] : []
        table.count('alarm, hub and anchors hang', [...found, ...late])
      },
    })
    table.count('alarm, hub and anchors hang, the whole', whole)
  }
  await place.close()
  close()
}

/** One text hangs at the carrier: others get theirs meanwhile, hers come in order and once. */
async function texts(table: Table): Promise<void> {
  const twilio = await startTwilio()
  const [hers, others] = [new Phone(twilio), new Phone(twilio, '+358401234568')]
  const found: Finding[] = []
  await hers.says('hello')
  const let_ = Promise.withResolvers<void>()
  twilio.carrier.meanwhile(() => let_.promise)
  const post = async (phone: Phone, text: string) => {
    const { status } = await twilio.post(twilio.message(phone.number, text))
    if (status !== 200) found.push({ verdict: 'stuck', what: `a text: ${status}` })
  }
  await post(hers, '3')
  await post(hers, '2')
  await post(others, 'hello')
  await eventually(() => others.inbox.length > 0, 'an answer to somebody else')
  // Given up, it is sent once more by the next who comes by; the carrier still has the one before.
  await post(hers, 'help')
  let_.resolve()
  await twilio.services.outbox.idle()
  const { inbox } = hers
  for (const one of new Set(inbox)) {
    const times = inbox.filter((other) => other === one).length
    if (times > 2) found.push({ verdict: 'doubled', what: `${times} of one text` })
  }
  if (inbox.length < 3) found.push({ verdict: 'lost', what: `${inbox.length} texts` })
  table.count('a text hangs at the carrier', found)
  await twilio.close()
}

/** Calls to others that are never answered. */
export async function* hung(size: number): AsyncGenerator<Table> {
  const table = new Table('Outgoing calls that hang')
  await texts(table)
  await beside(LIVES * size, table)
  yield table
}
