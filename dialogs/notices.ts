import type { TurnContext } from 'botbuilder'
import type { State } from '../intake/conversation/conversation.ts'
import {
  type Answers,
  aboutChild,
  has,
  isAnonymous,
  isReferrer,
  isWatched,
  speaker,
} from '../intake/form/answers.ts'
import { textKey, traitsOf } from '../intake/form/channels.ts'
import { questions } from '../intake/form/form.ts'
import { isOfUnnamed } from '../intake/form/identifying.ts'
import type { Given } from './hear.ts'
import { onLockScreen } from './lock-screen.ts'
import { dropStory } from './own-words.ts'
import { effect, forget, keep, say, sayOnce, tongue, turnOf } from './turn.ts'
import { askAgain, isUnsafeNow } from './unsafe.ts'

/** What is told on the way: it rides on the next question, so that it costs no message of its own. */
type Notice = {
  say: string
  when?: (answers: Answers, state: State) => boolean
  /** Channels it is said on; everywhere when absent. */
  on?: (channel: string) => boolean
  with?: (until: number) => Record<string, number>
  /** Said again before this question, and only before it; otherwise once, before whatever comes after its place. */
  before?: string
  /** Several ways to say the same thing: it is said once. */
  as?: string
}

/** Not knowing, and not being able to answer here, say something about safety too. */
const isUnsure = (answers: Answers, key: string) =>
  ['unknown', 'inPerson'].includes(answers[key]?.status ?? '')
const isUnsafe = (answers: Answers) => answers['safety.danger']?.status === 'unsafe'

/** Who helps by profession may have duties that a parent or a friend has not. */
const isProfessional = (answers: Answers) =>
  isReferrer(answers) && !has(answers, 'role.referrer', 'privatePerson')

/** `say.exit` speaks of a button. */
const withExit = (channel: string) => traitsOf(channel).exit === true
const workplace = (channel: string) => traitsOf(channel).workplace === true

/** Who wants a call is asked for a number first: the rest is told before what it is about. */
const isWalking = (_: Answers, { talk }: State) => !talk?.callBack

/** What exactly the police are told, before she says who she is or how she stays here. */
const reflection = (key: string): Notice[] => [
  { say: 'say.reflection', when: (a) => !isReferrer(a), before: key },
  { say: 'say.reflectionOther', when: isReferrer, before: key },
]

const beforeAsking: Record<string, Notice[]> = {
  // Whoever else may see the first screen learns nothing from it of what this is.
  'safety.seen': [{ say: 'say.program' }, { say: 'say.teams', on: workplace }],
  'safety.danger': [
    // Where others may see, who I am is not named before she has gone on.
    { say: 'say.welcome', when: (a) => !isWatched(a) },
    { say: 'say.welcomeQuiet', when: isWatched, before: 'safety.danger' },
    // What she has already is not offered her again.
    { say: 'say.exit', on: withExit, when: (_, { code }) => !code, as: 'exit' },
    { say: 'say.exitKept', on: withExit, when: (_, { code }) => Boolean(code), as: 'exit' },
  ],
  'consent.start': [
    { say: 'say.welcomeNamed', when: isWalking, as: 'say.welcome' },
    { say: 'say.keep', with: (until) => ({ until }), when: isWalking },
    { say: 'say.police', when: isWalking },
  ],
  // Heavy ones follow each other only with a way to rest between them.
  'control.means': [{ say: 'note.pause', before: 'control.means' }],
  'people.relations': [{ say: 'note.pause', before: 'people.relations' }],
  'identity.name': reflection('identity.name'),
  'identity.status': reflection('identity.status'),
}

/** The name by which it is remembered that it was said. */
const nameOf = ({ say, before, as = say }: Notice): string => (before ? `${say} ${before}` : as)

/** What somebody has been told who answered nothing yet but who sees the screen, by the names it is remembered by. */
export const greetings: readonly string[] = ['safety.seen', 'safety.danger'].flatMap((key) =>
  beforeAsking[key]!.map(nameOf).flatMap((name) => [name, `sms.${name}`]),
)

const afterKeeping: Record<string, Notice[]> = {
  'safety.seen': [
    { say: 'say.together', when: (a) => has(a, 'safety.seen', 'together') },
    { say: 'say.seen', when: (a) => has(a, 'safety.seen', 'maybe') || isUnsure(a, 'safety.seen') },
  ],
  'safety.danger': [
    {
      say: 'say.danger',
      when: (a) => has(a, 'safety.danger', 'yes', 'unsure') || isUnsure(a, 'safety.danger') || isUnsafe(a),
    },
  ],
  'consent.start': [{ say: 'say.notNow', when: (a) => has(a, 'consent.start', 'no') }],
  'role.who': [
    { say: 'say.info', when: (a) => has(a, 'role.who', 'info') },
    { say: 'say.assisting', when: (a) => has(a, 'role.who', 'assisting') },
    { say: 'say.teamsSelf', on: workplace, when: (a) => has(a, 'role.who', 'self', 'child', 'assisting') },
  ],
  'referrer.consent': [{ say: 'say.anonymous', when: isAnonymous }],
  'where.inFinland': [
    { say: 'say.notInFinland', when: (a) => !isReferrer(a) && has(a, 'where.inFinland', 'no') },
    { say: 'say.notInFinlandOther', when: (a) => isReferrer(a) && has(a, 'where.inFinland', 'no') },
  ],
  'identity.age': [
    { say: 'say.under15', when: (a) => speaker(a) === 'self' && has(a, 'identity.age', 'under15') },
    { say: 'say.young', when: (a) => speaker(a) === 'self' && has(a, 'identity.age', '15to17') },
    { say: 'say.childDuty', when: (a) => isProfessional(a) && aboutChild(a) },
  ],
  'eligibility.class': [{ say: 'say.notSure', when: (a) => has(a, 'eligibility.class', 'notSure') }],
  'contact.way': [
    { say: 'say.codeOnly', when: (a) => has(a, 'contact.way', 'codeOnly') && !isWatched(a) },
    { say: 'say.codeOnlyShut', when: (a) => has(a, 'contact.way', 'codeOnly') && isWatched(a) },
  ],
  'identity.status': [{ say: 'say.finnish', when: (a) => has(a, 'identity.status', 'finnishCitizen') }],
}

