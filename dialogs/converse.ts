import type { TurnContext } from 'botbuilder'
import type { DialogContext } from 'botbuilder-dialogs'
import { codeIn } from '../intake/conversation/codes.ts'
import { isAnonymous } from '../intake/form/answers.ts'
import { ask as asked } from '../intake/form/ask.ts'
import { isSecret, isTyped } from '../intake/form/controls.ts'
import { questions } from '../intake/form/form.ts'
import { doOf, KEEP, NO_CONTACT, REWRITE } from '../intake/form/maybe.ts'
import { onRoute } from '../intake/form/route.ts'
import { together } from '../intake/form/together.ts'
import { isAsked } from './asked.ts'
import { explain, tellAnswer } from './explain.ts'
import { agrees, hear, LONGEST } from './hear.ts'
import { heardIn, isOffered, keyOf } from './heard.ts'
import { again, interrupt, offerRest } from './interruptions.ts'
import { lockedOut, unlock } from './lock-screen.ts'
import { answerDanger, file, sayNoNames } from './notices.ts'
import { isAskedByOther, isOlderNumber, keepAsGiven } from './other-form.ts'
import { keepStory } from './own-words.ts'
import { dialogs, walk } from './root.ts'
import { listening, waitingControl } from './talk.ts'
import { keepTogether } from './together.ts'
import { effect, isForm, type Said, say, standing, type Turn, tongue, turnOf } from './turn.ts'
import type { Press, Understood } from './understanding/kinds.ts'
import { normalise } from './understanding/text.ts'

/** One turn of a person: a command, a message to a worker, an answer to the open question, or to another one. */
export async function converse(context: TurnContext): Promise<unknown> {
  const turn = turnOf(context)
  const { state } = turn
  const dc = await dialogs.createContext(context)
  if (lockedOut(context)) return (await unlock(dc)) && goOn(dc)
  if (state.passphrase) state.verifiedAt = turn.now
  if (!dc.activeDialog && state.open) await rebuild(dc)
  if (turn.said.files) await say(context, 'say.noFiles')
  if (isEmpty(turn.said) && listening(context)) return
  const secret = isSecret(keyOf(turn))
  if (secret && turn.line?.text) turn.line.text = '•••'
  const code = turn.said.text ? codeIn(turn.said.text) : null
  if (code) return redeem(dc, code)
  if (pressed(turn) === 'none') {
    if (state.rewriting) await sayNoNames(context, state.rewriting.key)
    return again(dc)
  }
  const meant = turn.said.text ? heardIn(turn) : null
  if (state.maybe?.text !== undefined) turn.shownBack = state.maybe.key
  delete state.maybe
  delete state.rewriting
  const command = commandOf(turn, meant)
  if (meant?.danger && command !== 'danger') await answerDanger(context)
  if (command && (await interrupt(dc, command))) return
  if (listening(context) && isMessage(turn)) return pass(context, meant)
  if (guessed(turn)) return unread(dc, meant)
  // A way of passing is for the question; said to a worker, "I don't know" is a message like any other.
  if (command) turn.said = { ...turn.said, command }
  else if (!secret && meant?.is === 'hard') return offerRest(dc)
  else if (!secret && meant?.is === 'question') return explain(dc, meant.about)
  const key = turn.said.question ?? state.open?.key
  if (!key && meant?.is === 'words' && meant.story) await keepStory(context)
  if (!key || isEmpty(turn.said)) return again(dc)
  if (isAskedByOther(turn, key)) return keepAsGiven(dc, key)
  if (isOlderNumber(turn, key)) return again(dc)
  if (namesLanguage(turn, key)) return chooseLanguage(dc)
  if (key !== (turn.asked ?? state.open?.key)) return elsewhere(dc, key)
  if (turn.line) turn.line.question = key
  return dc.continueDialog()
}

