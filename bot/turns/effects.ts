import type { TurnContext } from 'botbuilder'
import { resume } from '../../dialogs/converse.ts'
import { sayAlone } from '../../dialogs/talk.ts'
import { say, whisper } from '../../dialogs/turn.ts'
import type { Annotations } from '../../intake/case/annotations.ts'
import type { Case } from '../../intake/case/case.ts'
import type { Cases } from '../../intake/case/cases.ts'
import type { DuplicateHints } from '../../intake/case/duplicates.ts'
import type { Messages } from '../../intake/case/messages.ts'
import { newCase } from '../../intake/case/steps/draft.ts'
import { type Codes, showCode } from '../../intake/conversation/codes.ts'
import {
  answersToShow,
  type Conversations,
  type Effect,
  type Loaded,
  type State,
} from '../../intake/conversation/conversation.ts'
import type { Receipts } from '../../intake/conversation/receipts.ts'
import { isReferrer } from '../../intake/form/answers.ts'
import { formVersion } from '../../intake/form/form.ts'
import { submissionKind } from '../../intake/form/route.ts'
import { isUrgent } from '../../intake/form/rows.ts'
import { isHere, type Presence } from '../../intake/hours/presence.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { isKeyGone, type Vault } from '../../intake/store/seal.ts'
import type { Speak } from './speaking.ts'

export type RunEffects = (loaded: Loaded) => Promise<Loaded>

export interface EffectParts {
  conversations: Conversations
  cases: Cases
  messages: Messages
  receipts: Receipts
  annotations: Annotations
  duplicateHints: DuplicateHints
  codes: Codes
  vault: Vault
  clock: Clock
  /** Days that a sent case, and her way back to it, are kept. */
  caseDays: number
  presence: () => Promise<Presence>
  speak: Speak
  comeBack: (id: string, from: string, at: State) => Promise<{ state: State }>
}

const DAY = 86_400_000
const MOST_HOPS = 10

/** What an effect brought: something to say, a later date, or how to undo it when another process was first. */
interface Done {
  say?: (context: TurnContext) => Promise<unknown>
  due?: number
  patch?: Partial<State>
  /** The question to go on with. */
  at?: string | undefined
  undo?: () => Promise<void>
}

type Carry<K extends Effect['kind']> = (
  effect: Extract<Effect, { kind: K }>,
  state: State,
  loaded: Loaded,
) => Promise<Done>

/**
 * Carries out what a turn committed to do. Each effect can be repeated without harm; when all are done, one
 * conditional write takes them off the conversation together with what they brought to say.
 */
