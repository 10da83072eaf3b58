import { contacts as builtIn, type Contact, sources } from '../form/contacts.ts'
import { type Kind, type Phrase, type Phrasebook, phrases, placeKinds, type Words } from '../form/phrases.ts'
import { leftToRight } from '../form/plain-text.ts'
import { type Hours, readWeek } from '../hours/hours.ts'
import type { Wrong } from './causes.ts'
import type { Files } from './shape.ts'

/** What an agency has as its own, one layer over what comes with Silta; ids of its own begin with `agency.`. */
export interface Agency {
  names: NonNullable<Files['names']>
  phrases: Phrasebook
  /** Numbers that are other ones than Silta's, or more, as they are said. */
  contacts: Readonly<Record<string, string>>
  sources: Readonly<Record<string, Contact>>
  /** `null`: as the settings say. */
  hours: Hours | null
  closing: readonly { id: string; title: Words; offered: boolean }[]
  sets: readonly { id: string; title: Words; questions: readonly string[] }[]
}

const OWN = 'agency'

/** Reasons to close a case that may be given now, by id. */
export const offeredBy = ({ closing }: Agency): string[] =>
  closing.filter(({ offered }) => offered).map(({ id }) => id)

const placesIn = (text = ''): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!)

/** A file is right in itself and still says what another one does not know. @returns the first such place */
function wrongIn(
  { phrases = [] }: Files,
  known: Record<string, string>,
): (Wrong & { file: 'phrases' }) | null {
  for (const [at, { words }] of phrases.entries()) {
    const all = Object.entries(words).map(([tag, text]) => ({ tag, found: placesIn(text) }))
    const [first] = all
    for (const { tag, found } of all) {
      const wrong = { file: 'phrases', path: [at, 'words', tag] } as const
      const strange = found.find(
        (name) => !Object.hasOwn(known, name) && !placeKinds.some((kind) => kind === name),
      )
      if (strange !== undefined) return { ...wrong, cause: 'place', name: strange }
      // Each sees what stands in the other, or one of them promises less.
      const one = [...new Set(found)].sort().join()
      if (one !== [...new Set(first!.found)].sort().join()) return { ...wrong, cause: 'places', name: tag }
    }
  }
  return null
}

/** Numbers stand in the words as they were when these were written; what is filled in later stays open. */
function phraseOf(
  { id, words, referrers }: NonNullable<Files['phrases']>[0],
  known: Record<string, string>,
): Phrase {
  const filled = Object.entries(words).map(([tag, text = '']) => [
    tag,
    text.replace(/\{\{(\w+)\}\}/g, (place, name: string) =>
      Object.hasOwn(known, name) ? known[name]! : place,
    ),
  ])
  const found = placesIn(Object.values(words)[0])
  const places = placeKinds.filter((kind) => found.includes(kind)) as Kind[]
  return {
    ...{ id: `${OWN}.${id}`, group: OWN, places, referrer: referrers },
    // Whether somebody else may read it safely is not for a file to say.
    neutral: false,
    words: Object.fromEntries(filled),
  }
}

/** What the files say together, or what is wrong between them. */
export function agencyOf(files: Files): { agency: Agency } | { wrong: Wrong & { file: 'phrases' } } {
  const { names = {}, hours, closing = [], requests = [] } = files
  const given = Object.entries(files.contacts ?? {})
  const contacts = Object.fromEntries(given.map(([name, { value }]) => [name, leftToRight(value)]))
  const known = { ...builtIn, ...contacts }
  const wrong = wrongIn(files, known)
  if (wrong) return { wrong }
  const own = (files.phrases ?? []).map((one) => phraseOf(one, known))
  const agency = {
    names,
    // An agency's own come first: they are what its workers look for.
    phrases: new Map([...own.map((one) => [one.id, one] as const), ...phrases]),
    contacts,
    sources: { ...sources, ...files.contacts },
    hours: hours ? { week: readWeek(hours.week) ?? [], closed: new Set(hours.closed) } : null,
    closing: closing.map((one) => ({ ...one, id: `${OWN}.${one.id}` })),
    sets: requests.map((one) => ({ ...one, id: `${OWN}.${one.id}` })),
  }
  return { agency }
}

const none = agencyOf({}) as { agency: Agency }
/** What there is where an agency has no files. */
export const noAgency = none.agency
