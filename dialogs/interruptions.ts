import type { TurnContext } from 'botbuilder'
import type { DialogContext } from 'botbuilder-dialogs'
import type { State } from '../intake/conversation/conversation.ts'
import { has, isAnonymous, isReferrer, isWatched } from '../intake/form/answers.ts'
import { isControl, isSecret } from '../intake/form/controls.ts'
import { questions } from '../intake/form/form.ts'
import { onRoute } from '../intake/form/route.ts'
import { stopAsking, tellAsked } from './asked.ts'
import { heardIn, isProse } from './heard.ts'
import { showIssued } from './issued.ts'
import { cover, needsWord, onLockScreen } from './lock-screen.ts'
import { sayNext } from './next.ts'
import { answerDanger } from './notices.ts'
import { tellPermissions } from './permissions.ts'
import { walk } from './root.ts'
import { listening, meanwhile } from './talk.ts'
import { effect, keep, say, turnOf } from './turn.ts'
import type { Press, Understood } from './understanding/kinds.ts'

/** What is heard at any moment. Each says or opens something, and leaves the open question as it was. */
type Interruption = (dc: DialogContext) => Promise<unknown>

/** Asks the open question once more. */
export const again = async (dc: DialogContext): Promise<unknown> =>
  dc.activeDialog ? dc.repromptDialog() : walk(dc, turnOf(dc.context).state.open?.key)

const open =
  (dialog: string): Interruption =>
  async (dc) => {
    const at = turnOf(dc.context).state.open?.key
    await dc.cancelAllDialogs()
    return dc.beginDialog(dialog, { at })
  }

const tell =
  (key: string): Interruption =>
  async (dc) => {
    await say(dc.context, key)
    return again(dc)
  }

/** A command, and nothing else, is what she wrote. */
const isWhole = (meant: Understood): boolean => meant.is === 'command' && meant.whole

/**
 * Pressed, it is what that question asks, whatever was answered before. Of what is sent already the case is marked:
 * it makes nothing that she would have to send, or to let somebody read.
 */
async function keepDanger(context: TurnContext): Promise<void> {
  const { state } = turnOf(context)
  if (has(state.answers, 'safety.danger', 'yes')) return
  const { over, case: made } = state
  const allSent = !over && made !== undefined && made.revision > 0 && !made.dirty
  await keep(context, 'safety.danger', { status: 'answered', value: 'yes' })
  if (allSent) state.case!.dirty = false
}

/** What she answered, the oldest first. */
function inTime({ answers }: State): string[] {
  const order = [...questions.keys()]
  return order
    .filter((key) => answers[key] && onRoute(key, answers))
    .sort((a, b) => answers[a]!.at - answers[b]!.at || order.indexOf(a) - order.indexOf(b))
}

