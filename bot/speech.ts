import { setTimeout } from 'node:timers/promises'
import { eld } from 'eld/medium'
import type { Turn } from '../dialogs/turn.ts'
import { earOf } from '../dialogs/understanding/heard.ts'
import type { Speech } from '../intake/form/words.ts'
import type { PresentWording } from '../intake/store/wordings.ts'
import { examples, languages, vocabulary, wording, words } from '../locales/index.ts'

const ears = new Map(languages.map((tag) => [tag, earOf(vocabulary(tag), examples(tag))]))
/** Of each language, the words its questions have in this program. */
export const present = new Map(languages.map((tag) => [tag, wording(tag) as PresentWording]))

/** Every language, as it is spoken and as it is understood. */
export const speech: Speech & Pick<Turn, 'ear'> = {
  languages,
  t: words,
  ear: (tag) => ears.get(tag)!,
  wording: (tag) => present.get(tag)!.version,
  guess: (text) => {
    const { language } = eld.detect(text)
    return languages.includes(language) ? language : null
  },
}

/** Learns each language before somebody writes in it and has to wait; in between, whoever is there is served. */
export async function learnAhead(pause = 500): Promise<void> {
  for (const ear of ears.values()) {
    await setTimeout(pause, undefined, { ref: false })
    ear.learned()
  }
}
