import type { Dialog } from 'botbuilder-dialogs'
import { control } from './control.ts'
import { effect, say, turnOf } from './turn.ts'

/**
 * She came with a return code and stands before the conversation it leads to. What is said here is of a conversation
 * of its own, so only her word is asked for; a person and danger are heard as everywhere.
 */
const comeBack = control(
  'return',
  async (step, chosen) => {
    if (chosen === 'human') return step.replaceDialog('human')
    if (turnOf(step.context).state.door?.word) return step.replaceDialog('check')
    await say(step.context, 'say.noWord')
    return step.replaceDialog('root')
  },
  (step) => say(step.context, 'say.welcomeBack'),
)

/** Tried against the other conversation, which counts it: by an effect. */
const check = control('check', async (step, chosen) => {
  effect(step.context, { kind: 'enter', word: chosen })
  return step.cancelAllDialogs()
})

export const door: Dialog[] = [...comeBack, ...check]
