/**
 * What she may ask us whatever we asked her, and what each answer rests on: a section of the domain facts, on the
 * day it was read there. The words are in `locales/<tag>/questions.json`. An answer that nobody of the Assistance
 * System has approved is never shown in production: a person and the number are offered instead.
 */
interface Source {
  /** Sections of the facts it rests on. */
  section: string
  /** When those were last compared with the words. */
  checked: string
  /** Who of the Assistance System approved the words, and when; `null`: nobody yet. */
  approvedBy: { name: string; date: string } | null
}

const from = (section: string): Source => ({ section, checked: '2026-11-27', approvedBy: null })

export const answersToQuestions: Readonly<Record<string, Source>> = {
  what: from('0.6, 1.7'),
  reads: from('1.5, 1.8'),
  police: from('1.6'),
  cost: from('1.4'),
  deport: from('1.4, 1.5'),
  long: from('0.3'),
  victim: from('0.2'),
  friend: from('1.3'),
  papers: from('1.4'),
  stop: from('1.4'),
  robot: from('0.6'),
  next: from('1.5'),
}