/** A button of what was offered: a command, or none of these. */
function pressed(turn: Turn): string | null {
  const { state } = turn
  const pressed = doOf(turn.said.value?.[0] ?? typedOffer(turn))
  if (!pressed) return null
  const { value: _, text: __, ...said } = turn.said
  const { key, text } = state.maybe ?? {}
  if (pressed === doOf(NO_CONTACT))
    turn.said = { ...said, question: 'contact.way', value: ['codeOnly'], meant: true }
  else if (pressed === 'keep') turn.said = key && text ? { ...said, question: key, text, meant: true } : said
  else turn.said = pressed === 'none' ? said : { ...said, command: pressed as Press }
  if (pressed === 'none' && key && text) state.rewriting = { key, text }
  delete state.maybe
  return pressed
}

/** Its number or its title, typed. */
function typedOffer(turn: Turn): string | undefined {
  if (!turn.said.text || !isOffered(turn.state, keyOf(turn))) return undefined
  if (turn.state.maybe?.text !== undefined) {
    const agreed = agrees(turn, turn.said.text)
    if (agreed !== null) return agreed ? KEEP : REWRITE
  }
  const meant = heardIn(turn)
  return meant.is === 'answer' ? meant.ids[0] : undefined
}

/** A button's command, or a typed one; while a worker reads, only what is all she wrote. */
function commandOf({ said, state }: Turn, meant: Understood | null): Press | null {
  if (said.command) return said.command
  if (meant?.is !== 'command') return null
  const talks = state.talk && !state.talk.meanwhile
  return meant.whole || !(talks || isSecret(keyOf({ said, state }))) ? meant.command : null
}

/** Before she chose a language: her words are kept, and she is asked which it is. */
async function unread(dc: DialogContext, meant: Understood | null): Promise<void> {
  if (meant?.is === 'words' && meant.story) await keepStory(dc.context)
  await (dc.activeDialog ? dc.repromptDialog() : walk(dc))
}

const isEmpty = (said: Said) =>
  said.value === undefined && !said.text && !said.date && !said.command && !said.parts

/** After the word: to a worker she is with or waits for, to where it was not safe, or to the open question. */
async function goOn(dc: DialogContext): Promise<void> {
  if (listening(dc.context)) return
  const { log } = turnOf(dc.context).state
  const last = log.findLast(
    ({ from, question }) => from === 'bot' && question && question !== 'control.check',
  )?.question
  await walk(dc, last === 'control.paused' ? last : undefined)
}

/** After a deploy the position is dropped; walking in silence finds the same question again, if it still is one. */
async function rebuild(dc: DialogContext): Promise<void> {
  const turn = turnOf(dc.context)
  turn.muted = true
  await walk(dc, turn.state.open?.key)
  turn.muted = false
}

/** Goes on when nothing is being asked: after an effect, or a worker's leaving, at the control that was open. */
export async function resume(context: TurnContext, at?: string): Promise<void> {
  const { state } = turnOf(context)
  const dc = await dialogs.createContext(context)
  if (state.gone || (state.talk?.announced === 'claimed' && !state.talk.asking) || lockedOut(context)) return
  // A code that was just shown has its word chosen first; what a worker asks comes before anything else.
  if (at && (isSecret(at) || !isAsked(state))) await walk(dc, at)
  else if (!dc.activeDialog)
    await walk(dc, listening(context) && !state.talk?.asking ? waitingControl(state) : undefined)
}

/** Before a language is chosen she may just write: it is guessed, and always asked back. */
function guessed(turn: Turn): boolean {
  const { said, state } = turn
  if (state.language || !said.text || said.text.length > LONGEST) return false
  const asking = said.question ?? state.open?.key ?? 'control.language'
  if (asking !== 'control.language' && !isForm(asking)) return false
  if (hear(turn, 'control.language').ok || hear(turn, asking).ok) return false
  const guess = turn.guess(said.text)
  if (!guess || guess === state.guess) return false
  state.guess = guess
  return true
}

/** Beside the first question she may write which language is hers. */
const namesLanguage = (turn: Turn, key: string): boolean =>
  !turn.state.language &&
  turn.said.text !== undefined &&
  isForm(key) &&
  !hear(turn, key).ok &&
  hear(turn, 'control.language').ok

