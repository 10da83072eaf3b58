import { type Answer, type Pass, passes } from '../intake/form/answers.ts'
import { type Ask, askWhole, givenText } from '../intake/form/ask.ts'
import { isControl } from '../intake/form/controls.ts'
import { isFuture, readDate } from '../intake/form/dates.ts'
import { questions } from '../intake/form/form.ts'
import { isOfUnnamed, isTelling, mayIdentify } from '../intake/form/identifying.ts'
import { hasShape, holdsContact, shapeOf } from '../intake/form/shape.ts'
import { heardIn, isProse } from './heard.ts'
import { isForm, type Said, standing, type Turn, tongue } from './turn.ts'
import { isAsking, isDoubtful, isRemark } from './understanding/doubtful.ts'
import { numberSaid } from './understanding/number.ts'
import { understand } from './understanding/understand.ts'

export type Given = Pick<Answer, 'status' | 'value'>
export type Heard = { ok: true; given: Given } | { ok: false; why: string; with?: Record<string, number> }

const answered = (value: Answer['value']): Heard => ({ ok: true, given: { status: 'answered', value } })
const unsure = (kind: Ask['kind']): Heard => ({ ok: false, why: `say.unsure.${kind}` })

/** Reads what she said as an answer to one question. Unsure is an answer of ours, never a guess at hers. */
export function hear(turn: Turn, key: string, said: Said = turn.said): Heard {
  const shown = askWhole(key, standing(turn), turn.t(tongue(turn)))
  const passed = passOf(said, shown)
  if (said.value && passed) return pass(shown, passed)
  if (said.value) return chosen(shown, said.value)
  // "I don't know" may be an option of its own; in her own words a way of passing is the whole message.
  const heard = written(turn, shown, said)
  return passed && (!heard.ok || shown.kind === 'text') ? pass(shown, passed) : heard
}

function passOf({ value, command }: Said, shown: Ask): Pass | undefined {
  const one = value?.length === 1 && !shown.options.some(({ id }) => id === value[0]) ? value[0] : undefined
  const name = one ?? (command === 'skip' ? 'skipped' : command)
  return passes.find((id) => id === name)
}

function pass(shown: Ask, status: Pass): Heard {
  if (isControl(shown.key) && shown.passes.length === 0) return unsure(shown.kind)
  return questions.get(shown.key)?.required
    ? { ok: false, why: 'say.needed' }
    : { ok: true, given: { status } }
}

function chosen(shown: Ask, ids: string[]): Heard {
  const [verb, row] = (ids[0] ?? '').split(':')
  if (
    shown.key === 'control.review' &&
    (verb === 'change' || verb === 'remove') &&
    shown.rows.some(({ key }) => key === row)
  )
    return answered(ids[0])
  if (!ids.every((id) => shown.options.some((option) => option.id === id))) return unsure(shown.kind)
  if (shown.kind === 'many') return fits(shown, [...new Set(ids)])
  return ids.length === 1 && shown.kind === 'choice' ? answered(ids[0]) : unsure(shown.kind)
}

/** No message is longer, whatever it answers. */
export const LONGEST = 4000

function written(turn: Turn, shown: Ask, said: Said): Heard {
  const text = said.text?.trim() ?? ''
  // Shown in the box again, and left as it was.
  if (text && text === givenText(shown)) return answered(text)
  if (text.length > LONGEST) return tooLong(text, LONGEST)
  if (shown.kind === 'text') return inWords(turn, shown, text)
  if (shown.kind === 'date') {
    const date = said.date ?? readDate(text, tongue(turn))
    // Both dates that are asked for have been.
    return date && !isFuture(date, turn.now) ? fits(shown, date) : unsure('date')
  }
  const meant = heardIn(turn, shown.key, text)
  if (meant.is === 'answer') return fits(shown, shown.kind === 'many' ? meant.ids : meant.ids[0])
  return agreesToGuess(turn, shown.key, text) ? answered(turn.state.guess!) : unsure(shown.kind)
}

const tooLong = (text: string, max: number): Heard => ({
  ok: false,
  why: 'say.tooLong',
  with: { max, length: text.length },
})

/** Her own words are the answer, unless they tell of danger where something short was asked. */
function inWords(turn: Turn, { key, max }: Ask, text: string): Heard {
  if (text.length > max) return tooLong(text, max)
  if (!text || (!isControl(key) && !isProse(key) && heardIn(turn, key, text).danger)) return unsure('text')
  const shape = isControl(key) ? 'fits' : shapeOf(key, text, turn.state.answers)
  if (shape === 'nothing') return unsure('text')
  const ear = turn.ear(tongue(turn))
  const doubtful = hasShape(key)
    ? isDoubtful(text, ear)
    : isForm(key) && !isProse(key) && (isAsking(text, ear) || isRemark(text, ear))
  const odd = shape === 'odd' || doubtful || isVague(turn, key, text)
  if (!turn.said.meant && isWish(turn, key, text)) return { ok: false, why: 'say.isThisIt' }
  const number = odd && !doubtful && key === 'contact.value' ? spokenNumber(turn, text) : null
  if (number) return answered(number)
  // "I have no phone", "why": however often it is said, no way to reach her.
  if (key === 'contact.value' && doubtful && !turn.said.meant && !holdsContact(text))
    return { ok: false, why: 'say.didYouMean' }
  // Shown back once, never refused twice.
  if (odd && !turn.said.meant && turn.shownBack !== key) return { ok: false, why: 'say.isThisIt' }
  // Of somebody who has not agreed: asked once whether it is to go along.
  const unnamed = isOfUnnamed(key, turn.state.answers)
  if (unnamed && mayIdentify(text, isTelling(key)) && !turn.said.meant && turn.shownBack !== key)
    return { ok: false, why: 'say.mayIdentify' }
  return answered(text)
}

/** "My number is 040 …", or each digit as a word: nothing but a number, and kept as one that can be called. */
function spokenNumber(turn: Turn, text: string): string | null {
  const number = numberSaid(text, turn.ear(tongue(turn)))
  return number && shapeOf('contact.value', number, turn.state.answers) === 'fits' ? number : null
}

/** "Wait", "can I stop here": where telling is asked for, too little or too much like something else. */
function isVague(turn: Turn, key: string, text: string): boolean {
  const meant = isControl(key) ? null : heardIn(turn, key, text)
  return meant?.is === 'words' && meant.vague === true
}

/** "Delete what I wrote" is kept as an answer only when she says that it is one. */
function isWish(turn: Turn, key: string, text: string): boolean {
  if (isControl(key)) return false
  const meant = heardIn(turn, key, text)
  return meant.is === 'maybe' && meant.commands.length > 0
}

/** "Yes" to the language that was guessed. */
const agreesToGuess = (turn: Turn, key: string, text: string): boolean =>
  key === 'control.language' && turn.state.guess !== undefined && agrees(turn, text) === true

/** A yes or a no to something we asked back; `null`: neither. */
export function agrees(turn: Turn, text: string): boolean | null {
  const options = ['yes', 'no'].map((id) => ({ id, title: '' }))
  const open = { key: '', kind: 'choice' as const, options }
  const said = understand(text, open, turn.ear(tongue(turn)))
  return said.is === 'answer' ? said.ids[0] === 'yes' : null
}

/** The field's own schema has the last word, the same that the record is checked with. */
function fits(shown: Ask, value: Answer['value']): Heard {
  const parsed = questions.get(shown.key)?.schema.safeParse(value)
  return parsed && !parsed.success ? unsure(shown.kind) : answered(value)
}
