import type { Machine } from './lines.ts'
import type { Filled } from './phrases.ts'
import type { Clock, Collection, Doc } from './ports.ts'
import type { Vault } from './seal.ts'

/** A message of a case between the person and a worker, sealed under the case's key. */
export interface Message {
  case: string
  /** Sequence number of the conversation's line it comes from: unique and rising within the case. */
  order: number
  from: 'person' | 'worker'
  /** What was written; of a sentence of the phrasebook, its id and what was filled in instead. */
  text?: string
  phrase?: string
  filled?: Filled
  /** Sent beside `text`, as a machine's translation. */
  machine?: Machine
  /** BCP 47 tag of `text`, or of what she read when a phrase was sent. */
  language: string
  at: number
}

export interface MessageDoc extends Doc {
  order: number
  sealed: string
}

const idOf = (message: Pick<Message, 'case' | 'order'>) =>
  `${message.case}.${String(message.order).padStart(8, '0')}`
const aad = (id: string) => ({ doc: id, field: 'message', version: 1 })

export function messages(collection: Collection<MessageDoc>, vault: Vault, clock: Clock) {
  return {
    /** Adding the same one again changes nothing. */
    async add(message: Message, key: string): Promise<void> {
      const id = idOf(message)
      const sealed = await vault.seal(key, aad(id), message)
      await collection.create({ id, part: message.case, order: message.order, changed: clock(), sealed })
    },
    async of(caseId: string, key: string, limit = 1000): Promise<Message[]> {
      const docs = await collection.find({ where: { part: caseId }, order: { field: 'order' }, limit })
      return Promise.all(docs.map(async (doc) => (await vault.open(key, aad(doc.id), doc.sealed)) as Message))
    },
    async erase(caseId: string): Promise<void> {
      for (const doc of await collection.find({ where: { part: caseId }, limit: 10_000 }))
        await collection.remove(doc.id, doc.part)
    },
  }
}

export type Messages = ReturnType<typeof messages>
