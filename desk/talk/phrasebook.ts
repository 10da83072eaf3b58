import type { Case } from '../../intake/case/case.ts'
import type { Conversations } from '../../intake/conversation/conversation.ts'
import { contactsOf } from '../../intake/form/contacts.ts'
import { type Chosen, type Phrase, type Phrasebook, sayPhrase } from '../../intake/form/phrases.ts'
import type { Speech, Translate } from '../../intake/form/words.ts'
import type { Reader } from '../../web/console/queue/item.ts'
import type { PhraseGroup, Preview } from '../../web/console/talk/view.ts'
import { NotIn } from '../refusals.ts'

interface Offering {
  book: Phrasebook
  /** Does a machine translate here? Where none does, nobody is asked whether one may. */
  machine: boolean
  reader?: Reader
  /** The language that is read; without it, all are offered that the worker can read. */
  reads?: string
}

/** Said in every language that is needed: an agency's own in some only, and never in another one instead. */
const isIn = ({ words }: Phrase, ...tongues: readonly (string | undefined)[]): boolean =>
  !words || tongues.every((tag) => !tag || words[tag])

/** Those of the sentences that fit who reads them, whatever language they are in. */
const fitting = ({ book, machine, reader = 'person' }: Offering): Phrase[] =>
  [...book.values()].filter(
    ({ id, referrer }) => (machine || id !== 'ask.machine') && (reader === 'person' || referrer),
  )

/** How many of the agency's own are not offered, because they are not in both languages. */
export const heldBack = (t: Translate, offering: Offering): number =>
  fitting(offering).filter((one) => !isIn(one, t.language, offering.reads)).length

/** Every sentence in the worker's language, by group. */
export function phrasebook(t: Translate, offering: Offering): PhraseGroup[] {
  const here = fitting(offering).filter((one) => isIn(one, t.language, offering.reads))
  const contacts = contactsOf(t)
  const groups = Map.groupBy(here, ({ group }) => group)
  const empty = (place: string) => `[${t(`desk.place.${place}`)}]`
  return [...groups].map(([id, some]) => ({
    id,
    title: id === 'agency' ? t('desk.phrase.own') : t(`phrase.group.${id}`),
    phrases: some.map((one) => ({
      id: one.id,
      text: sayPhrase(one.id, {}, { t, contacts, empty, words: one.words }),
      places: one.places.map((name) => ({ name, title: t(`desk.place.${name}`) })),
      neutral: one.neutral,
      ...(one.words ? { languages: Object.keys(one.words) } : {}),
    })),
  }))
}

/** The language she reads now: the conversation's own, which she may have changed after the case was made. */
export async function readsIn(
  found: Case,
  { conversations, speech }: { conversations: Pick<Conversations, 'load'>; speech: Speech },
): Promise<string> {
  const { conversation = '' } = found.content ?? {}
  const state = conversation ? (await conversations.load(conversation))?.state : undefined
  const language = state?.language ?? state?.guess ?? found.language
  return speech.languages.includes(language) ? language : speech.languages[0]!
}

/** What she would read, beside what the worker does. @throws NotIn */
export function previewOf(
  { words, ...given }: Chosen,
  t: Translate,
  language: string,
  speech: Speech,
): Preview {
  if (words && !(words[language] && words[t.language])) throw new NotIn(language)
  const hers = speech.t(language)
  const say = (one: Translate) =>
    sayPhrase(given.phrase, given.filled, { t: one, contacts: contactsOf(one), words })
  return { ...given, text: say(t), hers: { text: say(hers), language, dir: hers.dir } }
}
