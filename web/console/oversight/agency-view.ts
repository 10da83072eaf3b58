import type { Frame } from '../frame-view.ts'

/** Words by language, and in which of those they could be in there are none. */
export interface Said {
  words: { language: string; text: string }[]
  missing: readonly string[]
}

/** What is in force of an agency's own, and from where; times in ms since 1970, days as ISO dates. */
export interface AgencyShown {
  folder: string
  /** In one sentence, why the files as they are now are not in force. */
  trouble?: string
  files: { file: string; written: number; since: number }[]
  names: ({ name: string } & Said)[]
  hours: {
    from: 'file' | 'settings' | 'none'
    /** By weekday from Monday (0): spans in minutes from midnight. */
    week: { day: number; spans: (readonly [number, number])[] }[]
    closed: readonly string[]
  }
  contacts: { name: string; value: string; source: string; checked: string | null; own: boolean }[]
  phrases: ({ id: string; referrer: boolean } & Said)[]
  closing: ({ id: string; offered: boolean } & Said)[]
  /** Every question that may stand in a set, by the name it is written with. */
  askable: { key: string; label: string }[]
  requests: ({ id: string; questions: string[] } & Said)[]
}

export type AgencyView = Frame & AgencyShown
