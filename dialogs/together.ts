import type { TurnContext } from 'botbuilder'
import { onRoute } from '../intake/form/route.ts'
import { type Heard, hear } from './hear.ts'
import { heardIn } from './heard.ts'
import { answerDanger, file } from './notices.ts'
import { isForm, say, type Turn, turnOf } from './turn.ts'

/** What she said to one question of the screen, as if it had come alone; what she left empty is passed over. */
function hearPart(turn: Turn, key: string, text: string): Heard {
  const { said } = turn
  turn.said = text ? { question: key, text } : { question: key, value: ['skipped'] }
  const heard = hear(turn, key)
  turn.said = said
  return heard
}

/**
 * Keeps what is good of a screen with several questions, each under its own key; the others stay open, and are asked
 * again. Only of the first of them it is said what is wrong.
 */
export async function keepTogether(context: TurnContext): Promise<void> {
  const turn = turnOf(context)
  const { state, said } = turn
  const parts = Object.entries(said.parts ?? {})
  if (parts.some(([key, text]) => text && heardIn(turn, key, text).danger)) await answerDanger(context)
  let trouble = false
  for (const [key, text] of parts) {
    // An older screen, sent again with an empty box, takes nothing back.
    if (!text && state.answers[key]?.status === 'answered') continue
    const asked = isForm(key) && onRoute(key, state.answers)
    const heard = asked ? hearPart(turn, key, text) : null
    if (heard?.ok) {
      await file(context, key, heard.given)
      continue
    }
    // In the box again, or shown back: it answers nothing yet.
    state.log = state.log.filter((line) => line.from !== 'person' || line.question !== key)
    if (!heard || trouble) continue
    trouble = true
    if (heard.why === 'say.isThisIt') state.maybe = { key, options: [], commands: [], text }
    else await say(context, heard.why, heard.with)
  }
}
