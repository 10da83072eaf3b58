import type { Translate } from '../form/words.ts'
import type { Agency } from './agency.ts'

/** Sentences that name whose service it is, and what they are where an agency has a name for it. */
const named = {
  system: {
    'say.welcome': 'say.welcome.of',
    'say.welcomeNamed': 'say.welcomeNamed.of',
    'answer.what': 'answer.what.of',
  },
  agency: { 'desk.title': 'desk.title.of', 'desk.document.foot': 'desk.document.foot.of' },
  form: { 'desk.document.title': 'desk.document.title.of' },
} as const

/**
 * One language as an agency speaks it: its names, its numbers, and the titles of what it has added. What it says
 * in other languages only is not there in this one.
 */
export function spokenBy({ names, contacts, closing, sets }: Agency, base: Translate): Translate {
  const { language } = base
  const own: Record<string, string> = {}
  for (const { id, title } of closing) if (title[language]) own[`desk.outcome.${id}`] = title[language]
  for (const { id, title } of sets) if (title[language]) own[`desk.request.set.${id}`] = title[language]
  const instead: Record<string, [key: string, name: string, value: string]> = {}
  for (const [name, keys] of Object.entries(named)) {
    const value = names[name as keyof typeof named]?.[language]
    if (value) for (const [key, of] of Object.entries(keys)) instead[key] = [of, name, value]
  }
  const say = (key: string, params?: Record<string, unknown>): string => {
    if (own[key] !== undefined) return own[key]
    const [of, name, value] = instead[key] ?? []
    return of ? base(of, { ...params, [name!]: value }) : base(key, params)
  }
  const has = (key: string) => own[key] !== undefined || base.has(key)
  return Object.assign(say, { has, language, dir: base.dir, contacts })
}