/** The question that stood beside the choice is asked anew in it, in the place of the one before. */
async function chooseLanguage(dc: DialogContext): Promise<void> {
  const turn = turnOf(dc.context)
  const { state, line } = turn
  const heard = hear(turn, 'control.language')
  const at = state.open
  if (heard.ok) state.language = String(heard.given.value)
  if (at && together(at.key, { ...standing(turn), language: undefined }).includes('control.language'))
    state.log = state.log.filter((one) => one !== line && one.seq !== at.seq)
  await walk(dc, at?.key)
}

function redeem(dc: DialogContext, code: string): void {
  const { line } = turnOf(dc.context)
  if (line) line.text = '•••'
  effect(dc.context, { kind: 'redeem', code })
}

/** While a person was asked for, free words go to that person; a button of ours, or an older box, still answers us. */
export function isMessage(turn: Turn): boolean {
  const { said, state } = turn
  if (said.value || said.command || !said.text) return false
  const older = said.question
  if (isForm(older) && onRoute(older, state.answers) && hear(turn, older).ok) return false
  const key = state.open?.key
  if (!key) return true
  if (isTyped(key)) return false
  const { options } = asked(key, standing(turn), turn.t(tongue(turn)))
  const titled = options.some(({ title }) => normalise(title) === normalise(said.text!))
  const short = titled || said.text.trim().split(/\s+/).length <= 2
  return !(short && heardIn(turn, key).is === 'answer')
}

async function pass(context: TurnContext, meant: Understood | null): Promise<void> {
  const { state, line } = turnOf(context)
  if (!line || !state.case) return
  line.passed = true
  // Before she chose a language, a worker must not be told that it is another.
  if (!state.language && line.text) line.language = turnOf(context).guess(line.text) ?? 'und'
  effect(context, { kind: 'message', case: state.case.id, seq: line.seq })
  if (state.talk?.announced !== 'waiting') return
  // What she wrote asks for somebody: that is what she is told this time.
  if (state.effects.some(({ kind }) => kind === 'wait')) return
  // Nobody may come for hours: what the program knows, it says meanwhile.
  if (meant?.is === 'question')
    return say(context, (await tellAnswer(context, meant.about)) ? 'talk.readsToo' : 'talk.readsQuestion')
  if (state.talk.kept) return
  state.talk.kept = true
  await say(context, 'talk.kept')
}

/** An answer to a question that is not the open one: filed under its own, or shown back; never under the next. */
async function elsewhere(dc: DialogContext, key: string): Promise<void> {
  const { context } = dc
  const turn = turnOf(context)
  const { state } = turn
  const at = state.open?.key
  if (key === 'control.language') return chooseLanguage(dc)
  if (turn.said.parts) {
    await keepTogether(context)
    await walk(dc, at)
    return
  }
  if (isForm(key) && onRoute(key, state.answers)) {
    const heard = hear(turn, key)
    if (heard.ok) {
      const before = state.answers[key]
      const more =
        questions.get(key)!.kind === 'text' &&
        typeof before?.value === 'string' &&
        !before.value.split('\n').includes(String(heard.given.value)) &&
        heard.given.status === 'answered'
      const value = more ? `${before!.value}\n${heard.given.value}` : heard.given.value
      if (turn.line) turn.line.question = key
      const target = await file(context, key, { ...heard.given, ...(value === undefined ? {} : { value }) })
      // A button of the question that stands there is not late.
      if (at && at !== key && !target && !turn.said.meant) await say(context, 'say.late', { keys: key })
      await dc.cancelAllDialogs()
      await (target ? dc.beginDialog(target) : walk(dc, at))
      return
    }
  }
  // Without consent nothing that tells who she is stays, not even in the log of what was written.
  if (turn.line && questions.get(key)?.identifying && isAnonymous(state.answers)) turn.line.text = '•••'
  await say(context, 'say.lateUnclear')
  if (listening(context)) return
  await walk(dc, at)
}
