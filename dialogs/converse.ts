import type { TurnContext } from 'botbuilder'
import type { DialogContext } from 'botbuilder-dialogs'
import { parseCode } from '../intake/conversation/codes.ts'
import { isAnonymous, type Pass, passes } from '../intake/form/answers.ts'
import { ask as asked } from '../intake/form/ask.ts'
import { isControl } from '../intake/form/controls.ts'
import { questions } from '../intake/form/form.ts'
import { onRoute } from '../intake/form/route.ts'
import { isAsked } from './asked.ts'
import { lockedOut, unlock } from './discreet.ts'
import { hear } from './hear.ts'
import { again, interrupt } from './interruptions.ts'
import { file, inDanger } from './notices.ts'
import { type Command, hearChoice, hearCommand, normalise } from './recognise.ts'
import { dialogs, walk } from './root.ts'
import { listening, waitingControl } from './talk.ts'
import { effect, isForm, type Said, say, standing, type Turn, tongue, turnOf } from './turn.ts'

/** One turn of a person: a command, a message to a worker, an answer to the open question, or to another one. */
export async function converse(context: TurnContext): Promise<unknown> {
  const turn = turnOf(context)
  const { state, said } = turn
  const dc = await dialogs.createContext(context)
  if (lockedOut(context)) return (await unlock(dc)) && goOn(dc)
  if (state.passphrase) state.verifiedAt = turn.now
  if (!dc.activeDialog && state.open) await rebuild(dc)
  if (said.files) await say(context, 'say.noFiles')
  if (isEmpty(said) && listening(context)) return
  const code = said.text ? parseCode(said.text) : null
  if (code) return redeem(dc, code)
  const command = commandIn(turn)
  if (command && !isStory(turn, command)) {
    if (await interrupt(dc, command)) return
  } else if (command === 'danger') await inDanger(context)
  if (listening(context) && isMessage(turn)) return pass(context)
  if (guessed(turn)) return dc.activeDialog ? dc.repromptDialog() : walk(dc)
  // A way of passing is for the question; said to a worker, "I don't know" is a message like any other.
  if (command && !isStory(turn, command)) turn.said = { ...said, command }
  const key = said.question ?? state.open?.key
  if (!key || isEmpty(said)) return again(dc)
  if (key !== (turn.asked ?? state.open?.key)) return elsewhere(dc, key)
  if (turn.line) turn.line.question = key
  return dc.continueDialog()
}

const isEmpty = (said: Said) => said.value === undefined && !said.text && !said.date && !said.command

/** After the word: to a worker she is with or waits for, or to the open question. */
async function goOn(dc: DialogContext): Promise<void> {
  if (!listening(dc.context)) await walk(dc)
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
  if (at && !isAsked(state)) await walk(dc, at)
  else if (!dc.activeDialog)
    await walk(dc, listening(context) && !state.talk?.asking ? waitingControl(state) : undefined)
}

/** A button's command, or a typed one; an option's own title or synonym is never taken for a command. */
function commandIn(turn: Turn): Command | null {
  const { said, state } = turn
  if (said.command) return said.command
  if (!said.text) return null
  const key = said.question ?? state.open?.key
  if (key && (isForm(key) || isControl(key)) && titled(turn, key, said.text)) return null
  const way = passTitled(turn, said.text)
  if (way) return way === 'skipped' ? 'skip' : way
  const heardIn = state.language ? [state.language] : turn.languages
  for (const language of heardIn) {
    const command = hearCommand(said.text, turn.words(language))
    if (!command) continue
    if (!state.language) state.guess = language
    return command
  }
  return null
}

/**
 * In her own words a command is only one when it is all she wrote: "I could not leave" is no wish to leave, and
 * "I am in danger, he is at the door" is for the worker she writes to.
 */
function isStory(turn: Turn, command: Command): boolean {
  const { said, state } = turn
  const kind = questions.get(said.question ?? state.open?.key ?? '')?.kind
  const told = kind === 'text' || command === 'exit' || (state.talk && !state.talk.meanwhile)
  if (!said.text || !told || passTitled(turn, said.text)) return false
  const phrases = Object.values(turn.words(tongue(turn)).commands[command] ?? [])
  return !phrases.some((phrase) => normalise(phrase) === normalise(said.text!))
}

/** The way of not answering whose button says just this. */
const passTitled = (turn: Turn, text: string): Pass | undefined =>
  passes.find((id) => normalise(turn.t(tongue(turn))(`pass.${id}`)) === normalise(text))

function titled(turn: Turn, key: string, text: string): boolean {
  const { options } = asked(key, standing(turn), turn.t(tongue(turn)))
  return options.some(({ title, heard }) =>
    [title, ...heard].some((one) => normalise(one) === normalise(text)),
  )
}

/** Before a language is chosen she may just write: it is guessed, and always asked back. */
function guessed(turn: Turn): boolean {
  const { said, state } = turn
  const asking = said.question ?? state.open?.key ?? 'control.language'
  if (state.language || !said.text || asking !== 'control.language') return false
  if (hear(turn, 'control.language').ok) return false
  const guess = turn.guess(said.text)
  if (!guess || guess === state.guess) return false
  state.guess = guess
  return true
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
  if (key === 'control.code' || key === 'control.word') return false
  const { options } = asked(key, standing(turn), turn.t(tongue(turn)))
  const list = options.map(({ id, title }) => ({ id, title }))
  const short = said.text.trim().split(/\s+/).length <= 2 || titled(turn, key, said.text)
  return !(short && hearChoice(said.text, list, turn.words(tongue(turn))).ok)
}

function pass(context: TurnContext): void {
  const { state, line } = turnOf(context)
  if (!line || !state.case) return
  line.passed = true
  // Before she chose a language, a worker must not be told that it is another.
  if (!state.language && line.text) line.language = turnOf(context).guess(line.text) ?? 'und'
  effect(context, { kind: 'message', case: state.case.id, seq: line.seq })
}

/** An answer to a question that is not the open one: filed under its own, or shown back; never under the next. */
async function elsewhere(dc: DialogContext, key: string): Promise<void> {
  const { context } = dc
  const turn = turnOf(context)
  const { state } = turn
  const at = state.open?.key
  if (key === 'control.language') {
    const heard = hear(turn, key)
    if (heard.ok) state.language = String(heard.given.value)
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
      if (at && !target) await say(context, 'say.late', { keys: key })
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
