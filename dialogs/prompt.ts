import type { TurnContext } from 'botbuilder'
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs'
import { hear } from './hear.ts'
import { ask, say, turnOf } from './turn.ts'

/**
 * Asks one question until it is answered. One prompt per question, its id the question's key: with shared ids
 * the reply to an old question would be filed under a new one after a deploy. The engine's own prompts read no
 * word of a person: measured, they take "not sure" for yes and ignore negation.
 */
export class QuestionPrompt extends Dialog {
  override async beginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    await ask(dc.context, this.id)
    return Dialog.EndOfTurn
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const heard = hear(turnOf(dc.context), this.id)
    if (heard.ok) return dc.endDialog(heard.given)
    const { state, line } = turnOf(dc.context)
    // What is too long is given back to be made shorter, not kept.
    if (heard.why === 'say.tooLong') state.log = state.log.filter((one) => one !== line)
    await say(dc.context, heard.why, heard.with)
    await ask(dc.context, this.id)
    return Dialog.EndOfTurn
  }

  override async repromptDialog(context: TurnContext): Promise<void> {
    await ask(context, this.id)
  }
}
