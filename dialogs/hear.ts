import { type Answer, type Pass, passes } from '../intake/form/answers.ts'
import { type Ask, ask as asked } from '../intake/form/ask.ts'
import { isControl } from '../intake/form/controls.ts'
import { questions } from '../intake/form/form.ts'
import { hearChoice, hearDate, hearMany } from './recognise.ts'
import { type Said, standing, type Turn, tongue } from './turn.ts'

export type Given = Pick<Answer, 'status' | 'value'>
type Heard = { ok: true; given: Given } | { ok: false; why: string; with?: Record<string, number> }

const answered = (value: Answer['value']): Heard => ({ ok: true, given: { status: 'answered', value } })
const unsure = (kind: Ask['kind']): Heard => ({ ok: false, why: `say.unsure.${kind}` })

/** Reads what she said as an answer to one question. Unsure is an answer of ours, never a guess at hers. */
export function hear(turn: Turn, key: string, said: Said = turn.said): Heard {
  const language = tongue(turn)
  const shown = asked(key, standing(turn), turn.t(language))
  const passed = passOf(said, shown)
  if (said.value && passed) return pass(shown, passed)
  if (said.value) return chosen(shown, said.value)
  // "I don't know" may be an option of its own; in her own words a way of passing is the whole message.
  const heard = written(turn, shown, said, language)
  return passed && (!heard.ok || shown.kind === 'text') ? pass(shown, passed) : heard
}

function passOf({ value, command }: Said, shown: Ask): Pass | undefined {
  const one = value?.length === 1 && !shown.options.some(({ id }) => id === value[0]) ? value[0] : undefined
  const name = one ?? (command === 'skip' ? 'skipped' : command)
  return passes.find((id) => id === name)
}

function pass(shown: Ask, status: Pass): Heard {
  if (isControl(shown.key)) return unsure(shown.kind)
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

function written(turn: Turn, shown: Ask, said: Said, language: string): Heard {
  const text = said.text?.trim() ?? ''
  const options = shown.options.map((option) => ({ ...option, heard: [...option.heard] }))
  const words = turn.words(language)
  if (shown.kind === 'text') {
    if (text.length > shown.max) return { ok: false, why: 'say.tooLong', with: { max: shown.max } }
    return text ? answered(text) : unsure('text')
  }
  if (shown.kind === 'date') {
    const date = said.date ?? dateIn(text, turn)
    const future = date && date.year > new Date(turn.now).getUTCFullYear()
    return date && !future ? fits(shown, date) : unsure('date')
  }
  if (shown.kind === 'many') {
    const heard = hearMany(text, options, words)
    return heard.ok ? fits(shown, heard.ids) : unsure('many')
  }
  const heard = hearChoice(text, options, words)
  if (!heard.ok && shown.key === 'control.language' && turn.state.guess) {
    const agreed = hearChoice(
      text,
      [
        { id: 'yes', title: '' },
        { id: 'no', title: '' },
      ],
      words,
    )
    if (agreed.ok && agreed.id === 'yes') return answered(turn.state.guess)
  }
  return heard.ok ? answered(heard.id) : unsure('choice')
}

function dateIn(text: string, turn: Turn) {
  const heard = hearDate(text, new Date(turn.now))
  return heard.ok ? { year: heard.year, month: heard.month, day: heard.day } : undefined
}

/** The field's own schema has the last word, the same that the record is checked with. */
function fits(shown: Ask, value: Answer['value']): Heard {
  const parsed = questions.get(shown.key)?.schema.safeParse(value)
  return parsed && !parsed.success ? unsure(shown.kind) : answered(value)
}
