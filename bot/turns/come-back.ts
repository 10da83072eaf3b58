import { resume } from '../../dialogs/converse.ts'
import { sayMessages, unread } from '../../dialogs/home.ts'
import { greetings } from '../../dialogs/notices.ts'
import { requestTalk } from '../../dialogs/talk.ts'
import { say } from '../../dialogs/turn.ts'
import type { Check } from '../../intake/conversation/check-word.ts'
import { emptyState, type State } from '../../intake/conversation/conversation.ts'
import type { Clock } from '../../intake/store/ports.ts'
import type { Speak } from './speaking.ts'
import { become, type Outcome, type Transaction } from './transaction.ts'

interface ComeBackParts {
  /**
   * Finishes nothing that waits in the conversation: this is called from within another one's turn, and two that are
   * taken up in each other would wait for ever. The conditional write keeps it right.
   */
  transact: Transaction['transact']
  speak: Speak
  clock: Clock
}

/** Where a word leads: to a conversation, or to the empty one of a second word, with the words it is to hold. */
export interface Place {
  id: string
  check?: Check
}

/**
 * Her word brought her back, from where `at` says: earlier pages lose sight of it, nothing more goes to the channel
 * before, and what stands there is not shown again. What she wrote to a worker before the word, and that she asked
 * for one, comes along. The empty conversation of a second word is entered in the same way.
 */
export const comeBack =
  ({ transact, speak, clock }: ComeBackParts) =>
  ({ id, check }: Place, from: string, at: State): Promise<Outcome> =>
    transact(id, '', `back:${from}:${at.seq}`, async (state, due) => {
      if (check && (state.seq === 0 || state.gone)) become(state, furnished(state, at, check))
      const aside = state.aside === from
      const asked = state.asks && state.asks.open.length > 0
      const waits = !aside && at.talk && !state.talk
      if (aside) stepBack(state)
      else move(state, at)
      state.verifiedAt = clock()
      const said = !aside && at.talk ? bring(state, at) : []
      await speak(state, due, async (context) => {
        await say(context, 'say.checked')
        if (!aside && state.talk?.announced === 'claimed') await sayMessages(context, unread(context))
        if (waits) requestTalk(context)
        // What follows when a worker was told asks something.
        if (waits) return
        if (asked) await say(context, 'talk.asked')
        await resume(context)
      })
      for (const seq of said) state.effects.push({ kind: 'message', case: state.case!.id, seq })
    })

/** As a conversation is in which nothing was said yet: greeted, and with a code that led to it. */
const furnished = ({ seq, view, version }: State, at: State, passphrase: Check): State => ({
  ...emptyState(at.channel),
  ...(at.language ? { language: at.language } : {}),
  noticesGiven: [...greetings],
  seq: Math.max(seq, at.seq),
  view,
  version,
  passphrase,
  code: 'none',
  decoy: true,
})

/** It goes on where she is now. */
function move(state: State, at: State): void {
  const { 'safety.seen': _, ...answers } = state.answers
  Object.assign(state, { answers, view: state.view + 1, hiddenUpTo: state.seq, stack: {} })
  state.channel = at.channel
  if (at.push) state.push = { to: at.push.to, due: [] }
  else delete state.push
  delete state.open
  // She came with it.
  delete state.issued
  delete state.aside
  delete state.covered
  const past = [...(state.past ?? []), ...(at.past ?? []), ...(at.case?.revision ? [at.case.id] : [])]
  if (past.length > 0) state.past = past
  // What she takes back here is later than all that reached a case from there.
  state.acts = Math.max(state.acts ?? 0, at.acts ?? 0)
}

/** She never left: what waited for her goes out. */
function stepBack(state: State): void {
  delete state.aside
  state.stack = {}
  if (state.push) delete state.push.held
}

/** What she wrote to a worker before she came back. @returns its new numbers */
function bring(state: State, at: State): number[] {
  const lines = at.log.filter(({ passed }) => passed).map((line) => ({ ...line, seq: ++state.seq }))
  state.log.push(...lines)
  return lines.map(({ seq }) => seq)
}
