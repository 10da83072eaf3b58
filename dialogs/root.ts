import type { StatePropertyAccessor, TurnContext } from 'botbuilder'
import {
  type DialogContext,
  DialogSet,
  type DialogTurnResult,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs'
import { form, questions } from '../intake/form/form.ts'
import { isComplete, openKeys } from '../intake/form/route.ts'
import { isAsked } from './asked.ts'
import { controls } from './controls.ts'
import { QuestionPrompt } from './prompt.ts'
import { sectionDialog } from './section.ts'
import { listening, waitingControl } from './talk.ts'
import { controlDialog, speaks, turnOf } from './turn.ts'
import { seenBeforeHeavy } from './unsafe.ts'

/** The stack lives in the conversation's own document: no `BotState`, which overwrites whatever is newer. */
const stack: StatePropertyAccessor = {
  get: async (context: TurnContext, initial?: object) => {
    const { state } = turnOf(context)
    if (!('dialogStack' in state.stack)) state.stack = initial ?? {}
    return state.stack
  },
  set: async (context: TurnContext, value: object) => {
    turnOf(context).state.stack = value
  },
  delete: async (context: TurnContext) => {
    turnOf(context).state.stack = {}
  },
} as StatePropertyAccessor

const essentials = form.filter((section) => section.essential)

/**
 * Silent while a worker talks; while she waits for one, her words are the worker's and no question may take
 * them. Else language first, then what a worker asks, the short path in the form's order, then wherever the conversation stands.
 */
const root = new WaterfallDialog('root', [
  async function silent(step) {
    const { state } = turnOf(step.context)
    const asking = state.talk?.asking === true
    if (state.talk?.announced === 'claimed' && !asking) return step.cancelAllDialogs()
    if (listening(step.context) && !asking) return step.replaceDialog(controlDialog(waitingControl(state))!)
    return step.next()
  },
  async function language(step) {
    return speaks(turnOf(step.context).state) ? step.next() : step.beginDialog('language')
  },
  async function seen(step) {
    const { answers, changing } = turnOf(step.context).state
    // Before anything is asked once more, who may see it, where that may have changed.
    return changing && !answers['safety.seen'] ? step.beginDialog('section opening') : step.next()
  },
  async function changing(step) {
    return turnOf(step.context).state.changing ? step.beginDialog('changing') : step.next()
  },
  async function asked(step) {
    return isAsked(turnOf(step.context).state) ? step.replaceDialog('asked') : step.next()
  },
  async function calling(step) {
    const { calling, talk } = turnOf(step.context).state
    return calling && !talk ? step.replaceDialog('callMe') : step.next()
  },
  ...essentials.map((section) =>
    Object.defineProperty(
      async (step: WaterfallStepContext) =>
        openKeys(section, turnOf(step.context).state.answers).length > 0 &&
        (await seenBeforeHeavy(step.context, section.id))
          ? step.replaceDialog('root')
          : step.beginDialog(`section ${section.id}`),
      'name',
      { value: section.id },
    ),
  ),
  async function onward(step) {
    const { state } = turnOf(step.context)
    if (state.talk?.announced === 'claimed') return step.cancelAllDialogs()
    if (!isComplete(state.answers)) return step.replaceDialog('root')
    if (state.optionalSection) return step.replaceDialog('telling')
    const sent = state.over ?? (state.case?.revision && !state.case.dirty)
    return step.replaceDialog(sent ? 'sent' : 'review')
  },
])

export const dialogs = new DialogSet(stack)
dialogs.add(root)
for (const section of form) dialogs.add(sectionDialog(section))
for (const key of questions.keys()) dialogs.add(new QuestionPrompt(key))
for (const dialog of controls) dialogs.add(dialog)

/** Walks again from the top to the first open question, or straight to the control that was open before. */
export async function walk(dc: DialogContext, at?: string): Promise<DialogTurnResult> {
  await dc.cancelAllDialogs()
  return dc.beginDialog(controlDialog(at) ?? 'root')
}
