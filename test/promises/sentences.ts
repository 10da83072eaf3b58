import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { languages } from '../../locales/index.ts'

/**
 * The sentences on which somebody's safety rests: danger, consent, leaving, deleting, the police. What they say now
 * is kept beside this, a file a language, so that changing one is a change that somebody has looked at.
 * `npm run sentences:accept` writes them anew.
 */
const grave =
  /danger|safe|consent|delet|\.left$|exit|police|reflection|childDuty|anonymous|\.gone\.|story|control\.review\.ask|option\.send|say\.know/

const root = join(import.meta.dirname, '../..')
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))

/** By locale key; of the form, by question and what of it. */
export function graveSentences(language: string): Record<string, string> {
  const folder = join(root, 'locales', language)
  const said: Record<string, string> = {
    ...read(join(folder, 'chat.json')),
    ...read(join(folder, 'web.json')),
    ...read(join(folder, 'sms.json')),
    ...read(join(folder, 'questions.json')),
  }
  const flat = (name: string, words: unknown): [string, string][] =>
    typeof words === 'string'
      ? [[name, words]]
      : Object.entries(words as object).flatMap(([part, inner]) => flat(`${name}.${part}`, inner))
  const asked = Object.entries(read(join(folder, 'form.json')).questions as Record<string, unknown>)
    .filter(([key]) => /^(safety|consent|referrer\.consent|needs\.crime$)/.test(key))
    .flatMap(([key, block]) => flat(key, block))
  const all = [...Object.entries(said).filter(([key]) => grave.test(key)), ...asked]
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const folder = join(import.meta.dirname, 'sentences')
export const acceptedSentences = (language: string): Record<string, string> =>
  read(join(folder, `${language}.json`))

if (import.meta.main) {
  mkdirSync(folder, { recursive: true })
  for (const language of languages)
    writeFileSync(join(folder, `${language}.json`), `${JSON.stringify(graveSentences(language), null, 2)}\n`)
}
