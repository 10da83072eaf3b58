import { EventEmitter } from 'node:events'
import type { Cases } from '../intake/case/cases.ts'
import type { Conversations } from '../intake/conversation/conversation.ts'
import type { Receipts } from '../intake/conversation/receipts.ts'
import type { Clock } from '../intake/store/ports.ts'
import { Bounded } from './bounded.ts'
import { log, nameOf } from './errors.ts'

/**
 * Wakes whoever watches a conversation or the queue: within this process at once, across processes by asking
 * the store once a second what changed since. Asks only while somebody watches.
 */
const EVERY = 1000
/** Clocks of two processes differ, and a write shows a little after its time: look back so far, in ms. */
const OVERLAP = 5000
const LIMIT = 200

interface ChangeParts {
  conversations: Conversations
  cases: Cases
  receipts: Receipts
  clock: Clock
}

export function changes({ conversations, cases, receipts, clock }: ChangeParts) {
  const bus = new EventEmitter().setMaxListeners(0)
  /** Versions already told of, so that the overlap wakes nobody twice. */
  const told = new Bounded<string, string>(10_000)
  /** Told of each case that this very process changed: what follows from a change is done once, where it was made. */
  const mine = new Set<(id: string) => void>()
  /** Told of every case that changed, as far as it is heard of, without having anybody ask for it. */
  const overhearing = new Set<() => void>()
  let since = clock()
  let timer: NodeJS.Timeout | undefined

  const watched = (kind: 'conversation' | 'case' | 'receipt') =>
    bus.eventNames().some((name) => String(name).startsWith(kind))

  function tell(kind: 'conversation' | 'case', doc: { id: string; etag: string }): void {
    const name = `${kind}:${doc.id}`
    if (told.get(name) === doc.etag) return
    told.set(name, doc.etag)
    if (kind === 'case') tellCase(doc.id)
    else bus.emit(name, doc.id)
  }

  function tellCase(id: string): void {
    for (const heard of overhearing) heard()
    bus.emit('case', id)
  }

  async function look(): Promise<void> {
    const from = since - OVERLAP
    const now = clock()
    if (watched('conversation'))
      for (const doc of await conversations.changedSince(from, LIMIT)) tell('conversation', doc)
    if (watched('case')) for (const doc of await cases.changedSince(from, LIMIT)) tell('case', doc)
    if (watched('receipt'))
      for (const { id, part, etag } of await receipts.changedSince(from, LIMIT))
        if (told.get(`receipt:${id}`) !== etag) {
          told.set(`receipt:${id}`, etag)
          bus.emit(`receipt:${part}`)
        }
    since = now
  }

  const loop = async () => {
    await look().catch((error) => log('changes.failed', nameOf(error)))
    timer = bus.eventNames().length > 0 ? setTimeout(loop, EVERY) : undefined
    timer?.unref()
  }

  /** Calls `heard` at every change until the returned function is called. */
  function on(name: string, heard: (id?: string) => void): () => void {
    bus.on(name, heard)
    if (!timer) {
      since = clock()
      timer = setTimeout(loop, EVERY)
      timer.unref()
    }
    return () => bus.off(name, heard)
  }

  return {
    conversationChanged: (id: string) => void bus.emit(`conversation:${id}`),
    caseChanged(id: string, etag: string): void {
      told.set(`case:${id}`, etag)
      tellCase(id)
      for (const heard of mine) heard(id)
    },
    receiptsChanged: (conversation: string) => void bus.emit(`receipt:${conversation}`),
    /** How far a talk has come, on either side. */
    onReceipts: (conversation: string, heard: () => void) => on(`receipt:${conversation}`, heard),
    overhearCases: (heard: () => void) => void overhearing.add(heard),
    onOwnCases: (heard: (id: string) => void) => void mine.add(heard),
    onConversation: (id: string, heard: () => void) => on(`conversation:${id}`, heard),
    /** Any case of the queue; `heard` is given its id. */
    onCases: (heard: (id?: string) => void) => on('case', heard),
    stop: () => clearTimeout(timer),
  }
}

export type Changes = ReturnType<typeof changes>
