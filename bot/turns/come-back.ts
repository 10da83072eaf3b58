import { resume } from '../../dialogs/converse.ts'
import { askWord, lockedOut } from '../../dialogs/discreet.ts'
import { dialogs } from '../../dialogs/root.ts'
import { requestTalk } from '../../dialogs/talk.ts'
import { say } from '../../dialogs/turn.ts'
import { isLocked } from '../../intake/conversation/check-word.ts'
import type { State } from '../../intake/conversation/conversation.ts'
import type { Clock } from '../../intake/store/ports.ts'
import type { Speak } from './speaking.ts'
import type { Outcome, Transaction } from './transaction.ts'

interface ComeBackParts {
  /**
   * Finishes nothing that waits in the conversation: this is called from within another one's turn, and two that are
   * taken up in each other would wait for ever. The conditional write keeps it right.
   */
  transact: Transaction['transact']
  speak: Speak
  clock: Clock
}

/**
 * A return code brought her back, from where `at` says: earlier pages lose sight of it, nothing more goes to the
 * channel before, and nothing of the case is shown. What she wrote to a worker there, and that she asked for one,
 * comes along.
 */
export const comeBack =
  ({ transact, speak, clock }: ComeBackParts) =>
  (id: string, from: string, at: State): Promise<Outcome> =>
    transact(id, '', `back:${from}`, async (state, due) => {
      const asked = state.asks && state.asks.open.length > 0
      const waits = at.talk && !state.talk
      move(state, at)
      const said = at.talk && !isLocked(state, clock()) ? bring(state, at) : []
      await speak(state, due, async (context) => {
        await say(context, 'say.welcomeBack')
        if (waits) requestTalk(context)
        if (lockedOut(context)) return askWord(await dialogs.createContext(context))
        // What follows when a worker was told asks something.
        if (waits) return
        if (asked) await say(context, 'talk.asked')
        await resume(context)
      })
      for (const seq of said) state.effects.push({ kind: 'message', case: state.case!.id, seq })
    })

/** It goes on where she is now, and whoever has the code must know her word too, where there is one. */
function move(state: State, at: State): void {
  const { 'safety.seen': _, ...answers } = state.answers
  Object.assign(state, { answers, view: state.view + 1, hiddenUpTo: state.seq, stack: {} })
  state.channel = at.channel
  if (at.push) state.push = { to: at.push.to, due: [] }
  else delete state.push
  delete state.verifiedAt
  delete state.open
  const past = [...(state.past ?? []), ...(at.past ?? []), ...(at.case?.revision ? [at.case.id] : [])]
  if (past.length > 0) state.past = past
}

/** What she wrote to a worker before she came back. @returns its new numbers */
function bring(state: State, at: State): number[] {
  const lines = at.log.filter(({ passed }) => passed).map((line) => ({ ...line, seq: ++state.seq }))
  state.log.push(...lines)
  return lines.map(({ seq }) => seq)
}
