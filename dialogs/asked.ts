import type { TurnContext } from 'botbuilder'
import { WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs'
import type { RequestNews } from '../intake/conversation/asks.ts'
import type { Asks, State } from '../intake/conversation/conversation.ts'
import { isReferrer } from '../intake/form/answers.ts'
import { questions } from '../intake/form/form.ts'
import { onRoute } from '../intake/form/route.ts'
import type { Given } from './hear.ts'
import { before, file } from './notices.ts'
import { effect, say, type Turn, turnOf, unquote } from './turn.ts'

/**
 * What a worker asks her, through the form's own questions: the walk visits these first, also those she has
 * answered already. Nothing of it is seen before she sends it, which is asked in one question after the last.
 */

/** The question to ask now; what fell off the route meanwhile is passed over. */
function nextAsked({ state }: Turn): string | undefined {
  const { asks } = state
  if (!asks) return undefined
  for (const one of [...asks.open]) {
    // What another version of the form asks waits for it.
    one.keys = one.keys.filter((key) => !questions.has(key) || onRoute(key, state.answers))
    const next = one.keys.find((key) => questions.has(key))
    if (next) return next
    if (one.keys.length > 0) continue
    asks.open.splice(asks.open.indexOf(one), 1)
    asks.done.push(one.id)
  }
  return undefined
}

/** Something is asked of her, or to be sent by her, before the conversation goes on. */
export const isAsked = ({ asks }: State): boolean =>
  asks !== undefined && (asks.open.some(isAskable) || asks.given.length > 0)

const isAskable = ({ keys }: Asks['open'][number]): boolean =>
  keys.length === 0 || keys.some((key) => questions.has(key))

/** Answers to two requests are one: a question asked twice is answered once. */
export function answered(asks: Asks, key: string): void {
  for (const one of asks.open) one.keys = one.keys.filter((other) => other !== key)
  if (!asks.given.includes(key)) asks.given.push(key)
}

export const asked = new WaterfallDialog('asked', [
  async function ask(step) {
    const turn = turnOf(step.context)
    const key = nextAsked(turn)
    if (key) {
      await before(step.context, key)
      return step.beginDialog(key)
    }
    const { asks } = turn.state
    if (asks?.plain && asks.given.length > 0) return step.replaceDialog('handIn')
    stopAsking(turn.state)
    if (!asks || asks.given.length === 0) return step.replaceDialog('root')
    // Whatever else she changed and did not send is hers to look at first.
    asks.given = []
    return step.replaceDialog('review')
  },
  async function keepIt(step) {
    const turn = turnOf(step.context)
    const key = nextAsked(turn)
    if (!key || !step.result) return step.replaceDialog('root')
    unquote(turn, key)
    const elsewhere = await file(step.context, key, step.result as Given)
    if (turn.state.asks) answered(turn.state.asks, key)
    return step.replaceDialog(elsewhere ?? 'root')
  },
])

/** A worker who has the conversation has it again: the bot is silent. */
export const stopAsking = ({ talk }: State) => {
  if (talk) delete talk.asking
}

/** Sends what there is as the next revision; said when it is there, by the effect. */
export function submit(context: TurnContext): void {
  const turn = turnOf(context)
  const { state } = turn
  const revision = (state.case?.revision ?? 0) + 1
  state.case = { id: state.case?.id ?? turn.caseId(), revision, dirty: false }
  delete state.over
  const { done = [], open = [] } = state.asks ?? {}
  const requests = done.length > 0 ? { requests: done } : {}
  if (open.length > 0) state.asks = { open, done: [], given: [], plain: true }
  else delete state.asks
  effect(context, { kind: 'submit', case: state.case.id, revision, ...requests })
}

export async function handIn(step: WaterfallStepContext, chosen: string) {
  const { state } = turnOf(step.context)
  if (chosen === 'yes') {
    submit(step.context)
    stopAsking(state)
    return step.cancelAllDialogs()
  }
  if (state.asks) state.asks.given = []
  stopAsking(state)
  if (chosen === 'review') return step.replaceDialog('review')
  await say(step.context, 'talk.notHandedIn')
  return step.replaceDialog(state.talk ? 'root' : 'paused')
}

export async function tell(context: TurnContext, { lines }: RequestNews): Promise<void> {
  for (const { say: key, with: params } of lines) await say(context, key, params)
}

/** "What do you know about me": who was asked, each party once. */
export async function tellAsked(context: TurnContext): Promise<void> {
  const { requestsAnnounced = [], answers } = turnOf(context).state
  if (requestsAnnounced.some(({ to }) => to === 'applicant')) await say(context, 'say.know.asked')
  if (isReferrer(answers)) return
  if (requestsAnnounced.some(({ to }) => to === 'referrer')) await say(context, 'say.know.askedReferrer')
  for (const who of new Set(requestsAnnounced.flatMap(({ who }) => who ?? [])))
    await say(context, 'say.know.askedAuthority', { who })
}
