import type { TurnContext } from 'botbuilder'
import { type Said, type Spoken, setTurn, type Turn, tongue } from '../../dialogs/turn.ts'
import { newCaseId } from '../../intake/case/case-number.ts'
import type { State } from '../../intake/conversation/conversation.ts'
import { texted, traitsOf } from '../../intake/form/channels.ts'
import type { Speech, Translate } from '../../intake/form/words.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { holdingBack } from './adapter.ts'

export interface SpeakingParts {
  speech: Speech & Pick<Turn, 'ear'>
  clock: Clock
  /** Only words that were approved may be said: in production. */
  approvedOnly: boolean
}

type Logic = (context: TurnContext) => Promise<unknown>
export type Speak = (state: State, due: number, logic: Logic) => Promise<void>

const LONGEST_LOG = 400

/** Runs the dialogs on a conversation, and writes what they say into its log. */
export function speaking({ speech, clock, approvedOnly }: SpeakingParts) {
  const turnFor = (state: State, said: Said, due: number): Turn => ({
    state,
    said,
    ...speech,
    t: (language) => wordsOn(state.channel, speech.t(language)),
    approvedOnly,
    now: clock(),
    due,
    caseId: newCaseId,
  })

  async function run(turn: Turn, logic: Logic): Promise<void> {
    const { state } = turn
    const held = await holdingBack({}, async (context) => {
      setTurn(context, turn)
      await logic(context)
    })
    for (const { channelData } of held) {
      const spoken = channelData as Spoken
      state.seq += 1
      state.log.push({ seq: state.seq, at: turn.now, from: 'bot', ...spoken })
      state.push?.due.push(state.seq)
      if (spoken.question)
        state.open = { key: spoken.question, seq: state.seq, wording: turn.wording(tongue(turn)) }
    }
    if (state.log.length > LONGEST_LOG) state.log.splice(0, state.log.length - LONGEST_LOG)
    if (!isAsking(state)) delete state.open
  }

  /** Outside of an answer to her. */
  const speak: Speak = (state, due, logic) => run(turnFor(state, {}, due), logic)

  return { turnFor, run, speak }
}

export type Speaking = ReturnType<typeof speaking>

const isAsking = ({ stack }: State): boolean =>
  'dialogStack' in stack && (stack.dialogStack as unknown[]).length > 0

/** On a locked phone the same things are said in words of their own. */
const wordsOn = (channel: string, t: Translate): Translate => (traitsOf(channel).lockScreen ? texted(t) : t)
