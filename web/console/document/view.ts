/** An answer as a file for people has it: how it was asked, what was answered, and what else was said to it. */
export interface SheetRow {
  label: string
  text: string
  /** Of somebody's own words: the language they are in, and which way it is written. */
  own?: { language: string; dir: 'ltr' | 'rtl'; name: string }
  /** What workers read and others answered, each with who. */
  notes: string[]
}

/** A draft for the file of an agency, in one language: for paper, for a word processor, for a spreadsheet. */
export interface Sheet {
  language: string
  title: string
  /** What it is, how long it may be kept. */
  about: string
  facts: [name: string, text: string][]
  parts: { title: string; rows: SheetRow[] }[]
  /** On every page. */
  foot: string
}
