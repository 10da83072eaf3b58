import type { State } from '../intake/conversation/conversation.ts'
import { isReferrer, passes } from '../intake/form/answers.ts'
import { type Ask, ask, askWhole } from '../intake/form/ask.ts'
import { traitsOf } from '../intake/form/channels.ts'
import { isControl } from '../intake/form/controls.ts'
import { questions, TELLING } from '../intake/form/form.ts'
import { isForm, standing, type Turn, tongue } from './turn.ts'
import type { Open, Understood } from './understanding/kinds.ts'
import { understand } from './understanding/understand.ts'

/** Said in other words after so many misses at one question. */
export const PATIENCE = 2

/** Room for more than a name or a number: what is asked for is her own telling. */
const PROSE = 300

/** Is this a question whose answer is told in sentences? */
export const isProse = (key: string): boolean =>
  questions.get(key)?.kind === 'text' && questions.get(key)!.max >= PROSE && !key.startsWith('contact.')

/** Referrers have little time, and know what they are asked: their few words stand. */
const isTelling = ({ state }: Pick<Turn, 'state'>, key: string): boolean =>
  TELLING.has(key) && !isReferrer(state.answers)

/** What her words mean to a question; to none in particular when it is no question any more. */
export function heardIn(
  turn: Turn,
  key: string | undefined = keyOf(turn),
  text = turn.said.text ?? '',
): Understood {
  const known = turn.understood
  if (known && known.key === key && known.text === text && known.language === tongue(turn)) return known.meant
  const meant = inAnyOf(turn, key, text)
  turn.understood = { key, text, language: tongue(turn), meant }
  return meant
}

/** The question she answers: the one her channel carried back, or the open one. */
export const keyOf = ({ said, state }: Pick<Turn, 'said' | 'state'>): string | undefined =>
  said.question ?? state.open?.key

/**
 * Before she chose a language: in the one we speak to her, then in the one that is guessed, and a few words in those
 * written like them. Never in all of them.
 */
function inAnyOf(turn: Turn, key: string | undefined, text: string): Understood {
  const { state } = turn
  const open = key && (isForm(key) || isControl(key)) ? openOf(turn, key) : null
  const first = understand(text, open, turn.ear(tongue(turn)))
  if (state.language) return first
  for (const language of [tongue(turn), ...likely(turn, text)]) {
    const meant = language === tongue(turn) ? first : understand(text, open, turn.ear(language))
    if (!isHeard(meant)) continue
    if (meant.is !== 'answer' || key !== 'control.language') state.guess = language
    return meant
  }
  return first
}

const FEW_WORDS = 6

function likely(turn: Turn, text: string): string[] {
  const guess = turn.guess(text)
  const script = /\p{L}/u.exec(text)?.[0] ?? ''
  const alike = turn.languages.filter((tag) => sameScript(script, turn.t(tag)('language.word')))
  const some = text.trim().split(/\s+/).length <= FEW_WORDS ? alike : []
  return [...new Set([...(guess ? [guess] : []), ...some])].filter((tag) => tag !== tongue(turn))
}

const SCRIPTS = ['Latin', 'Cyrillic', 'Arabic'].map((name) => new RegExp(`\\p{Script=${name}}`, 'u'))
const sameScript = (a: string, b: string) =>
  SCRIPTS.find((one) => one.test(a)) === SCRIPTS.find((one) => one.test(b))

const isHeard = ({ is, danger }: Understood) => danger || !(is === 'words' || is === 'maybe')

function openOf(turn: Turn, key: string): Open {
  const t = turn.t(tongue(turn))
  const shown = ask(key, standing(turn), t)
  const whole = askWhole(key, standing(turn), t)
  return {
    key,
    kind: shown.options.length > 0 && whole.kind === 'text' ? 'text' : whole.kind,
    options: shown.options,
    others: whole.options.filter(({ id }) => !shown.options.some((option) => option.id === id)),
    passes: passesOf(turn),
    alone: whole.alone,
    prose: isProse(key),
    telling: isTelling(turn, key),
    numbered: isNumbered(turn, key),
    today: turn.now,
  }
}

/** On our page only the list that comes after some misses shows numbers. */
const isNumbered = ({ state }: Turn, key: string) =>
  traitsOf(state.channel).shows !== 'page' || (state.misses?.key === key && state.misses.count >= PATIENCE)

/** Its ways of not answering, as a button would say them, asked or not. */
const passesOf = (turn: Turn): Ask['passes'] =>
  passes.map((id) => ({ id, title: turn.t(tongue(turn))(`pass.${id}`) }))

/** She is offered what she may have meant at this question. */
export const isOffered = ({ maybe }: State, key: string | undefined): boolean =>
  maybe !== undefined && maybe.key === key
