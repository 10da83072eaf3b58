import { type Answer, type DateParts, isWatched, passes, speaker } from './answers.ts'
import {
  controlAsk,
  controlOptions,
  controlRows,
  controlSkip,
  isControl,
  isTyped,
  type Standing,
} from './controls.ts'
import { OWN_WORDS, questions } from './form.ts'
import { labelOf } from './former.ts'
import type { Field } from './kinds.ts'
import { DO, doTitle, GO_ON, KEEP, type Maybe, maybeKey, NO_CONTACT, NONE, REWRITE } from './maybe.ts'
import { type Row, rows } from './rows.ts'
import { together } from './together.ts'
import { asking, worded } from './wording.ts'
import type { Translate } from './words.ts'

export interface AskOption {
  id: string
  title: string
}

/** A question ready to be shown on any channel: a channel decides how it looks, never what it says. */
export interface Ask {
  /** The question every answer must carry back. */
  key: string
  kind: Field['kind']
  text: string
  /** A sentence that makes it easier or safer to answer; most have none. */
  hint: string
  /** Why it is asked; empty for controls. */
  why: string
  options: AskOption[]
  /** Ways of not answering, always allowed for form questions unless `required`. */
  passes: { id: string; title: string }[]
  /** Of `many`: options that exclude all others. */
  alone: readonly string[]
  /** Of `many`: its options under headings, if it has any. */
  sets: { title: string; ids: readonly string[] }[]
  /** Of `many`: options that may be folded away. */
  rare: readonly string[]
  /** Of `text`: longest answer. */
  max: number
  /** Of the review and its like: what is shown above the options. */
  rows: Row[]
  /** What she answered before, where it is asked once more; absent too where that may not be read. */
  given?: Pick<Answer, 'status' | 'value'>
  /** All questions of one screen, this the first that is open; empty where it stands alone. */
  parts: Ask[]
}

/** That her words are kept may be said where they may not be read. */
const covered = (row: Row, { quiet }: Standing, t: Translate): Row =>
  quiet && row.key === OWN_WORDS
    ? { ...row, text: t('row.kept'), language: t.language, verbatim: false }
    : row

/** Was this option, or this way of not answering, her answer before? */
export const isGiven = ({ given }: Ask, id: string): boolean =>
  given?.value === undefined ? given?.status === id : [given.value].flat().includes(id)

/** What she wrote before, or the parts of a date. */
export const givenText = ({ kind, given }: Ask): string =>
  kind === 'text' && given?.value !== undefined ? String(given.value) : ''
export const givenDate = ({ kind, given }: Ask): Partial<DateParts> =>
  kind === 'date' && given?.value !== undefined ? (given.value as DateParts) : {}

/** The locale key that asks `key` of this person. */
export function askKey(key: string, standing: Standing, t: Translate): string {
  const { answers, maybe } = standing
  if (maybe?.key === key) return maybeKey(maybe)
  if (isControl(key)) return controlAsk(key, standing)
  return asking(t, key, answers, questions.get(key)?.about ? speaker(answers) : 'self')
}

/** Who has no number to give goes on without being contacted. */
const UNREACHED = 'contact.way.option.codeOnly'

/** "I don't know" is offered once: as an option of the question's own, or else as a way of passing. */
const saysUnsure = ({ options }: Field) => ['unknown', 'unsure', 'notSure'].some((id) => options.includes(id))

export function ask(key: string, standing: Standing, t: Translate): Ask {
  const whole = askWhole(key, standing, t)
  if (standing.maybe?.key === key)
    return narrowed(whole, standing.maybe, t, askWhole(key, { ...standing, maybe: undefined }, t).text)
  return { ...whole, parts: together(key, standing).map((part) => askWhole(part, standing, t)) }
}

/** They mean nothing without the question. */
const BARE: readonly string[] = ['yes', 'no', 'maybe', 'unsure']

/** The question with only these to choose from; its ways of not answering stay. */
function narrowed(ask: Ask, maybe: Maybe, t: Translate, asked: string): Ask {
  const button = (id: string): AskOption => ({ id, title: t(doTitle(id)) })
  const meant = maybe.options.flatMap((id) => ask.options.find((option) => option.id === id) ?? [])
  const hint = meant.some(({ id }) => BARE.includes(id)) ? asked : ''
  const options = [
    ...meant,
    ...maybe.commands.map((command) => button(DO + command)),
    ...(maybe.text === undefined ? [button(maybe.hard ? GO_ON : NONE)] : [button(KEEP), button(REWRITE)]),
  ]
  const offered = new Set(options.map(({ id }) => id))
  const passes = ask.passes.filter(({ id }) => !offered.has(id))
  return { ...ask, kind: 'choice', options, passes, alone: [], sets: [], rare: [], rows: [], hint, why: '' }
}

/** Her answer before, or what she wrote a moment ago and goes on writing. */
const givenTo = (key: string, { answers, rewriting }: Standing): Ask['given'] =>
  rewriting?.key === key ? { status: 'answered', value: rewriting.text } : answers[key]

const titled = (key: string, t: Translate) =>
  key.endsWith('.label') ? labelOf(key.slice(0, -'.label'.length), t) : t(key)

/** With all its options, whatever was offered of them. */
export function askWhole(key: string, standing: Standing, t: Translate): Ask {
  const { answers } = standing
  if (isControl(key)) {
    const options = controlOptions(key, standing).map(({ id, title }) => ({ id, title: titled(title, t) }))
    const text = t(askKey(key, standing, t))
    const kind = isTyped(key) ? 'text' : 'choice'
    const about = controlRows(key, standing)
    const shown = rows(answers, t)
      .filter((row) => about === 'all' || about.includes(row.key))
      .map((row) => covered(row, standing, t))
    const skip = controlSkip(key, standing)
    const passed = skip ? [{ id: 'skipped', title: t(skip) }] : []
    return {
      key,
      kind,
      text,
      hint: '',
      why: '',
      options,
      passes: passed,
      alone: [],
      sets: [],
      rare: [],
      max: 60,
      rows: shown,
      parts: [],
    }
  }
  const field = questions.get(key)
  if (!field) throw new Error(`no such question: ${key}`)
  const who = field.about ? speaker(answers) : 'self'
  // That others saw the screen a moment ago is no answer to whether they see it now.
  const unread = key === 'safety.seen' ? isWatched(answers) : standing.quiet && key === OWN_WORDS
  const given = unread ? undefined : givenTo(key, standing)
  return {
    key,
    kind: field.kind,
    text: t(askKey(key, standing, t)),
    hint: t.has(`${key}.hint`) ? t(`${key}.hint`) : '',
    why: t(`${key}.why`),
    options: field.options.map((id) => ({
      id,
      title: worded(t, `${key}.option.${id}`, who),
    })),
    passes: [
      ...(field.required ? [] : passes)
        .filter((id) => id !== 'unknown' || !saysUnsure(field))
        .map((id) => ({ id, title: t(`pass.${id}`) })),
      ...(key === 'contact.value' ? [{ id: NO_CONTACT, title: worded(t, UNREACHED, who) }] : []),
    ],
    alone: field.alone,
    sets: Object.entries(field.sets).map(([id, ids]) => ({ title: t(`${key}.set.${id}`), ids })),
    rare: field.rare,
    max: field.max,
    rows: [],
    ...(given ? { given } : {}),
    parts: [],
  }
}
