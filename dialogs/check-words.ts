import type { Dialog, DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import { isWord, makeCheck, spelled, tried, withSecond } from '../intake/conversation/check-word.ts'
import { control } from './control.ts'
import { agrees } from './hear.ts'
import { heardIn } from './heard.ts'
import { keepStory } from './own-words.ts'
import { controlDialog, say, type Turn, turnOf } from './turn.ts'
import { isNear } from './understanding/near.ts'

/**
 * Choosing the words that guard a conversation: one that opens it, and one for whoever forces her to say hers. Each
 * is written twice, because a slip would lock her out, and stands nowhere but as a slow hash.
 */
const MOST_WORDS = 3

/** Why this cannot be her word: too short, or something that she may say without meaning it as one. */
function whyNoWord(turn: Turn, key: string, chosen: string): string | null {
  if (!isWord(chosen)) return 'say.wordShort'
  const said = heardIn(turn, key, chosen)
  const other = said.danger || said.is !== 'words' || agrees(turn, chosen) !== null
  return other || chosen.trim().split(/\s+/).length > MOST_WORDS ? 'say.wordOther' : null
}

/** A tale is no word: it is kept as hers before she is asked again. */
async function insteadOf(step: WaterfallStepContext, dialog: string, chosen: string, why: string) {
  const meant = heardIn(turnOf(step.context), `control.${dialog}`, chosen)
  if (meant.is === 'words' && meant.story) await keepStory(step.context)
  return from(step, dialog, why)
}

const from = (step: WaterfallStepContext, dialog: string, why: string) =>
  say(step.context, why).then(() => step.replaceDialog(dialog))

function done(step: WaterfallStepContext): Promise<DialogTurnResult> {
  const { state } = turnOf(step.context)
  const { at } = state.choosing ?? {}
  delete state.choosing
  return step.replaceDialog(controlDialog(at) ?? 'root')
}

const word = control('word', async (step, chosen) => {
  const turn = turnOf(step.context)
  const { state } = turn
  if (!chosen) {
    await say(step.context, 'say.codeNoWord')
    return done(step)
  }
  const why = whyNoWord(turn, 'control.word', chosen)
  if (why) return insteadOf(step, 'word', chosen, why)
  state.choosing = { ...state.choosing, again: await makeCheck(chosen) }
  return step.replaceDialog('wordAgain')
})

const wordAgain = control('wordAgain', async (step, chosen) => {
  const { state, now } = turnOf(step.context)
  const { again, ...choosing } = state.choosing ?? {}
  const { opens } = again ? await tried(again, chosen, now) : { opens: null }
  if (!again || opens !== 'here') return from(step, 'word', 'say.wordDiffers')
  Object.assign(state, { passphrase: again, verifiedAt: now })
  state.choosing = { ...choosing, first: spelled(chosen) }
  await say(step.context, 'say.wordKept')
  if (state.code) await say(step.context, 'say.codeWord')
  return step.replaceDialog('second')
})

const second = control('second', async (step, chosen) => {
  const turn = turnOf(step.context)
  const { state } = turn
  const { first } = state.choosing ?? {}
  // Without the first at hand, nobody can say whether this one is like it.
  if (!first || !state.passphrase || !chosen) return done(step)
  // Not kept as a tale either: it would tell the first.
  if (isNear(first, chosen)) return from(step, 'second', 'say.wordNear')
  const why = whyNoWord(turn, 'control.second', chosen)
  if (why) return insteadOf(step, 'second', chosen, why)
  state.choosing = { ...state.choosing, again: await withSecond(state.passphrase, chosen) }
  return step.replaceDialog('secondAgain')
})

const secondAgain = control('secondAgain', async (step, chosen) => {
  const { state, now } = turnOf(step.context)
  const { again } = state.choosing ?? {}
  const { opens } = again ? await tried(again, chosen, now) : { opens: null }
  if (!again || opens !== 'other') return from(step, 'second', 'say.wordDiffers')
  state.passphrase = again
  await say(step.context, 'say.secondKept')
  return done(step)
})

export const checkWords: Dialog[] = [...word, ...wordAgain, ...second, ...secondAgain]
