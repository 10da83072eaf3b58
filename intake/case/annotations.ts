import type { Answers, Value } from '../form/answers.ts'
import { type Entries, type WorkerEntry, workerEntries } from './entries.ts'

/**
 * How a worker reads an answer: a layer over what was sent, which stays as it is. An edit is only ever added;
 * undoing one is an entry too. What she said alone decides how she may be reached and what is asked next.
 */
export interface Annotation extends WorkerEntry {
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

export function annotations(entries: Entries) {
  const all = workerEntries<Annotation>(entries, 'annotation')
  return {
    ...all,
    /** What she takes back leaves with what a worker made of it. */
    async forget(caseId: string, key: string, questions: readonly string[]): Promise<void> {
      for (const edit of await all.of(caseId, key))
        if (questions.includes(edit.key)) await all.remove(caseId, edit.id)
    },
  }
}

export type Annotations = ReturnType<typeof annotations>

/** An edit as it stands now. */
export interface AnnotationView extends Omit<Annotation, 'case' | 'undoes' | 'of' | 'value'> {
  value: Value
  undone?: { who: string; name: string; at: number }
  /** She has answered anew, or taken her answer back, since it was written. */
  outdated: boolean
}

/** Every edit by its question, the newest first. */
export function annotationViews(
  all: readonly Annotation[],
  answers: Answers,
): Record<string, AnnotationView[]> {
  const undone = new Map(all.flatMap((edit) => (edit.undoes ? [[edit.undoes, edit] as const] : [])))
  const found: Record<string, AnnotationView[]> = {}
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
export const currentAnnotation = (some: readonly AnnotationView[] | undefined): AnnotationView | undefined =>
  some?.find(({ undone }) => !undone)

/** The answers as the workers read them; used to tell which questions belong to the case. */
export function layered(answers: Answers, all: readonly Annotation[]): Answers {
  const next: Record<string, Answers[string]> = { ...answers }
  for (const [key, some] of Object.entries(annotationViews(all, answers))) {
    const now = currentAnnotation(some)
    const { language = '', wording = '' } = answers[key] ?? {}
    if (now) next[key] = { status: 'answered', value: now.value, language, wording, at: now.at }
  }
  return next
}
