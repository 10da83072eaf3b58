import { HOUR, isWithin } from '../../../intake/hours/time.ts'
import type { Clock, Collection, Doc } from '../../../intake/store/ports.ts'

/** That a message came, by keyed hashes only; forgotten by the sweep after `until`. */
export interface SeenDoc extends Doc {
  until: number
  /** Of a message's words: the message that brought them. */
  by?: string
}

const KEPT = 48 * HOUR
/** Nobody reads a reply and answers it within so many milliseconds: the same words again are the same message. */
const ECHO = 3000
const AT_ONCE = 500

/** Carriers deliver some messages twice: by the same id up to two days later, or under a new id within seconds. */
export function dedupe(collection: Collection<SeenDoc>, idOf: (name: string) => string, clock: Clock) {
  const seen = (name: string, until: number, by?: string): SeenDoc => {
    const id = idOf(name)
    return { id, part: id, changed: clock(), until, ...(by ? { by } : {}) }
  }
  return {
    async has(message: string): Promise<boolean> {
      return ((await collection.read(idOf(`id ${message}`)))?.until ?? 0) > clock()
    },

    /** To be called once what the message brought is committed: a message that failed is taken again. */
    async keep(message: string): Promise<void> {
      await collection.create(seen(`id ${message}`, clock() + KEPT))
    },

    /** Is this the same as was said a moment ago, under another id? */
    async echoes(message: string, number: string, text: string): Promise<boolean> {
      const doc = seen(`words ${number} ${text}`, clock() + ECHO, idOf(`id ${message}`))
      if (await collection.create(doc)) return false
      const found = await collection.read(doc.id)
      if (found && isWithin(found.changed, ECHO - 1, clock())) return found.by !== doc.by
      return found !== null && (await collection.replace(doc, found.etag)) === null
    },

    async forget(): Promise<void> {
      const old = await collection.find({
        range: { field: 'until', below: clock() },
        order: { field: 'until' },
        limit: AT_ONCE,
      })
      for (const { id } of old) await collection.remove(id)
    },
  }
}

export type Dedupe = ReturnType<typeof dedupe>
