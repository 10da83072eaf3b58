import { WaterfallDialog } from 'botbuilder-dialogs'
import { isWatched } from '../intake/form/answers.ts'
import type { Given } from './hear.ts'
import { file } from './notices.ts'
import { controlDialog, say, turnOf } from './turn.ts'

/**
 * She says that nobody sees it any more. It is asked back in the words it was asked in first, and only a "no" makes it
 * so: from then on a code can be issued that opens what she said. She is left where she was, and goes on from the
 * neutral screen.
 */
export const alone = new WaterfallDialog('alone', [
  (step) => step.beginDialog('safety.seen'),
  async function decide(step) {
    const { at } = step.options as { at?: string }
    const given = step.result as Given | undefined
    const elsewhere = given && (await file(step.context, 'safety.seen', given))
    if (elsewhere) return step.replaceDialog(elsewhere)
    const { state } = turnOf(step.context)
    const back = controlDialog(at) ?? 'root'
    if (isWatched(state.answers)) return step.replaceDialog(back)
    await say(step.context, state.passphrase ? 'say.alone' : 'say.alone.noWord')
    // What she was asked instead of going on is not asked twice.
    return step.replaceDialog(back === 'paused' ? 'root' : back)
  },
])
