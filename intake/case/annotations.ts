import type { Answers, Value } from '../form/answers.ts'
import type { Clock, Collection } from '../store/ports.ts'
import type { Vault } from '../store/seal.ts'
import type { ListDoc } from './case-list.ts'
import { beside, type Entry } from './entries.ts'

/**
 * How a worker reads an answer: a layer over what was sent, which stays as it is. An edit is only ever added;
 * undoing one is an entry too. What she said alone decides how she may be reached and what is asked next.
 */
export interface Edit extends Entry {
  /** The question. */
  key: string
  /** By the question's own schema; absent where this undoes another. */
  value?: Value
  note?: string
  /** Id of the edit that this one takes back. */
  undoes?: string
  /** `at` of her answer as it stood then, in ms since 1970; 0: she had not given one. */
  of: number
}

export function edits(collection: Collection<ListDoc>, vault: Vault, clock: Clock) {
  const all = beside<Edit>(collection, vault, clock, { field: 'edit' })
  return {
    ...all,
    /** What she takes back leaves with what a worker made of it. */
    async forget(caseId: string, key: string, questions: readonly string[]): Promise<void> {
      for (const edit of await all.of(caseId, key))
        if (questions.includes(edit.key)) await all.remove(caseId, edit.id)
    },
  }
}

export type Edits = ReturnType<typeof edits>

/** An edit as it stands now. */
export interface Reading extends Omit<Edit, 'case' | 'undoes' | 'of' | 'value'> {
  value: Value
  undone?: { who: string; name: string; at: number }
  /** She has answered anew, or taken her answer back, since it was written. */
  outdated: boolean
}

/** Every edit by its question, the newest first. */
export function readings(all: readonly Edit[], answers: Answers): Record<string, Reading[]> {
  const undone = new Map(all.flatMap((edit) => (edit.undoes ? [[edit.undoes, edit] as const] : [])))
  const found: Record<string, Reading[]> = {}
  for (const { case: _, of, undoes, value, ...edit } of all) {
    if (undoes || value === undefined) continue
    const by = undone.get(edit.id)
    found[edit.key] ??= []
    found[edit.key]!.unshift({
      ...edit,
      value,
      ...(by ? { undone: { who: by.who, name: by.name, at: by.at } } : {}),
      outdated: (answers[edit.key]?.at ?? 0) !== of,
    })
  }
  return found
}

/** The reading that counts: the newest that nobody took back. */
export const standing = (some: readonly Reading[] | undefined): Reading | undefined =>
  some?.find(({ undone }) => !undone)

/** The answers as the workers read them; used to tell which questions belong to the case. */
export function layered(answers: Answers, all: readonly Edit[]): Answers {
  const next: Record<string, Answers[string]> = { ...answers }
  for (const [key, some] of Object.entries(readings(all, answers))) {
    const now = standing(some)
    const { language = '', wording = '' } = answers[key] ?? {}
    if (now) next[key] = { status: 'answered', value: now.value, language, wording, at: now.at }
  }
  return next
}
