import { readFileSync } from 'node:fs'
import { questions } from '../../intake/form/form.ts'

/** One utterance, the question it was written to, and what it means. How rows are made stands in README.md. */
export interface Row {
  lang: string
  utterance: string
  question: string
  expect: string | string[]
  /** The entire message is the answer or command: right at once, or not at all. */
  whole?: true
  note?: string
}

export const readRows = (file: string): Row[] => JSON.parse(readFileSync(file, 'utf8'))

/** The real question an abstract one is put to. */
const real: Record<string, string> = {
  yesno: 'needs.supportPerson',
  danger: 'safety.danger',
  single: 'contact.decisionTo',
  many: 'needs.help',
  any: 'contact.decisionTo',
  prose: 'needs.overall',
  value: 'contact.value',
}

export const keyOf = ({ question }: Row): string => real[question] ?? question

/** Names that rows use, and ours. */
const commands: Record<string, string> = {
  ...{ dontknow: 'unknown', inperson: 'inPerson', whatknown: 'know', again: 'repeat', repeat: 'repeat' },
  ...Object.fromEntries(
    [
      'help',
      'human',
      'stop',
      'back',
      'skip',
      'language',
      'delete',
      'exit',
      'copy',
      'unsafe',
      'code',
      'start',
    ].map((id) => [id, id]),
  ),
}
const kinds = [
  'what',
  'reads',
  'police',
  'cost',
  'deport',
  'long',
  'victim',
  'friend',
  'papers',
  'stop',
  'robot',
  'next',
]
const aliases: Record<string, string> = {
  ...{ who: 'reads', deported: 'deport', howlong: 'long', money: 'cost', free: 'cost', documents: 'papers' },
  ...{ bot: 'robot', human: 'robot', whatnext: 'next', after: 'next', whatisthis: 'what', cancel: 'stop' },
}
const UNSURE = ['unsure', 'notSure', 'unknown', 'maybe']

/** What a row expects, in our terms. `null`: a name we do not know. */
export type Expected =
  | { is: 'options'; ids: string[]; or?: string }
  | { is: 'command'; command: string }
  | { is: 'danger' | 'hard' | 'story' | 'reask' | 'value' }
  | { is: 'question'; about: string }

export function expectedOf(row: Row): Expected | null {
  const key = keyOf(row)
  const field = questions.get(key)
  const options = field?.options ?? []
  const { expect } = row
  if (Array.isArray(expect)) return optionsOf(expect.map(String), options)
  if (['danger', 'story', 'reask', 'value'].includes(expect)) return { is: expect as 'danger' }
  if (expect === 'toohard') return { is: 'hard' }
  if (expect.startsWith('ask:')) {
    const name = expect.slice('ask:'.length)
    const about = aliases[name] ?? name
    return kinds.includes(about) ? { is: 'question', about } : null
  }
  const unsure = UNSURE.find((id) => options.includes(id))
  // Not knowing is an option where the question has one, and else a way of passing.
  if (expect === 'dontknow' || expect === 'unsure')
    return unsure ? { is: 'options', ids: [unsure], or: 'unknown' } : { is: 'command', command: 'unknown' }
  return (
    optionsOf([expect], options) ?? (commands[expect] ? { is: 'command', command: commands[expect] } : null)
  )
}

/** Ids, or numbers of the list as it is shown. */
function optionsOf(named: string[], options: readonly string[]): Expected | null {
  const ids = named.map((one) => (options.includes(one) ? one : options[Number(one) - 1]))
  return ids.length > 0 && ids.every((id) => id !== undefined)
    ? { is: 'options', ids: ids as string[] }
    : null
}

/** Something she can be understood in: an option, a command, a question of hers. A story is kept, not answered. */
export const isAnswerable = ({ is }: Expected): boolean => !['story', 'reask'].includes(is)
