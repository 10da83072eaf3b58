import { type AuditDoc, audit } from '../audit/audit.ts'
import type { Anchor } from '../audit/outside.ts'
import type { CaseDoc } from '../case/case.ts'
import { caseFiles } from '../case/case-file.ts'
import { cases } from '../case/cases.ts'
import { type DuplicateHintDoc, duplicateHints } from '../case/duplicates.ts'
import { type EntryDoc, entries } from '../case/entries.ts'
import { type LinkDoc, links } from '../case/links.ts'
import { relatedCases } from '../case/related.ts'
import { type WorkerDoc, workers } from '../case/workers.ts'
import { type CodeDoc, codes } from '../conversation/codes.ts'
import { type ConversationDoc, conversations } from '../conversation/conversation.ts'
import { likeness } from '../conversation/likeness.ts'
import { type ReceiptDoc, receipts } from '../conversation/receipts.ts'
import type { Clock, Store } from './ports.ts'
import { type KeyDoc, localWrapper, vault } from './seal.ts'
import { documentId, keysOf, type Secrets } from './secrets.ts'
import { type PresentWording, type WordingDoc, wordings } from './wordings.ts'

interface StoresParts {
  store: Store
  secrets: Secrets
  clock: Clock
  /** Of each language, the words its questions have in this program. */
  present: ReadonlyMap<string, PresentWording>
  /** Told of what this process changes, as it changes it. */
  caseChanged: (id: string, etag: string) => void
  receiptsChanged: (conversation: string) => void
  receiptsFailed: (error: unknown) => void
  keepAnchor: (anchor: Anchor) => Promise<void>
  /** Told of each key that is about to be destroyed. */
  keyDestroyed: (keyId: string, at: number) => Promise<void>
}

/** What is kept of people and of cases: each collection opened once, sealed under one vault. */
export function stores({
  store,
  secrets,
  clock,
  present,
  caseChanged,
  receiptsChanged,
  receiptsFailed,
  keepAnchor,
  keyDestroyed,
}: StoresParts) {
  const keys = vault(
    store.collection<KeyDoc>('keys'),
    localWrapper(...keysOf(secrets, 'wrap')),
    clock,
    store.lags,
    keyDestroyed,
  )
  const archive = wordings(store.collection<WordingDoc>('wordings'), present, clock)
  const besideCases = store.collection<EntryDoc>('entries')
  const entry = entries(besideCases, keys, clock)
  const besideCase = {
    duplicateHints: duplicateHints(
      store.collection<DuplicateHintDoc>('duplicateHints'),
      besideCases,
      keysOf(secrets, 'hint'),
      clock,
    ),
    links: links(store.collection<LinkDoc>('links'), secrets.index, clock),
    related: relatedCases(besideCases, clock),
  }
  const besideConversation = {
    receipts: receipts(store.collection<ReceiptDoc>('receipts'), clock, receiptsChanged, receiptsFailed),
  }
  return {
    store,
    vault: keys,
    ...caseFiles(entry),
    ...besideCase,
    ...besideConversation,
    conversations: conversations(
      store.collection<ConversationDoc>('conversations'),
      keys,
      clock,
      Object.values(besideConversation),
      archive.learn,
    ),
    cases: cases(
      store.collection<CaseDoc>('cases'),
      keys,
      clock,
      [entry, ...Object.values(besideCase)],
      caseChanged,
      archive.learn,
    ),
    workers: workers(store.collection<WorkerDoc>('workers'), keysOf(secrets, 'token'), clock),
    audit: audit(store.collection<AuditDoc>('audit'), clock, secrets.audit, keepAnchor),
    codes: codes(store.collection<CodeDoc>('codes'), keysOf(secrets, 'pepper'), clock),
    likeness: likeness(secrets.hint),
    wordingOf: archive.of,
    archiveWordings: archive.archive,
    /** Document id of a channel's conversation: the channel's own id, on SMS a phone number, is never stored. */
    idFor: (channel: string, conversation: string) => documentId(secrets.index, channel, conversation),
  }
}

export type Stores = ReturnType<typeof stores>
