import type { Answers } from '../form/answers.ts'
import { hasUnknown, learnFormer } from '../form/former.ts'
import type { Wording } from '../form/wording-archive.ts'
import { SECOND } from '../hours/time.ts'
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

/** Versions that are read at once, and how long nobody asks again for words that were not there, in ms. */
const MOST = 1000
const PAUSE = 10 * SECOND

/** Every wording that was ever shown, so that answers stay readable for ever. */
export function wordings(
  collection: Collection<WordingDoc>,
  present: ReadonlyMap<string, PresentWording>,
  clock: Clock,
) {
  const idOf = (language: string, version: string) => `${language}.${version}`

  const learned = new Set<string>()
  let asked = 0

  return {
    /** Words of another version of the form, when there is an answer to it: one reading of the archive. */
    async learn(answers: Answers): Promise<void> {
      if (!hasUnknown(answers) || (asked > 0 && clock() - asked < PAUSE)) return
      asked = clock()
      const docs = (await collection.find({ limit: MOST })).filter(({ id }) => !learned.has(id))
      for (const { id, language, questions } of docs.sort((a, b) => a.changed - b.changed)) {
        learned.add(id)
        learnFormer(language, questions)
      }
    },

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
