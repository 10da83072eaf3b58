import type { TurnContext } from 'botbuilder'
import { sayAfterSending } from '../../dialogs/next.ts'
import { sayAlone, sayNoCall } from '../../dialogs/talk.ts'
import { say, sayEphemeral, turnOf } from '../../dialogs/turn.ts'
import type { Annotations } from '../../intake/case/annotations.ts'
import type { Case, Submission } from '../../intake/case/case.ts'
import { caseKey } from '../../intake/case/case-number.ts'
import type { Cases } from '../../intake/case/cases.ts'
import type { DuplicateHints } from '../../intake/case/duplicates.ts'
import type { Messages } from '../../intake/case/messages.ts'
import { newCase } from '../../intake/case/steps/draft.ts'
import type { CaseEvent } from '../../intake/case/transitions.ts'
import {
  answersToShow,
  type Effect,
  type Loaded,
  type State,
} from '../../intake/conversation/conversation.ts'
import type { Likeness } from '../../intake/conversation/likeness.ts'
import { has, isReferrer } from '../../intake/form/answers.ts'
import { traitsOf } from '../../intake/form/channels.ts'
import { formVersion } from '../../intake/form/form.ts'
import { leftToRight } from '../../intake/form/plain-text.ts'
import { submissionKind } from '../../intake/form/route.ts'
import { isUrgent } from '../../intake/form/rows.ts'
import { fullDayEnds, type Hours } from '../../intake/hours/hours.ts'
import { isHere, type Presence } from '../../intake/hours/presence.ts'
import { DAY, HOUR } from '../../intake/hours/time.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { isKeyGone } from '../../intake/store/seal.ts'
import type { Carriers } from './effect.ts'

export interface CaseEffectParts {
  cases: Cases
  messages: Messages
  annotations: Annotations
  duplicateHints: DuplicateHints
  likeness: Likeness
  clock: Clock
  /** Days that a sent case, and her way back to it, are kept. */
  caseDays: number
  presence: () => Promise<Presence>
  hours: Hours
  /** Hours that an unfinished conversation is kept. */
  draftHours: number
}

type Kinds = 'wait' | 'urgent' | 'retract' | 'share' | 'submit' | 'message' | 'touch'

/** What a turn does to the case of its conversation. */
export function caseEffects(parts: CaseEffectParts): Carriers<Kinds> {
  const { cases, clock } = parts

  /** To the case of an effect, as it is made where there is none yet. */
  const begin = (effect: OfCase, state: State, { id }: Loaded, event: CaseEvent) =>
    cases.begin(draftOf(effect.case, state, id, clock()), event, effect.number)
  const apply = applying(cases)

  return {
    async wait(effect, state, loaded) {
      const presence = await parts.presence()
      const here = isHere(presence)
      const waits = { type: 'waits', danger: state.danger === true, alone: !here } as const
      await begin(effect, state, loaded, waits)
      const due = keptWaiting(parts, loaded.due)
      return {
        due,
        ...(here || !state.talk ? {} : { patch: { talk: { ...state.talk, noWorkerTold: true } } }),
        say: async (context) => {
          const later = due > loaded.due ? due : undefined
          if (effect.call) return sayCall(context, here, presence, later)
          if (!effect.failure) await say(context, 'talk.waiting')
          if (!here) await sayAlone(context, presence)
          if (later) await say(context, 'talk.keptUntil', { until: later })
          // The page says it for as long as she waits.
          else if (traitsOf(state.channel).shows !== 'page') await say(context, 'talk.whileWaiting')
        },
      }
    },

    async urgent(effect) {
      await apply(effect, { type: 'urgent' })
      return {}
    },

    async retract(effect) {
      const taken = await apply(effect, { type: 'retracted', keys: effect.keys })
      const now = taken ?? (await cases.get(effect.case))
      // Unless she has done more since: what stands beside her answers may be of those that she gave anew.
      if (now?.content && now.content.acts === (effect.number ?? now.content.acts)) {
        await parts.annotations.forget(now.id, now.key, effect.keys)
        await keepHints(parts, now)
      }
      return {}
    },

    async share(effect, state, loaded) {
      const { keys } = effect
      if (!keys) await begin(effect, state, loaded, { type: 'shared', answers: answersToShow(state) })
      else {
        const answers = Object.fromEntries(keys.map((key) => [key, state.answers[key]]))
        await begin(effect, state, loaded, { type: 'sharedMore', answers })
      }
      return {}
    },

    async submit(effect, state, loaded) {
      const { language = '', permissions = [] } = state
      const answers = answersToShow(state)
      const kind = submissionKind(answers)
      const of = { kind, answers, permissions, language, form: formVersion }
      const record = { ...of, revision: effect.revision, at: clock() }
      const taken = await begin(effect, state, loaded, {
        type: 'sent',
        record,
        danger: state.danger === true,
        answered: effect.requests ?? [],
      })
      await keepHints(parts, taken ?? (await cases.get(effect.case)))
      const until = clock() + parts.caseDays * DAY
      return {
        due: until,
        say: (context) => saySent(context, effect, record, until),
      }
    },

    message: (effect, state) => writeDown(parts, effect, state),

    async touch(effect) {
      await cases.update(effect.case, (now) => now)
      return {}
    },
  }
}

