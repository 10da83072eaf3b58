import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import i18next, { type TFunction } from 'i18next'

/**
 * Every word Silta says or hears, one folder a language, no language the base: a key that a language lacks is
 * a failing test, never another language shown. `form.json` holds the questions, `chat.json` what the bot says,
 * `web.json` the person's page, `questions.json` answers to what she may ask, `heard.json` what is heard, `examples.json` what is learned from, `phrases.json` what a worker may send by one choice,
 * `sms.json` what may stand on a locked phone, `desk.json` the caseworker's console (fi, sv, en).
 */
const here = import.meta.dirname

interface QuestionWords {
  label: string
  ask: string
  why: string
  options?: Record<string, string>
  [variant: string]: unknown
}
interface FormWords {
  sections: Record<string, string>
  groups: Record<string, string>
  questions: Record<string, QuestionWords>
}

const read = (language: string, file: string) => {
  const path = join(here, language, file)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

/** `where.places` and its block become `where.places.ask`, `where.places.option.finland`, `…option.me_other`. */
function flatten({ sections, groups, questions }: Partial<FormWords>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [id, title] of Object.entries(sections ?? {})) flat[`section.${id}`] = title
  for (const [id, title] of Object.entries(groups ?? {})) flat[`group.${id}`] = title
  for (const [key, block] of Object.entries(questions ?? {})) {
    for (const [name, words] of Object.entries(block)) {
      if (typeof words === 'string') flat[`${key}.${name}`] = words
      else if (name === 'sets')
        for (const [id, title] of Object.entries(words as Record<string, string>))
          flat[`${key}.set.${id}`] = title
      else
        for (const [id, title] of Object.entries(words as Record<string, string>))
          flat[`${key}.option.${id}${name.slice('options'.length)}`] = title
    }
  }
  return flat
}

/** `ask.safeNow` becomes `phrase.ask.safeNow`, a group's title `phrase.group.ask`. */
function phrasebook({ groups, phrases }: { groups?: object; phrases?: object }): Record<string, string> {
  const named = (start: string, words = {}) =>
    Object.entries(words).map(([id, text]) => [`${start}.${id}`, text])
  return Object.fromEntries([...named('phrase.group', groups), ...named('phrase', phrases)])
}

/** Tags of all languages that are here, in the order they are offered. */
const order = ['fi', 'sv', 'en', 'ar', 'ru']
export const languages: readonly string[] = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort((a, b) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99) || a.localeCompare(b))

const rightToLeft = new Set(['ar', 'fa', 'prs', 'ckb', 'ur', 'ps', 'he', 'ti-Arab'])
export const direction = (language: string): 'ltr' | 'rtl' => (rightToLeft.has(language) ? 'rtl' : 'ltr')

/** Each language's name in itself; the same in every language, so that she always finds her own. */
const names: Record<string, string> = Object.fromEntries(
  languages.map((tag) => [`language.${tag}`, read(tag, 'chat.json')['language.self'] ?? tag]),
)

const resources = Object.fromEntries(
  languages.map((tag) => [
    tag,
    {
      translation: {
        ...names,
        ...flatten(read(tag, 'form.json')),
        ...phrasebook(read(tag, 'phrases.json')),
        ...read(tag, 'chat.json'),
        ...read(tag, 'questions.json'),
        ...read(tag, 'web.json'),
        ...read(tag, 'sms.json'),
        ...read(tag, 'desk.json'),
      },
    },
  ]),
)

const i18n = i18next.createInstance()
await i18n.init({
  resources,
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  returnNull: false,
})

const made = new Map<string, ReturnType<typeof make>>()

function make(language: string) {
  const fixed: TFunction = i18n.getFixedT(language)
  const t = (key: string, params?: Record<string, unknown>): string => fixed(key, params ?? {})
  return Object.assign(t, {
    has: (key: string) => i18n.exists(key, { lng: language, fallbackLng: false }),
    language,
    dir: direction(language),
  })
}

/** The words of one language; throws for a language that is not here, because a silent other one would harm. */
export function words(language: string): ReturnType<typeof make> {
  if (!languages.includes(language)) throw new Error(`no such language: ${language}`)
  const t = made.get(language) ?? make(language)
  made.set(language, t)
  return t
}

/** What is heard in a language: yes, no, numbers, commands, danger, other words for options (`heard.json`). */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the recogniser's to know
export const vocabulary = (language: string): any => read(language, 'heard.json')

/** Sentences from which a language's ear learns (`examples.json`); `null`: it has none yet. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the recogniser's to know
export const examples = (language: string): any =>
  existsSync(join(here, language, 'examples.json')) ? read(language, 'examples.json') : null

/** Version of a language's questions: an answer carries it, and the words are archived once under it. */
export const wording = (language: string): { version: string; questions: unknown } => {
  const { questions } = read(language, 'form.json')
  const version = createHash('sha256')
    .update(JSON.stringify(questions ?? null))
    .digest('hex')
    .slice(0, 12)
  return { version, questions }
}
