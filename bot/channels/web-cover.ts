import { randomUUID } from 'node:crypto'
import type { Server } from 'restify'
import { isLocked } from '../../intake/conversation/check-word.ts'
import { readForm, sendPage } from '../../platform/http.ts'
import { numberIn } from '../../web/chat/calendar.js'
import { type CoverView, coverDanger, coverPage } from '../../web/chat/cover-page.ts'
import { CHANNEL, dayOf } from './web-page.ts'
import type { Web } from './web-shared.ts'

/** Nobody turns further than so many months. */
const FURTHEST = 1200
const whole = (given: string | null, most: number): number => {
  const number = Number(given)
  return Number.isInteger(number) && Math.abs(number) <= most ? number : 0
}

/**
 * A plain page stands in place of her chat. From then on nothing of the conversation is shown to anybody before it is
 * asked for: by her word where she chose one, else by the mark. What is written there answers no question, and danger
 * in it is heard. A page without a script is drawn here; the script's own is told what there is, and nothing else.
 */
export function coverRoute(server: Server, web: Web): void {
  const { answer, clock, conversations, limits, readToken, look, routed, speech, turns, viewOf } = web
  server.post(
    '/cover',
    routed(async (req, res) => {
      const body = await readForm(req)
      const token = body.get('token') ?? ''
      const page = await readToken(token)
      const text = body.get('text')?.trim() ?? ''
      const urgent = () => turns.cannotWait({ text })
      await limits.spend(text ? 'write' : 'look', page.id, urgent)
      const loaded = await conversations.load(page.id)
      const here = loaded && loaded.state.view === page.view && !loaded.state.gone ? loaded.state : null
      const language = here?.language ?? page.language
      const t = speech.t(speech.languages.includes(language) ? language : speech.languages[0]!)
      const drawn = body.has('page')
      const nothing = (more: Partial<CoverView> = {}) => {
        const ahead = whole(body.get('ahead') ?? body.get('page'), FURTHEST)
        const view = { t, token, today: dayOf(clock()), ahead, which: whole(body.get('which'), 9), ...more }
        if (drawn) return sendPage(res, 200, coverPage(view))
        res.writeHead(204)
        res.end()
      }
      const danger = () => (drawn ? nothing({ danger: true }) : sendPage(res, 200, coverDanger(t)))
      const covered = here !== null && isLocked(here, clock())
      const said = (more: object) =>
        turns.take(page.id, CHANNEL, {
          id: `cover:${randomUUID()}`,
          view: page.view,
          existing: true,
          ...more,
        })

      if (body.has('back')) {
        if (here?.passphrase && covered) return nothing()
        if (covered) await said({ command: 'cover' })
        return look(req, res, page)
      }
      if (!text) {
        if (here && !covered) await turns.cover(page.id)
        return nothing()
      }
      const amount = numberIn(text)
      if (drawn && amount !== null) return nothing({ amount })
      if (!covered) return turns.hearsDanger(text, t.language) ? danger() : nothing()
      const { id, state, lines } = await said({ text })
      if (lines.some(({ say }) => say?.startsWith('say.danger'))) return danger()
      if (isLocked(state, clock())) return nothing()
      answer(req, res, 200, await viewOf(req, state, { ...page, id, fresh: false }))
    }),
  )
}
