import { say, whisper } from '../../dialogs/turn.ts'
import type { Cases } from '../../intake/case/cases.ts'
import { type Codes, showCode } from '../../intake/conversation/codes.ts'
import type { Conversations, Loaded, State } from '../../intake/conversation/conversation.ts'
import type { Carriers } from './effect.ts'

export interface CodeEffectParts {
  conversations: Conversations
  cases: Cases
  codes: Codes
  comeBack: (id: string, from: string, at: State) => Promise<{ state: State }>
}

const MOST_HOPS = 10

/** Getting a return code, and coming back with one. */
export function codeEffects(parts: CodeEffectParts): Carriers<'code' | 'redeem'> {
  const { cases } = parts

  /** Where a conversation goes on by now: it may itself have been taken up in another one. */
  async function endOf(id: string, hops = 0): Promise<Loaded | null> {
    const loaded = await parts.conversations.load(id)
    return loaded?.state.alias && hops < MOST_HOPS ? endOf(loaded.state.alias, hops + 1) : loaded
  }

  return {
    async code(effect, { code: before }, { id, due }) {
      const { code, id: hashed } = await parts.codes.issue(id)
      if (before) await parts.codes.revoke(before)
      return {
        undo: () => parts.codes.revoke(hashed),
        say: (context) =>
          whisper(context, 'say.codeIssued', { code: `\u2066${showCode(code)}\u2069`, until: due }),
        patch: { code: hashed },
        at: effect.at,
      }
    },

    async redeem(effect, at, { id }) {
      const found = await parts.codes.redeem(effect.code)
      if (found === 'throttled') return { say: (context) => say(context, 'say.codeThrottled') }
      const target = found === 'unknown' ? null : await endOf(found.conversationId)
      if (!target || target.id === id || target.state.gone)
        return { say: (context) => say(context, 'say.codeWrong') }
      const { state } = await parts.comeBack(target.id, id, at)
      // When and how a worker may write to her depends on where she is now.
      if (state.case) await cases.update(state.case.id, (now) => ({ ...now, channel: at.channel }))
      // What was written here before the code is not needed any more, and nobody could reach it to delete it.
      if (at.case && !at.case.revision) await cases.erase(at.case.id)
      const emptied = { answers: {}, log: [], stack: {}, open: undefined, case: undefined, talk: undefined }
      return { patch: { alias: target.id, aliasView: state.view, push: undefined, ...emptied } }
    },
  }
}