const order = [...questions.keys()]

/** What was held back where it would have stood on a locked phone is said as soon as it may be. */
export async function before(context: TurnContext, key: string): Promise<void> {
  const turn = turnOf(context)
  const quietly = onLockScreen(context)
  for (const [asked, notices] of Object.entries(beforeAsking)) {
    if (order.indexOf(asked) > order.indexOf(key)) continue
    for (const notice of notices) {
      if (notice.on && !notice.on(turn.state.channel)) continue
      if (notice.when && !notice.when(turn.state.answers, turn.state)) continue
      if (notice.before && notice.before !== key) continue
      if (quietly && !textKey(notice.say, turn.t(tongue(turn)))) continue
      const name = nameOf(notice)
      await sayOnce(context, notice.say, notice.with?.(turn.due), quietly ? `sms.${name}` : name)
    }
  }
  await sayNoNames(context, key)
}

/** Each time that something can be written of somebody who has not agreed to be known. */
export async function sayNoNames(context: TurnContext, key: string): Promise<void> {
  if (isOfUnnamed(key, turnOf(context).state.answers)) await say(context, 'note.noNames')
}

/** Answers that are about the conversation lead elsewhere: the id of the dialog to go on with. */
const leadsTo: Record<string, Record<string, string>> = {
  'consent.start': { no: 'notNow', human: 'human' },
  'role.who': { info: 'section opening' },
}

/**
 * She says that she is in danger, by a word or within her own words. Only where she asked for a person, or pressed it
 * (`meant`) after sending, do workers see it, and she is told: nobody is alerted behind her back.
 */
export async function answerDanger(context: TurnContext, meant = false): Promise<void> {
  const { state } = turnOf(context)
  state.danger = true
  const marked = meant && (state.case?.revision ?? 0) > 0 && !state.over
  if ((state.talk || marked) && state.case) effect(context, { kind: 'urgent', case: state.case.id })
  await sayDanger(context, marked)
  if (marked && !state.talk) await say(context, 'say.dangerMarked')
}

/**
 * What to do in danger; once a person was asked for, or what was sent is marked, it is not said that nobody was told.
 * To who helps it is said of the person.
 */
export function sayDanger(context: TurnContext, marked = false): Promise<void> {
  const { talk, answers } = turnOf(context).state
  const who = isReferrer(answers) ? 'Other' : ''
  return say(context, talk || marked ? `say.dangerTalk${who}` : `say.danger${who}`)
}

/** Her words say one thing and her answer another: it is hers to change, and she sees it before she sends. */
export async function sayDangerDiffers(context: TurnContext): Promise<void> {
  const { answers, danger } = turnOf(context).state
  if (danger && has(answers, 'safety.danger', 'no')) await sayOnce(context, 'say.dangerDiffers')
}

/** Passed over when asked again: where it was not safe that is still why, and that others may see is taken back by a "no". */
const staysAsItIs = ({ answers, changing }: State, key: string): boolean =>
  (changing === key && answers[key]?.status === 'unsafe') ||
  (key === 'safety.seen' && answers[key] !== undefined && isWatched(answers))

/**
 * Files an answer and tells what it brings. "No, not now", "a person first" and "only information" are no answers
 * to keep: they lead to another dialog, whose id is returned, and the question stays open. What says that it is not
 * safe is kept, and leads to a pause.
 */
export async function file(context: TurnContext, key: string, given: Given): Promise<string | undefined> {
  const turn = turnOf(context)
  const { state } = turn
  if (given.status === 'skipped' && staysAsItIs(state, key)) {
    if (state.changing === key) delete state.changing
    return undefined
  }
  const target = leadsTo[key]?.[String(given.value)]
  const supposed = { ...state.answers, [key]: { ...given, language: '', wording: '', at: turn.now } }
  if (!target) await keep(context, key, given)
  else if (state.changing === key) delete state.changing
  // A role she told before stands: looking at the information takes nothing of it away.
  if (target && key === 'consent.start') forget(turn, key)
  // What she wrote before she was asked goes with her "no".
  if (target === 'notNow') dropStory(turn)
  const answers = target ? supposed : state.answers
  for (const notice of afterKeeping[key] ?? [])
    if (notice.when?.(answers, state) && (notice.on?.(state.channel) ?? true))
      await (notice.say === 'say.danger' ? sayDanger(context) : say(context, notice.say))
  if (target || !isUnsafeNow(key, given)) return target
  askAgain(state, key, given)
  return 'paused'
}
