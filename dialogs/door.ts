import { type Dialog, WaterfallDialog } from 'botbuilder-dialogs'
import { control } from './control.ts'
import { effect, say, turnOf } from './turn.ts'

/**
 * She came with a return code and stands before the conversation it leads to. What is said here is of a conversation
 * of its own, so only her word is asked for, where there is one; a person and danger are heard as everywhere.
 */
const comeBack = new WaterfallDialog('return', [
  async function knock(step) {
    const word = turnOf(step.context).state.door?.word
    await say(step.context, word ? 'say.welcomeBack' : 'say.noWord')
    return step.replaceDialog(word ? 'check' : 'root')
  },
])

/** Tried against the other conversation, which counts it: by an effect. */
const check = control('check', async (step, chosen) => {
  effect(step.context, { kind: 'enter', word: chosen })
  return step.cancelAllDialogs()
})

export const door: Dialog[] = [comeBack, ...check]
