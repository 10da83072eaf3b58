import type { TurnContext } from 'botbuilder'
import type { Line } from '../intake/conversation/line.ts'
import { hiddenMessages } from '../intake/conversation/standing.ts'
import { controlAsk } from '../intake/form/controls.ts'
import { control, issueCode } from './control.ts'
import { sayNext } from './next.ts'
import { sayAgain, sayEphemeral, standing, turnOf } from './turn.ts'

/**
 * Where she is when all is sent: how it stands, and what can be done with it. Where others may see, nothing of it is
 * named before she asks how it stands.
 */
export const home = control('sent', async (step, chosen) => {
  const { context } = step
  switch (chosen) {
    case 'code':
      return issueCode(step, 'sent')
    case 'withdraw':
      return step.replaceDialog('deleteAll')
    case 'next':
      await sayNext(context)
      break
    case 'messages':
      await sayMessages(context, hiddenMessages(turnOf(context).state))
      break
    case 'status':
      await sayEphemeral(context, statusOf(context), undefined)
      break
    default:
      return step.replaceDialog(chosen, { at: 'control.sent' })
  }
  return step.replaceDialog('sent')
})

const statusOf = (context: TurnContext): string =>
  controlAsk('control.sent', { ...standing(turnOf(context)), watched: false })

/** What a worker wrote, once more; gone from the screen with her next message. */
export async function sayMessages(context: TurnContext, lines: readonly Line[]): Promise<void> {
  for (const line of lines) await sayAgain(context, line)
}

/** The worker who talks with her has written since she last did, and she was not here to read it. */
export function unread(context: TurnContext): Line[] {
  const { state } = turnOf(context)
  const hers = state.log.findLast(({ passed, seq }) => passed && seq <= state.hiddenUpTo)?.seq ?? 0
  return hiddenMessages(state).filter(({ seq }) => seq > hers)
}
