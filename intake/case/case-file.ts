import type { Translation } from '../form/translator.ts'
import { type AccessGrant, accessGrants } from './access-grants.ts'
import { type Annotation, annotations } from './annotations.ts'
import type { Attempt } from './attempts.ts'
import type { Case } from './case.ts'
import type { Entries, EntryDoc } from './entries.ts'
import { type Message, messages } from './messages.ts'
import { type Note, notes } from './notes.ts'

/** What lies beside a case, each kind in its order. */
export interface CaseFile {
  messages: Message[]
  notes: Note[]
  translations: Translation[]
  attempts: Attempt[]
  annotations: Annotation[]
  accessGrants: AccessGrant[]
  /** Other cases that may be of the same person, as they are kept. */
  matches: EntryDoc[]
  /** Cases that a worker said are of the same person, as they are kept. */
  related: EntryDoc[]
}

/** The kinds of entries, each by its own view, and all of a case in one reading. */
export function caseFiles(entries: Entries) {
  const views = {
    messages: messages(entries),
    notes: notes(entries),
    translations: entries.kind<Translation>('translation', ({ order }) => order),
    attempts: entries.kind<Attempt>('attempt', ({ order }) => order),
    annotations: annotations(entries),
    accessGrants: accessGrants(entries),
  }
  return {
    ...views,
    async fileOf({ id, key, content }: Pick<Case, 'id' | 'key' | 'content'>): Promise<CaseFile> {
      const all = content ? await entries.all(id, key) : {}
      return {
        messages: views.messages.among(all),
        notes: views.notes.among(all),
        translations: views.translations.among(all),
        attempts: views.attempts.among(all),
        annotations: views.annotations.among(all),
        accessGrants: views.accessGrants.among(all),
        matches: (all.match ?? []) as EntryDoc[],
        related: (all.related ?? []) as EntryDoc[],
      }
    },
  }
}

export type CaseFiles = ReturnType<typeof caseFiles>
