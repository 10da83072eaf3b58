import type { TurnContext } from 'botbuilder'
import { sayCode } from '../../dialogs/issued.ts'
import { dialogs } from '../../dialogs/root.ts'
import { say, speaks, turnOf } from '../../dialogs/turn.ts'
import type { Cases } from '../../intake/case/cases.ts'
import { checkOf, isUsedUp, mirrored, missed, tried } from '../../intake/conversation/check-word.ts'
import { type Codes, showCode } from '../../intake/conversation/codes.ts'
import type { Conversations, Door, Loaded, State } from '../../intake/conversation/conversation.ts'
import { isWatched } from '../../intake/form/answers.ts'
import { traitsOf } from '../../intake/form/channels.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { lost, untilWon } from '../../intake/store/revise.ts'
import type { Place } from './come-back.ts'
import type { Carriers, Done } from './effect.ts'

export interface CodeEffectParts {
  conversations: Conversations
  cases: Cases
  codes: Codes
  clock: Clock
  comeBack: (to: Place, from: string, at: State) => Promise<{ state: State }>
}

/** What a word opened: the conversation it was tried at, and where it leads. */
interface Opened {
  found: Loaded
  to: Place
}

const MOST_HOPS = 10

/**
 * Getting a return code, coming back with one, and the word that opens what it leads to. Until then she is in a
 * conversation of her own, and nothing of the other is in it.
 */
export function codeEffects(parts: CodeEffectParts): Carriers<'code' | 'redeem' | 'enter' | 'aside'> {
  const { cases, clock, conversations } = parts

  /** Where a conversation goes on by now: it may itself have been taken up in another one. */
  async function endOf(loaded: Loaded | null, hops = 0): Promise<Loaded | null> {
    const alias = hops < MOST_HOPS && loaded?.state.alias
    return alias ? endOf(await conversations.load(alias), hops + 1) : loaded
  }

  /** One try at the word of the conversation behind the door, counted there before anything follows from it. */
  async function knock({ to, word: opens }: Door, word: string, id: string): Promise<Opened | null> {
    const knocked = await untilWon(async () => {
      const found = await endOf(await conversations.load(to))
      const check = found && checkOf(found.state)
      if (!found || !check) return null
      const tries = await tried(check, word, clock(), id)
      // Whoever was choosing words has left with those that were written.
      const { choosing: _, ...rest } = found.state
      const state = { ...rest, passphrase: tries.check }
      const kept =
        tries.check === check ||
        (await conversations.commit(found.id, state, found.due, found.key, found.etag))
      return kept ? { found: { ...found, state }, opens: tries.opens } : lost
    })
    if (!opens || !knocked?.opens) return null
    const place = await placeOf(knocked.found, knocked.opens)
    return place && { found: knocked.found, to: place }
  }

  /** Here, or where the other word leads: out of the empty conversation, only while the one that is hers is there. */
  async function placeOf({ id, state }: Loaded, opens: 'here' | 'other'): Promise<Place | null> {
    if (opens === 'here') return { id }
    const { passphrase } = state
    const { to } = passphrase!.other!
    if (!state.decoy) return { id: to, check: mirrored(passphrase!, id) }
    const hers = await conversations.load(to)
    return hers && !hers.state.gone ? { id: to } : null
  }

  /** Somebody was made to say a word: whoever has her case is told, and nobody else. */
  const tell = async ({ state }: Loaded, to: Place): Promise<void> => {
    if (!to.check || !state.case) return
    await cases.update(state.case.id, (now) => ({ ...now, watched: clock() }))
  }

  return {
    async code(effect, { channel, code: before, answers, passphrase }, { id, due }) {
      const { code, id: hashed } = await parts.codes.issue(id)
      if (before) await parts.codes.revoke(before)
      const watched = isWatched(answers)
      const asks = !watched && !passphrase
      return {
        undo: () => parts.codes.revoke(hashed),
        async say(context) {
          await sayCode(context, showCode(code), due, watched)
          if (!asks && !watched) await say(context, 'say.codeWord')
        },
        patch: {
          code: hashed,
          // Elsewhere it stands in what her client was sent.
          ...(traitsOf(channel).shows === 'page'
            ? { issued: showCode(code), issuedAt: clock() }
            : { issued: undefined, issuedAt: undefined }),
          codeShut: watched ? true : undefined,
          ...(asks ? { choosing: effect.at ? { at: effect.at } : {} } : {}),
        },
        at: asks ? 'control.word' : effect.at,
      }
    },

    async redeem(effect, at, { id }) {
      const found = await parts.codes.redeem(effect.code)
      if (found === 'throttled') return { say: (context) => say(context, 'say.codeThrottled') }
      const issuer = found === 'unknown' ? null : await conversations.load(found.conversationId)
      const target = await endOf(issuer)
      const here = [id, at.passphrase?.other?.to].includes(target?.id)
      if (!target || here || target.state.gone) return { say: (context) => say(context, 'say.codeWrong') }
      const word = checkOf(target.state) !== undefined && !issuer?.state.codeShut
      const { wrong, since } = at.door ?? { wrong: 0, since: 0 }
      const { case: made } = target.state
      return {
        patch: { door: { to: target.id, word, wrong, since, ...(made ? { case: made.id } : {}) } },
        say: (context) => begin(context, 'return'),
      }
    },

    async enter(effect, at, { id }) {
      const wrong: Done = {
        patch: at.door ? { door: { ...at.door, ...missed(at.door, clock()) } } : {},
        async say(context) {
          await say(context, 'say.wordWrong')
          await begin(context, 'check')
        },
      }
      if (!at.door || isUsedUp(at.door, clock())) return wrong
      const opened = await knock(at.door, effect.word, `${id}:${at.seq}`)
      if (!opened || opened.to.id === id) return wrong
      const { found, to } = opened
      const { state } = await parts.comeBack(to, id, at)
      await tell(found, to)
      // When and how a worker may write to her depends on where she is now.
      if (state.case) await cases.update(state.case.id, (now) => ({ ...now, channel: at.channel }))
      // What was written here before the word is not needed any more, and nobody could reach it to delete it.
      if (at.case && !at.case.revision) await cases.erase(at.case.id)
      const emptied = { answers: {}, log: [], stack: {}, open: undefined, case: undefined, talk: undefined }
      return { patch: { alias: to.id, aliasView: state.view, push: undefined, door: undefined, ...emptied } }
    },

    async aside(_, state, loaded) {
      const to = await placeOf(loaded, 'other')
      if (!to) return { say: (context) => begin(context, 'check') }
      const returns = (await conversations.load(to.id))?.state.aside === loaded.id
      await parts.comeBack(to, loaded.id, alone(state))
      await tell(loaded, to)
      const { push } = state
      return {
        patch: {
          verifiedAt: undefined,
          aside: returns ? undefined : to.id,
          ...(push ? { push: { ...push, held: true } } : {}),
        },
      }
    },
  }
}

/** Of one conversation nothing comes along into its other one: only where she is, and that she was greeted. */
const alone = ({ talk: _, case: __, past: ___, ...state }: State): State => ({ ...state, log: [] })

/** In a language of hers: the other conversation's would tell something of it. */
async function begin(context: TurnContext, dialog: string): Promise<void> {
  const dc = await dialogs.createContext(context)
  await dc.cancelAllDialogs()
  if (speaks(turnOf(context).state)) await dc.beginDialog(dialog)
  else await dc.beginDialog('language', { next: dialog })
}
