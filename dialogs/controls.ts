import {
  type Dialog,
  type DialogTurnResult,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs'
import { casesOf } from '../intake/conversation/conversation.ts'
import { has } from '../intake/form/answers.ts'
import { form, OWN_WORDS, questions } from '../intake/form/form.ts'
import { isLacking, onRoute } from '../intake/form/route.ts'
import { alone } from './alone.ts'
import { asked, handIn as decideHandIn, submit } from './asked.ts'
import { callBack } from './call-back.ts'
import { checkWords } from './check-words.ts'
import { type Act, control, issueCode } from './control.ts'
import { door } from './door.ts'
import type { Given } from './hear.ts'
import { home } from './home.ts'
import { redirect, redirectOf } from './lock-screen.ts'
import { before, file, sayDangerDiffers } from './notices.ts'
import { ASKED_BACK, askHuman, meanwhile, sayHidden, share, waitingControl } from './talk.ts'
import { controlDialog, effect, forget, isForm, keep, say, turnOf, unquote } from './turn.ts'
import { seenAfterPause, seenBeforeHeavy } from './unsafe.ts'

/**
 * What is about the conversation rather than about the person: language, review, sending, leaving. Written by
 * hand because their order is the point.
 */
const onward = (step: WaterfallStepContext) => step.replaceDialog('root')

const goOn = async (step: WaterfallStepContext) => {
  await meanwhile(step.context)
  return onward(step)
}

const language = control('language', async (step, chosen) => {
  const { state } = turnOf(step.context)
  state.language = chosen
  delete state.guess
  const { at, next } = step.options as { at?: string; next?: string }
  return step.replaceDialog(next ?? controlDialog(at) ?? 'root')
})

const decideReview: Act = async (step, chosen) => {
  const turn = turnOf(step.context)
  const { state } = turn
  // A row's own button says both at once: `change:where.places`.
  const [verb, key] = chosen.split(':')
  if (key) return verb === 'change' ? changeOne(step, key) : removeOne(step, key)
  switch (chosen) {
    case 'send':
      return state.story === 'kept' && state.answers[OWN_WORDS] ? step.replaceDialog('story') : send(step)
    case 'keep':
      await say(step.context, 'say.kept', { until: turn.due })
      return step.replaceDialog('paused')
    default:
      return step.replaceDialog(chosen)
  }
}

const review = control('review', decideReview, ({ context }) => sayDangerDiffers(context))

async function send(step: WaterfallStepContext): Promise<DialogTurnResult> {
  const { state } = turnOf(step.context)
  if (isLacking(state.answers)) {
    await say(step.context, 'say.needed')
    return onward(step)
  }
  submit(step.context)
  if (has(state.answers, 'contact.way', 'codeOnly') && !state.code) effect(step.context, { kind: 'code' })
  // "Sent" is said when the case exists, not before: by the effect.
  return step.cancelAllDialogs()
}

/** What she wrote unasked goes along only with a yes of its own. */
const story = control('story', async (step, chosen) => {
  if (chosen === 'yes') turnOf(step.context).state.story = 'agreed'
  return send(step)
})

const handIn = control('handIn', decideHandIn)

const more = control('more', async (step, chosen) => {
  if (chosen === 'done') return onward(step)
  turnOf(step.context).state.optionalSection = chosen
  return step.replaceDialog('telling')
})

/** The section she chose to tell more about; then the choice again. */
const telling = new WaterfallDialog('telling', [
  async function tell(step) {
    const { optionalSection } = turnOf(step.context).state
    const section = form.find(({ id }) => id === optionalSection)
    if (section && (await seenBeforeHeavy(step.context, section.id))) return onward(step)
    return section ? step.beginDialog(`section ${section.id}`) : step.next()
  },
  async function done(step) {
    delete turnOf(step.context).state.optionalSection
    return step.replaceDialog('more')
  },
])

const changeOne = (step: WaterfallStepContext, key: string) => {
  turnOf(step.context).state.changing = key
  return onward(step)
}

/** Deleted and passed over, so that it is not asked again; what sending needs is asked anew instead. */
async function removeOne(step: WaterfallStepContext, key: string): Promise<DialogTurnResult> {
  forget(turnOf(step.context), key)
  await say(step.context, 'say.removed')
  if (!questions.get(key)?.required) await keep(step.context, key, { status: 'skipped' })
  return onward(step)
}

const change = control('change', (step, chosen) =>
  chosen === 'back' ? onward(step) : changeOne(step, chosen),
)
const remove = control('remove', (step, chosen) =>
  chosen === 'back' ? onward(step) : removeOne(step, chosen),
)

/** The one answer she wants to change, before anything else. */
const changing = new WaterfallDialog('changing', [
  async function ask(step) {
    const { state } = turnOf(step.context)
    const key = state.changing
    if (!key || !isForm(key) || !onRoute(key, state.answers)) {
      delete state.changing
      return step.endDialog()
    }
    const to = redirectOf(step.context, key)
    if (to) return redirect(step, to)
    await before(step.context, key)
    return step.beginDialog(key)
  },
  async function keepIt(step) {
    const { state } = turnOf(step.context)
    const key = state.changing
    if (!key || !step.result) return step.next()
    unquote(turnOf(step.context), key)
    const elsewhere = await file(step.context, key, step.result as Given)
    return elsewhere ? step.replaceDialog(elsewhere) : step.next()
  },
])

const paused = control('paused', async (step, chosen) => {
  if (chosen === 'goOn') {
    await seenAfterPause(step.context)
    const { talk, answers } = turnOf(step.context).state
    // She was telling how to be called back: that is what she goes on with.
    return talk?.callBack && answers['safety.seen'] ? step.replaceDialog('callBack') : goOn(step)
  }
  if (chosen === 'code') return issueCode(step, 'paused')
  return step.replaceDialog(chosen, { at: 'control.paused' })
})

const notNow = control('notNow', async (step, chosen) => {
  if (chosen === 'leave') return eraseAll(step)
  if (chosen === 'human') return step.replaceDialog('human')
  await keep(step.context, 'consent.start', { status: 'answered', value: 'yes' })
  return onward(step)
})

const deleteAll = control('deleteAll', async (step, chosen) => {
  if (chosen === 'yes') return eraseAll(step)
  await say(step.context, 'say.notDeleted')
  return onward(step)
})

/** `bot/turns/turns.ts` sees `gone` and replaces the whole document; here nothing is left to ask. */
async function eraseAll(step: WaterfallStepContext): Promise<DialogTurnResult> {
  const { state } = turnOf(step.context)
  await say(step.context, 'say.deleted')
  if (casesOf(state).length > 0) await say(step.context, 'say.deletedSent')
  state.gone = 'deleted'
  return step.cancelAllDialogs()
}

const copy = control('copy', async (step, chosen) => {
  if (chosen === 'yes') await say(step.context, 'copy.rows')
  return onward(step)
})

const code = control('code', async (step, chosen) => {
  effect(step.context, { kind: 'redeem', code: chosen })
  return step.cancelAllDialogs()
})

const human = new WaterfallDialog('human', [async (step) => askHuman(step)])
const shareAnswers = control('share', async (step, chosen) => {
  if (chosen === 'goOn') return goOn(step)
  if (chosen === 'yes') await share(step.context)
  else await sayHidden(step.context)
  return step.replaceDialog('waiting')
})
const waiting = control('waiting', async (step, chosen) => {
  if (chosen === 'share') {
    await share(step.context)
    return step.replaceDialog('waiting')
  }
  if (chosen === 'callBack') return step.replaceDialog('callBack')
  if (chosen === 'goOn') return goOn(step)
  await say(step.context, 'say.stopped')
  return step.replaceDialog('paused')
})

/** Asked for a person where messages ring: may a worker write when she has been silent for long, and when? */
const textBack = control('textBack', async (step, chosen) => {
  const { state } = turnOf(step.context)
  if (chosen === 'goOn') return goOn(step)
  state.noticesGiven.push(ASKED_BACK)
  if (chosen !== 'no') {
    await keep(step.context, 'contact.way', { status: 'answered', value: 'sms' })
    if (chosen === 'anytime')
      await keep(step.context, 'contact.rules', { status: 'answered', value: ['anytime'] })
    if (state.case) {
      state.reachable = true
      effect(step.context, { kind: 'share', case: state.case.id, keys: ['contact.way', 'contact.rules'] })
    }
  }
  return step.replaceDialog(controlDialog(waitingControl(state))!)
})

/** What is not said on a lock screen goes on somewhere else. */
const elsewhere = control('elsewhere', async (step, chosen) =>
  chosen === 'web' ? issueCode(step, 'elsewhere') : step.replaceDialog(chosen),
)

export const controls: Dialog[] = [
  ...language,
  ...review,
  ...story,
  asked,
  ...handIn,
  ...home,
  ...more,
  telling,
  ...change,
  ...remove,
  changing,
  ...paused,
  alone,
  ...notNow,
  ...deleteAll,
  ...copy,
  ...code,
  human,
  ...shareAnswers,
  ...waiting,
  ...textBack,
  ...checkWords,
  ...door,
  ...elsewhere,
  ...callBack,
]