/**
 * Nothing deletes itself before whoever it waits for could have come: with less than a day left by the end of the first
 * full day that the desk is open, her whole time begins again there. Once told, a date is never moved nearer.
 */
function keptWaiting({ clock, hours, draftHours }: CaseEffectParts, due: number): number {
  const answerable = fullDayEnds(hours, clock())
  return due < answerable + DAY ? Math.max(due, answerable + draftHours * HOUR) : due
}

/** Before the question for her number: who is told what, and whether somebody is here. */
async function sayCall(
  context: TurnContext,
  here: boolean,
  presence: Presence,
  later?: number,
): Promise<void> {
  await say(context, 'talk.callWaits')
  if (later) await say(context, 'talk.keptUntil', { until: later })
  if (!here) await sayNoCall(context, presence)
}

type OfCase = Extract<Effect, { case: string }>

/** With the number of the effect, as no case takes one twice, nor after a later one. */
const applying =
  (cases: Cases) =>
  ({ case: id, number }: OfCase, event: CaseEvent) =>
    cases.apply(id, event, number)

const draftOf = (
  id: string,
  { language, guess, channel, danger, answers, door }: State,
  conversation: string,
  at: number,
) =>
  newCase(
    {
      ...{ id, conversation, channel },
      language: language ?? guess ?? '',
      urgent: danger || isUrgent(answers),
      ...(door ? { codeOf: { conversation: door.to, ...(door.case ? { case: door.case } : {}) } } : {}),
    },
    at,
  )

/** By what this case might meet another of the same person: whatever a worker may read, and no more. */
async function keepHints({ cases, duplicateHints }: CaseEffectParts, found: Case | null): Promise<void> {
  const { record, conversation = '', codeOf } = found?.content ?? {}
  if (!found || !record) return
  await duplicateHints.keep(found.id, record.answers, codeOf?.conversation ?? conversation)
  // Erased meanwhile: nothing may stay of it.
  if (!(await cases.get(found.id))?.content) await duplicateHints.erase(found.id)
}

/** Hers or a worker's, for whoever reads the case. */
async function writeDown(
  { cases, messages, likeness }: CaseEffectParts,
  effect: Extract<Effect, { kind: 'message' }>,
  state: State,
): Promise<object> {
  const line = state.log.find(({ seq }) => seq === effect.seq)
  if (!(line?.text || line?.phrase) || line.from === 'bot') return {}
  const { seq: order, from, text, phrase, filled, words, machine, language = state.language ?? '', at } = line
  const said = phrase
    ? { phrase, filled, ...(words ? { words } : {}) }
    : { text, ...(machine ? { machine } : {}) }
  try {
    const message = { case: effect.case, order, from, ...said, language, at }
    await messages.add(message, caseKey(effect.case))
  } catch (error) {
    // The case is erased: there is nobody left to read it.
    if (isKeyGone(error)) return {}
    throw error
  }
  if (from === 'person') await applying(cases)(effect, { type: 'wrote', said: at, alike: likeness(state) })
  else await cases.update(effect.case, (now) => now)
  return {}
}

/** What was sent, in the word it had when it was asked: a referrer's answers are about somebody else. */
function sentAs(kind: Submission['kind'], other: boolean): string {
  if (kind === 'application') return other ? 'say.sent.referral' : 'say.sent'
  return kind === 'contactRequest' && other ? 'say.sent.contactRequestOther' : `say.sent.${kind}`
}

async function saySent(
  context: TurnContext,
  effect: Extract<Effect, { kind: 'submit' }>,
  { kind, answers }: Submission,
  until: number,
): Promise<void> {
  if (effect.revision > 1) return say(context, 'say.sentAgain')
  const { channel, code } = turnOf(context).state
  await say(context, sentAs(kind, isReferrer(answers)))
  // One thing to keep is enough: who has a code needs no number.
  const number = leftToRight(effect.case.replace(/(.{5})(?=.)/g, '$1 '))
  if (!code && !has(answers, 'contact.way', 'codeOnly'))
    await sayEphemeral(context, 'say.sent.number', { number })
  // What happens next has a screen of its own there, one touch away; how long she can take it back is said at once.
  if (traitsOf(channel).shows !== 'page') return sayAfterSending(context, until)
  if (kind !== 'anonymousConsultation') await say(context, 'say.nextMore', { until })
}
