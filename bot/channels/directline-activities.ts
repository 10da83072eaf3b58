import { setTimeout } from 'node:timers/promises'
import type { Activity } from 'botbuilder'
import type { Server } from 'restify'
import { Refusal } from '../../platform/errors.ts'
import { queryOf, readJson, sendJson } from '../../platform/http.ts'
import { senderOf } from '../../platform/limits.ts'
import { activityId, inboundOf, tongueOf } from './activities.ts'
import { trying } from './code-tries.ts'
import type { DirectLine } from './directline-shared.ts'
import { CHANNEL, type Client, readMark, showMark } from './reader.ts'

const LONGEST_TEXT = 20_000
/** So long an answer takes at least, in ms: what she sends after it was sent by somebody who has it. */
const GATHER = 30

const placeOf = ({ conv, user }: Client, hops: number) => ({
  channelId: CHANNEL,
  conversationId: conv,
  person: user,
  hops,
})

/** What is said in a conversation: fetched, and sent. */
export function activityRoutes(server: Server, line: DirectLine): void {
  const { access, config, limits, turns, speech, see, live, found, idFor } = line
  const { open, bearer } = access

  server.get(
    '/v3/directline/conversations/:id/activities',
    open(async (req, res) => {
      const client = await bearer(req)
      const mark = readMark(queryOf(req).get('watermark'))
      const view = await found(client, mark)
      const lines = see.newer(view, mark)
      const { seq } = view.state
      sendJson(res, 200, {
        activities: see.show(view, lines, client),
        watermark: showMark({ seq, hops: view.hops }),
      })
      see.gave(client.conv, view, seq)
    }),
  )

  server.post(
    '/v3/directline/conversations/:id/activities',
    open(async (req, res) => {
      const shown = see.arrival(String(req.params.id))
      const together = setTimeout(GATHER)
      const client = await bearer(req)
      const activity = await readJson(req)
      const { text } = activity
      const urgent = () => typeof text === 'string' && turns.cannotWait({ text })
      await limits.spend('write', client.conv, urgent)
      const view = await found(client)
      const place = placeOf(client, view.hops)
      const inbound = inboundOf(activity as Partial<Activity>, place, view.state.log)
      if ((inbound?.text?.length ?? 0) > LONGEST_TEXT) throw new Refusal('TOO_LARGE')
      if (!inbound) return sendJson(res, 200, { id: activityId(place, 0) })
      const before = inbound.client && view.state.log.find(({ client: one }) => one === inbound.client)
      if (before) return sendJson(res, 200, { id: activityId(place, before.seq) })
      const id = idFor(CHANNEL, client.conv)
      const seen = shown(view)
      const held = { view: view.state.view, existing: true, seen }
      const outcome = await trying(limits, senderOf(req, config.TRUST_PROXY), inbound.text, () =>
        turns.take(id, CHANNEL, { ...inbound, ...held }),
      )
      await together
      const mine = outcome.lines.find(({ from }) => from === 'person')
      sendJson(res, 200, { id: activityId(place, mine?.seq ?? 0) })
      // The replies are on their way over the stream: what she sends from now on may answer them.
      if (live.has(client.conv)) see.gave(client.conv, outcome, outcome.state.seq)
    }),
  )

  server.post(
    '/v3/directline/conversations/:id/upload',
    open(async (req) => {
      const { state } = await found(await bearer(req))
      req.resume()
      throw new Refusal('UNSUPPORTED', speech.t(tongueOf(state, speech))('say.noFiles'))
    }),
  )
}
