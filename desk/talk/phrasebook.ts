import type { Case } from '../../intake/case/case.ts'
import { contacts } from '../../intake/form/contacts.ts'
import { type Filled, phrases, sayPhrase } from '../../intake/form/phrases.ts'
import type { Speech, Translate } from '../../intake/form/words.ts'
import type { Reader } from '../../web/console/queue/item.ts'
import type { PhraseGroup, Preview } from '../../web/console/talk/view.ts'
import type { DeskServices } from '../services.ts'

/** Every sentence in the worker's language, by group; `reader`: those that fit who reads them. */
export function phrasebook(t: Translate, machine: boolean, reader: Reader = 'person'): PhraseGroup[] {
  // Where no machine translates, nobody is asked whether one may.
  const here = [...phrases.values()].filter(
    ({ id, referrer }) => (machine || id !== 'ask.machine') && (reader === 'person' || referrer),
  )
  const groups = Map.groupBy(here, ({ group }) => group)
  const empty = (place: string) => `[${t(`desk.place.${place}`)}]`
  return [...groups].map(([id, some]) => ({
    id,
    title: t(`phrase.group.${id}`),
    phrases: some.map((one) => ({
      id: one.id,
      text: sayPhrase(one.id, {}, { t, contacts, empty }),
      places: one.places.map((name) => ({ name, title: t(`desk.place.${name}`) })),
      neutral: one.neutral,
    })),
  }))
}

/** The language she reads now: the conversation's own, which she may have changed after the case was made. */
export async function readsIn(
  found: Case,
  { conversations, speech }: Pick<DeskServices, 'conversations' | 'speech'>,
): Promise<string> {
  const { conversation = '' } = found.content ?? {}
  const state = conversation ? (await conversations.load(conversation))?.state : undefined
  const language = state?.language ?? state?.guess ?? found.language
  return speech.languages.includes(language) ? language : speech.languages[0]!
}

/** What she would read, beside what the worker does. */
export function previewOf(
  given: { phrase: string; filled: Filled },
  t: Translate,
  language: string,
  speech: Speech,
): Preview {
  const hers = speech.t(language)
  const say = (one: Translate) => sayPhrase(given.phrase, given.filled, { t: one, contacts })
  return { ...given, text: say(t), hers: { text: say(hers), language, dir: hers.dir } }
}
