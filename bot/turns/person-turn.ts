import { converse, isMessage, resume } from '../../dialogs/converse.ts'
import { requestTalk } from '../../dialogs/talk.ts'
import { say, sayEphemeral, type Turn } from '../../dialogs/turn.ts'
import type { State } from '../../intake/conversation/conversation.ts'
import { keepInSight } from '../../intake/conversation/in-sight.ts'
import { withoutControls } from '../../intake/form/plain-text.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { log, nameOf, Refusal } from '../../platform/errors.ts'

import { begin, cleanParts, type Inbound, isForWorker, lineOf, requireHere, shownBy } from './inbound.ts'

import type { Speaking } from './speaking.ts'
import type { TellNews } from './tell-news.ts'
import { become, type Outcome, type Transaction } from './transaction.ts'

interface PersonTurnParts {
  clock: Clock
  transact: Transaction['transact']
  news: TellNews
  speaking: Speaking
  languages: readonly string[]
}

/** Takes what a person said: a turn of her conversation. */
export function personTurns({ clock, transact, news, speaking, languages }: PersonTurnParts) {
  const { run, speak, turnFor } = speaking

  /** First what the desk did. @returns the question that stood there when she sent this */
  async function hearNews(state: State, inbound: Inbound, due: number): Promise<string | undefined> {
    const before = state.open?.key
    const toOpen = { ...inbound, ...(before ? { question: inbound.question ?? before } : {}) }
    const wrote = isForWorker(state, inbound, () => isMessage(turnFor(state, toOpen, due)))
    const told = await news.hear(state, due, wrote)
    // What a worker asks only now is not what she answered.
    return told?.requests.turned && state.asks ? before : state.open?.key
  }

  /** A failure of the bot opens to a human: what she wrote is kept, what the dialog half did is not. */
  async function failsafe(state: State, turn: Turn, due: number): Promise<void> {
    // As it is kept. Read only where it is needed: a whole copy is a tenth of a turn.
    const before = JSON.stringify(state)
    try {
      await run(turn, converse)
    } catch (error) {
      log('turn.failed', nameOf(error))
      become(state, { ...(JSON.parse(before) as State), stack: {} })
      await speak(state, due, async (context) => {
        await say(context, 'talk.failure')
        requestTalk(context, { failure: true })
      })
    }
  }

  return async (id: string, channel: string, given: Inbound): Promise<Outcome> => {
    const inbound = {
      ...given,
      ...(given.text === undefined ? {} : { text: withoutControls(given.text) }),
      ...(given.parts === undefined ? {} : { parts: cleanParts(given.parts) }),
    }
    let question: string | undefined
    const change = async (state: State, due: number, since: number) => {
      requireHere(state, inbound)
      if (state.gone) Object.assign(state, { gone: undefined, answers: {}, stack: {}, noticesGiven: [] })
      begin(state, inbound, languages)
      keepInSight(state, clock())
      state.log = state.log.filter((line) => !line.once || line.seq >= since)
      const { busy } = inbound
      if (busy && state.covered) return
      if (busy) return speak(state, due, (context) => sayEphemeral(context, 'sms.say.busy', { clock: busy }))
      const shown = await hearNews(state, inbound, due)
      // Kept over a conflict: it answers what was shown when it came, not what another turn asked meanwhile.
      question ??= shownBy(state, inbound) ?? shown
      const turn = turnFor(state, { ...inbound, ...(question ? { question } : {}) }, due)
      if (state.seq === 0 && inbound.question) await speak(state, due, (context) => resume(context))
      turn.line = lineOf(state, inbound, turn)
      await failsafe(state, turn, due)
    }
    const outcome = await transact(id, channel, inbound.id, change, true)
    // A page that is posted again from the browser's history must not bring back a view that was dropped.
    const { duplicate, state } = outcome
    const dropped = duplicate && outcome.id === id && given.view !== undefined && given.view !== state.view
    if (dropped) throw new Refusal('GONE')
    return outcome
  }
}
