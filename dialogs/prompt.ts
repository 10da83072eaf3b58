import type { TurnContext } from 'botbuilder'
import { Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs'
import { hear } from './hear.ts'
import { missed } from './missed.ts'
import { keepTogether } from './together.ts'
import { ask, turnOf } from './turn.ts'

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
    const turn = turnOf(dc.context)
    if (turn.said.parts) return this.keepParts(dc)
    const heard = hear(turn, this.id)
    delete turn.state.maybe
    if (!heard.ok) {
      await missed(dc.context, this.id, heard)
      return Dialog.EndOfTurn
    }
    delete turn.state.misses
    return dc.endDialog(heard.given)
  }

  /** Each question of the screen has been filed; the walk goes on to the first that is still open. */
  private async keepParts(dc: DialogContext): Promise<DialogTurnResult> {
    const { state } = turnOf(dc.context)
    await keepTogether(dc.context)
    if (state.answers[this.id]) return dc.endDialog()
    await ask(dc.context, this.id)
    return Dialog.EndOfTurn
  }

  override async repromptDialog(context: TurnContext): Promise<void> {
    await ask(context, this.id)
  }
}
