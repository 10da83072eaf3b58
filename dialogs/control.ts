import {
  type Dialog,
  type DialogTurnResult,
  WaterfallDialog,
  type WaterfallStepContext,
} from 'botbuilder-dialogs'
import type { Given } from './hear.ts'
import { showIssued } from './issued.ts'
import { needsWord, redirect, redirectOf } from './lock-screen.ts'
import { permit } from './permissions.ts'
import { QuestionPrompt } from './prompt.ts'
import { effect } from './turn.ts'

/** A dialog about the conversation asks its own `control.*` question and acts on the answer; '' when it is passed over. */
export type Act = (step: WaterfallStepContext, chosen: string) => Promise<DialogTurnResult>

export const control = (
  name: string,
  act: Act,
  opening?: (step: WaterfallStepContext) => Promise<unknown>,
): Dialog[] => [
  new QuestionPrompt(`control.${name}`),
  new WaterfallDialog(name, [
    async function ask(step) {
      const to = redirectOf(step.context, `control.${name}`)
      if (to && to !== name) return redirect(step, to)
      await opening?.(step)
      return step.beginDialog(`control.${name}`)
    },
    async function decide(step) {
      const { value } = step.result as Given
      const chosen = String(value ?? '')
      permit(step.context, `control.${name}`, chosen)
      return act(step, chosen)
    },
  ]),
]

/** A return code, and then the same question again; where she needs a word, that first. */
export async function issueCode(step: WaterfallStepContext, at: string): Promise<DialogTurnResult> {
  if (needsWord(step.context)) return step.replaceDialog('word')
  const next = await showIssued(step.context, `control.${at}`)
  if (next) return step.replaceDialog(next)
  effect(step.context, { kind: 'code', at: `control.${at}` })
  return step.cancelAllDialogs()
}
