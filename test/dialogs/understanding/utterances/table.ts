import type { Option } from '../../../../dialogs/understanding/kinds.ts'

/** One language: what she might write, to which kind of question, and what is heard (`null`: ask again). */
export interface Table {
  /** Options of the choice and the many question in her words: title first, then synonyms. */
  needs: Record<string, string[]>
  rows: [text: string, asked: 'yesno' | 'choice' | 'many' | 'command', heard: string | string[] | null][]
}

export const optionsOf = (table: Table): Option[] =>
  Object.entries(table.needs).map(([id, [title]]) => ({ id, title: title! }))

/** Other words for the options, as a language's file has them. */
export const synonymsOf = (table: Table): Record<string, string[]> =>
  Object.fromEntries(Object.entries(table.needs).map(([id, [, ...heard]]) => [id, heard]))