export function effects(parts: EffectParts): RunEffects {
  const { cases, clock } = parts

  const firstOf = (id: string, state: State, conversation: string) =>
    newCase(
      {
        id,
        conversation,
        language: state.language ?? state.guess ?? '',
        channel: state.channel,
        urgent: state.danger || isUrgent(state.answers),
      },
      clock(),
    )

  /** By what this case might meet another of the same person: whatever a worker may read, and no more. */
  async function hint(found: Case | null): Promise<void> {
    const { record, conversation = '' } = found?.content ?? {}
    if (!found || !record) return
    await parts.duplicateHints.keep(found.id, record.answers, conversation)
    // Erased meanwhile: nothing may stay of it.
    if (!(await cases.get(found.id))?.content) await parts.duplicateHints.erase(found.id)
  }

  /** Where a conversation goes on by now: it may itself have been taken up in another one. */
  async function endOf(id: string, hops = 0): Promise<Loaded | null> {
    const loaded = await parts.conversations.load(id)
    return loaded?.state.alias && hops < MOST_HOPS ? endOf(loaded.state.alias, hops + 1) : loaded
  }

  const carry: { [K in Effect['kind']]: Carry<K> } = {
    async wait(effect, state, { id }) {
      const presence = await parts.presence()
      const here = isHere(presence)
      const waits = { type: 'waits', danger: state.danger === true, alone: !here } as const
      await cases.begin(firstOf(effect.case, state, id), waits)
      return {
        ...(here || !state.talk ? {} : { patch: { talk: { ...state.talk, noWorkerTold: true } } }),
        say: async (context) => {
          if (!effect.failure) await say(context, 'talk.waiting')
          if (!here) await sayAlone(context, presence)
        },
      }
    },

    async urgent(effect) {
      await cases.apply(effect.case, { type: 'inDanger' })
      return {}
    },

    async retract(effect) {
      const now = await cases.apply(effect.case, { type: 'retracted', keys: effect.keys })
      if (now?.content) {
        await parts.annotations.forget(now.id, now.key, effect.keys)
        await hint(now)
      }
      return {}
    },

    async share(effect, state, { id }) {
      const { keys } = effect
      const first = firstOf(effect.case, state, id)
      if (!keys) await cases.begin(first, { type: 'shared', answers: answersToShow(state) })
      else {
        const answers = Object.fromEntries(keys.map((key) => [key, state.answers[key]]))
        await cases.begin(first, { type: 'sharedMore', answers })
      }
      return {}
    },

    async submit(effect, state, { id }) {
      const { language = '' } = state
      const answers = answersToShow(state)
      const kind = submissionKind(answers)
      const record = { kind, answers, language, form: formVersion, revision: effect.revision, at: clock() }
      await cases.begin(firstOf(effect.case, state, id), {
        type: 'sent',
        record,
        danger: state.danger === true,
        answered: effect.requests ?? [],
      })
      await hint(await cases.get(effect.case))
      const until = clock() + parts.caseDays * DAY
      const consultation = kind === 'anonymousConsultation'
      const number = `\u2066${effect.case.replace(/(.{5})(?=.)/g, '$1 ')}\u2069`
      return {
        due: until,
        say: async (context) => {
          if (effect.revision > 1) return say(context, 'say.sentAgain')
          await whisper(context, kind === 'application' ? 'say.sent' : `say.sent.${kind}`, { number })
          await say(
            context,
            consultation ? 'say.nextConsultation' : isReferrer(answers) ? 'say.nextReferrer' : 'say.next',
          )
          if (!consultation) await say(context, 'say.nextMore', { until })
        },
      }
    },

    async message(effect, state) {
      const line = state.log.find(({ seq }) => seq === effect.seq)
      const found = await cases.get(effect.case)
      if (!(line?.text || line?.phrase) || line.from === 'bot' || !found?.content) return {}
      const { seq: order, from, text, phrase, filled, machine, language = state.language ?? '', at } = line
      const said = phrase ? { phrase, filled } : { text, ...(machine ? { machine } : {}) }
      try {
        await parts.messages.add({ case: effect.case, order, from, ...said, language, at }, found.key)
      } catch (error) {
        // The case was erased meanwhile: there is nobody left to read it.
        if (isKeyGone(error)) return {}
        throw error
      }
      if (from === 'person') await cases.apply(effect.case, { type: 'wrote', said: at })
      else await cases.update(effect.case, (now) => now)
      return {}
    },

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

    async touch(effect) {
      await cases.update(effect.case, (now) => now)
      return {}
    },

    async erase(effect, _, { id }) {
      await parts.receipts.erase(id)
      for (const key of effect.keys) await parts.vault.destroy(key)
      if (effect.code) await parts.codes.revoke(effect.code)
      for (const one of effect.cases) await cases.erase(one)
      return {}
    },
  }

  async function settle(loaded: Loaded): Promise<Loaded> {
    const waiting = loaded.state.effects
    if (waiting.length === 0) return loaded
    const state = structuredClone(loaded.state)
    state.effects = []
    let { due } = loaded
    const done: Done[] = []
    for (const effect of waiting) {
      const one = await (carry[effect.kind] as Carry<Effect['kind']>)(effect as never, loaded.state, {
        ...loaded,
        due,
      })
      Object.assign(state, one.patch)
      due = one.due ?? due
      done.push(one)
    }
    await parts.speak(state, due, async (context) => {
      for (const one of done) await one.say?.(context)
      if (!state.alias) await resume(context, done.find(({ at }) => at)?.at)
    })
    // What an effect says belongs to the message that caused it: delivered again, it is said again.
    const last = state.recent.at(-1)
    if (last) last.to = state.seq
    const kept = await parts.conversations.commit(loaded.id, state, due, loaded.key, loaded.etag)
    if (kept) return kept
    for (const one of done) await one.undo?.()
    const newer = await parts.conversations.load(loaded.id)
    return newer ? settle(newer) : loaded
  }

  return settle
}
