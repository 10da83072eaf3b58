import type { Answers } from './answers.ts'
import { questions } from './form.ts'
import type { Wording } from './wording-archive.ts'
import type { Translate } from './words.ts'

/**
 * Words of questions and options that another version of the form had, or has already: a deploy, or going back, must
 * not leave an answer without words. They are learned from the archived wordings; ours are never taken from here.
 */
type Block = NonNullable<Wording[string]>
const former = new Map<string, Map<string, Block>>()

const optionsOf = (block: Block | undefined) => (block?.options ?? {}) as Record<string, string>

/** Has this program no words of its own for all of it? */
const isFormer = (key: string, block: Block): boolean => {
  const field = questions.get(key)
  return !field || Object.keys(optionsOf(block)).some((id) => !field.options.includes(id))
}

/** What was learned last of a question counts; options that it no longer has stay. */
export function learnFormer(language: string, wording: Wording): void {
  const known = former.get(language) ?? new Map<string, Block>()
  former.set(language, known)
  for (const [key, block] of Object.entries(wording))
    if (block && isFormer(key, block))
      known.set(key, { ...block, options: { ...optionsOf(known.get(key)), ...optionsOf(block) } })
}

const blockOf = (key: string, language: string) => former.get(language)?.get(key)

/** Answers that only another version has words for, and that were not learned yet. */
export const hasUnknown = (answers: Answers): boolean =>
  Object.entries(answers).some(([key, answer]) => {
    const field = questions.get(key)
    if (!field) return !blockOf(key, answer?.language ?? '')
    if (field.options.length === 0) return false
    const ids = [answer?.value ?? []].flat().filter((one) => typeof one === 'string')
    const words = optionsOf(blockOf(key, answer?.language ?? ''))
    return ids.some((id) => !field.options.includes(id) && !(id in words))
  })

/** Of a question, by its locale key `<question>.label`; of one that nobody has words for, its name. */
export function labelOf(key: string, t: Translate): string {
  if (questions.has(key)) return t(`${key}.label`)
  const label = blockOf(key, t.language)?.label
  return typeof label === 'string' ? label : key
}

/** An option of an earlier or later form; what is none, such as her own words, as it is. */
export const formerOption = (key: string, id: string, t: Translate): string =>
  optionsOf(blockOf(key, t.language))[id] ?? id