const interruptions: Partial<Record<Press, Interruption>> = {
  help: tell('say.help'),
  human: open('human'),
  language: open('language'),
  delete: open('deleteAll'),
  copy: open('copy'),
  repeat: again,
  start: again,

  /** Of somebody who has not agreed no number is taken. */
  call: (dc) => open(isAnonymous(turnOf(dc.context).state.answers) ? 'human' : 'callMe')(dc),

  async safer(dc) {
    for (const about of ['window', 'history', 'seen', 'cover']) await say(dc.context, `say.safer.${about}`)
    return again(dc)
  },

  async next(dc) {
    await sayNext(dc.context)
    return again(dc)
  },

  async danger(dc) {
    const turn = turnOf(dc.context)
    const { state, said } = turn
    // Among other words it may be meant otherwise, and the question about danger is answered in its own words.
    const meant = said.command || (state.open?.key !== 'safety.danger' && isWhole(heardIn(turn)))
    // At a door nothing is hers yet.
    const hers = meant && !state.door && !isSecret(state.open?.key)
    await answerDanger(dc.context, hers)
    if (!hers) return again(dc)
    if (said.command) await keepDanger(dc.context)
    // To a person she goes on writing; else nothing more is asked until she goes on.
    if (state.talk) return again(dc)
    return open('paused')(dc)
  },

  alone: open('alone'),

  async stop(dc) {
    await say(dc.context, 'say.stopped')
    return open('paused')(dc)
  },

  cover,

  async exit(dc) {
    const { state } = turnOf(dc.context)
    state.gone = 'left'
    // Where she writes from stays; who writes next has to know the word.
    if (onLockScreen(dc.context)) delete state.verifiedAt
    await say(dc.context, 'say.left')
  },

  /** The answer given last is asked again; said twice, the one before it. */
  async back(dc) {
    const { state } = turnOf(dc.context)
    // While she waits, the question before is the one she was at.
    if (listening(dc.context) && isControl(state.open?.key ?? '')) {
      await meanwhile(dc.context)
      return walk(dc)
    }
    const given = inTime(state)
    // What is to be asked once more, and is not yet, comes first.
    const ahead = state.open?.key === state.changing ? 0 : 1
    const from = state.changing ? given.indexOf(state.changing) + ahead : given.length
    const previous = given[from - 1]
    if (!previous) return tell('say.tooFew')(dc)
    state.changing = previous
    await meanwhile(dc.context)
    return walk(dc)
  },

  /** Undoes one "back": the answer stays as it was. */
  async forward(dc) {
    const { state } = turnOf(dc.context)
    if (!state.changing) return again(dc)
    const given = inTime(state)
    const next = given[given.indexOf(state.changing) + 1]
    if (next) state.changing = next
    else delete state.changing
    return walk(dc)
  },

  /** A self-test: what is kept, in kinds and dates, without showing it. */
  async know(dc) {
    if (onLockScreen(dc.context)) return open('elsewhere')(dc)
    const { state, due } = turnOf(dc.context)
    const answers = Object.keys(state.answers).length
    await say(dc.context, 'say.know', { answers, lines: state.log.length, until: due })
    const sent = (state.case?.revision ?? 0) > 0 || (state.past?.length ?? 0) > 0 || state.exported
    const read = state.case !== undefined
    const what = isReferrer(state.answers) ? 'say.know.sentReferral' : 'say.know.sent'
    await say(dc.context, sent ? what : read ? 'say.know.noApplication' : 'say.know.notSent')
    if (read && !sent) await say(dc.context, 'say.know.waits')
    if (state.log.some(({ passed }) => passed)) await say(dc.context, 'say.know.written')
    if (read && !sent && !state.shared && !state.reachable) await say(dc.context, 'talk.notShared')
    if (state.shared) await say(dc.context, 'say.know.shared')
    if (state.reachable && !state.shared) await say(dc.context, 'say.know.reachable')
    if (state.code) await say(dc.context, state.issued ? 'say.know.codeShown' : 'say.know.code')
    if (state.requestsAnnounced) await tellAsked(dc.context)
    if (sent || read) await say(dc.context, 'say.know.notes')
    return again(dc)
  },

  async agreed(dc) {
    if (onLockScreen(dc.context)) return open('elsewhere')(dc)
    await tellPermissions(dc.context)
    return again(dc)
  },

  async code(dc) {
    const { state, said } = turnOf(dc.context)
    const fresh = Object.keys(state.answers).length === 0
    if (fresh) return open('code')(dc)
    if (needsWord(dc.context)) return open('word')(dc)
    // Asked for on the neutral screen, it is shown there.
    const here = said.question === 'control.paused' ? said.question : state.open?.key
    const at = state.choosing ? state.choosing.at : here
    const next = await showIssued(dc.context, at)
    if (next) {
      await dc.cancelAllDialogs()
      return dc.beginDialog(next)
    }
    // A lost code cannot be shown again; a new one takes its place.
    effect(dc.context, { kind: 'code', ...(at ? { at } : {}) })
    return dc.cancelAllDialogs()
  },

  /** She has the code: from now on nobody can show it. */
  async noted(dc) {
    delete turnOf(dc.context).state.issued
    return again(dc)
  },
}

/** It is too much for her: a pause, another question or a person, and never an error. */
export async function offerRest(dc: DialogContext): Promise<unknown> {
  const { state, said } = turnOf(dc.context)
  const key = state.open?.key
  // Where telling is asked for it may be what she tells.
  const text = key && isProse(key) && said.text ? { text: said.text.trim() } : {}
  if (key) state.maybe = { key, options: [], commands: ['stop', 'skip', 'human'], hard: true, ...text }
  return again(dc)
}

/** Only these while a worker talks: the bot is silent otherwise. */
const whileClaimed = new Set<Press>([
  'danger',
  'stop',
  'language',
  'exit',
  'help',
  'safer',
  'next',
  'delete',
  'know',
  'agreed',
  'cover',
  'noted',
])

/** Runs the interruption, or answers `false` when this word is none here and is meant for the question. */
export async function interrupt(dc: DialogContext, command: Press): Promise<boolean> {
  const { state } = turnOf(dc.context)
  // What the bot was to ask gives way to the worker who is here.
  if (command === 'human' && state.talk?.announced === 'claimed' && state.talk.asking) {
    stopAsking(state)
    await dc.cancelAllDialogs()
    await say(dc.context, 'talk.joined')
    return true
  }
  // To whoever is not watched it says nothing.
  const run = command === 'alone' && !isWatched(state.answers) ? undefined : interruptions[command]
  if (!run || (state.talk?.announced === 'claimed' && !whileClaimed.has(command))) return false
  await run(dc)
  return true
}
