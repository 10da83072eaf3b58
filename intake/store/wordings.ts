import type { Wording } from '../form/wording-archive.ts'
import type { Clock, Collection, Doc } from './ports.ts'

export interface WordingDoc extends Doc {
  language: string
  questions: Wording
}

/** One language's questions as this program words them. */
export interface PresentWording {
  version: string
  questions: Wording
}

/** Every wording that was ever shown, so that answers stay readable for ever. */
export function wordings(
  collection: Collection<WordingDoc>,
  present: ReadonlyMap<string, PresentWording>,
  clock: Clock,
) {
  const idOf = (language: string, version: string) => `${language}.${version}`

  return {
    /** Questions in the words that an answer says it was asked in; `null` when those were never archived. */
    async of(language: string, version: string): Promise<Wording | null> {
      const now = present.get(language)
      if (now?.version === version) return now.questions
      return (await collection.read(idOf(language, version)))?.questions ?? null
    },

    /** Keeps every language's wording once under its version. */
    async archive(): Promise<void> {
      for (const [language, { version, questions }] of present) {
        const id = idOf(language, version)
        await collection.create({ id, part: id, changed: clock(), language, questions })
      }
    },
  }
}
