import type { TurnContext } from 'botbuilder'
import { traitsOf } from '../intake/form/channels.ts'
import { questions } from '../intake/form/form.ts'
import { holdsContact } from '../intake/form/shape.ts'
import type { Heard } from './hear.ts'
import { heardIn, PATIENCE } from './heard.ts'
import { sayDanger } from './notices.ts'
import { keepStory } from './own-words.ts'
import { ask, say, tongue, turnOf } from './turn.ts'
import { isAsking } from './understanding/doubtful.ts'
import type { Understood } from './understanding/kinds.ts'

type Missed = Extract<Heard, { ok: false }>

/** What she said answers nothing: it is kept if it tells something, and she is asked again, each time another way. */
export async function missed(context: TurnContext, key: string, why: Missed): Promise<void> {
  const turn = turnOf(context)
  const { state, said } = turn
  const meant = said.text && !said.command ? heardIn(turn, key) : null
  if (meant && key === 'safety.danger' && !meant.danger && !isCalm(meant)) await sayDanger(context)
  if (why.why === 'say.tooLong') return refuse(context, key, why)
  if (why.why === 'say.mayIdentify') return askToKeep(context, key)
  const told = (meant?.is === 'words' || meant?.is === 'maybe') && meant.story
  if (told && !isValue(why, said.text)) await keepStory(context)
  // What she asks and nothing here answers is for a person: said before she is offered what she may have meant.
  const asks = told && isAsking(said.text!, turn.ear(tongue(turn)))
  if (asks) await say(context, 'say.askPerson')
  if (meant?.is === 'maybe') {
    const text = why.why === 'say.isThisIt' ? { text: said.text!.trim() } : {}
    state.maybe = { key, options: meant.options, commands: meant.commands, ...text }
    return ask(context, key)
  }
  if (why.why === 'say.didYouMean' && !meant?.danger) {
    state.maybe = { key, options: [], commands: WITHOUT }
    return ask(context, key)
  }
  if (why.why === 'say.isThisIt' && !meant?.danger && (!told || isValue(why, said.text))) {
    state.maybe = { key, options: [], commands: [], text: said.text!.trim() }
    return ask(context, key)
  }
  if (!told && !asks && !meant?.danger) await sayMissed(context, key, why)
  return ask(context, key)
}

/** Without consent: until it is said to be meant, it stands in no log. */
async function askToKeep(context: TurnContext, key: string): Promise<void> {
  const { state, said, line } = turnOf(context)
  if (line) line.text = '•••'
  state.maybe = { key, options: [], commands: [], text: said.text!.trim(), tells: true }
  return ask(context, key)
}

/** She gives no number: nobody is to contact her, another way, or a person. */
const WITHOUT = ['codeOnly', 'back', 'human']

const isValue = ({ why }: Missed, text = '') =>
  SHORT.has(why) && (holdsContact(text) || text.trim().split(/\s+/).length <= MOST_WORDS)

/** Where something short was asked for, a few words are about that, and no tale. */
const SHORT = new Set(['say.isThisIt', 'say.didYouMean'])

/** "Please do not call me" is about what was asked; more words than these tell something. */
const MOST_WORDS = 7

/** "No, he is not here": nobody is in danger, though it is not taken from so many words. */
const isCalm = (meant: Understood) => meant.is === 'maybe' && meant.options.join() === 'no'

/** What is too long is given back to be made shorter where she has it in a box; elsewhere its beginning is kept. */
async function refuse(context: TurnContext, key: string, { why, with: given }: Missed): Promise<void> {
  const { state, line } = turnOf(context)
  if (traitsOf(state.channel).box) {
    state.log = state.log.filter((one) => one !== line)
    await say(context, why, given)
  } else await keepStory(context)
  return ask(context, key)
}

async function sayMissed(context: TurnContext, key: string, { why, with: given }: Missed) {
  const { state } = turnOf(context)
  // She was understood: it is only that this one needs an answer.
  if (why === 'say.needed') return say(context, why, given)
  const count = state.misses?.key === key ? state.misses.count + 1 : 1
  state.misses = { key, count }
  if (count < PATIENCE) return say(context, why, given)
  const listed = (questions.get(key)?.options.length ?? 0) > 0
  return listed ? say(context, 'say.missed', { list: key }) : say(context, 'say.missedText')
}
