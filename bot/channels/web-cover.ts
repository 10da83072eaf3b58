import { randomUUID } from 'node:crypto'
import type { Server } from 'restify'
import { isLocked } from '../../intake/conversation/check-word.ts'
import { readForm, sendPage } from '../../platform/http.ts'
import { coverDanger } from '../../web/chat/cover-danger.ts'
import { CHANNEL } from './web-page.ts'
import type { Web } from './web-shared.ts'

/**
 * A plain page stands in place of her chat. From then on a conversation that has a word shows nothing to anybody
 * before it is written; what is written there answers no question, and danger in it is heard.
 */
export function coverRoute(server: Server, web: Web): void {
  const { answer, clock, conversations, held, routed, speech, turns, viewOf } = web
  server.post(
    '/cover',
    routed(async (req, res) => {
      const body = await readForm(req)
      const page = await held(body.get('token') ?? '')
      const text = body.get('text')?.trim() ?? ''
      const loaded = await conversations.load(page.id)
      const here = loaded && loaded.state.view === page.view && !loaded.state.gone ? loaded.state : null
      const language = here?.language ?? page.language
      const t = speech.t(speech.languages.includes(language) ? language : speech.languages[0]!)
      const nothing = () => {
        res.writeHead(204)
        res.end()
      }
      if (!text) {
        if (here?.passphrase) await turns.lock(page.id)
        return nothing()
      }
      if (!here || !isLocked(here, clock()))
        return turns.hearsDanger(text, t.language) ? sendPage(res, 200, coverDanger(t)) : nothing()
      const { id, state, lines } = await turns.take(page.id, CHANNEL, {
        id: `cover:${randomUUID()}`,
        view: page.view,
        existing: true,
        text,
      })
      if (lines.some(({ say }) => say?.startsWith('say.danger'))) return sendPage(res, 200, coverDanger(t))
      if (isLocked(state, clock())) return nothing()
      answer(req, res, 200, await viewOf(req, state, { ...page, id, fresh: false }))
    }),
  )
}
