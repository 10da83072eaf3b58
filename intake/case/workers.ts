import { createHmac } from 'node:crypto'
import { isWithin, MINUTE } from '../hours/time.ts'
import { lately } from '../store/lately.ts'
import type { Clock, Collection, Doc, Versioned } from '../store/ports.ts'
import { revise } from '../store/revise.ts'
import { sameSecret } from '../store/secrets.ts'

/** A caseworker who signed in at some time, as every process can see. */
export interface WorkerDoc extends Doc {
  name: string
  /** Milliseconds since 1970 of the last sign of life; 0 after signing out. */
  seen: number
  /** Roles held at the last sign-in. */
  roles: string[]
  /** When this worker signed in last, in milliseconds since 1970. */
  entered: number
  /**
   * Keyed hash of who this is in the organisation's directory; empty when that is not known, and after every
   * sign-in was ended.
   */
  directory: string
  /** Keyed hash of what the last sign-in gave: who can only write the store makes nobody one of the staff. */
  vouched?: string
  /** Takes no new case just now: a meeting, a break. Being signed in is not enough to be asked. */
  away: boolean
  /** Cases this worker has at most at one time; 0: no limit. */
  capacity: number
  skills: Skills
  /** Single keys are shortcuts; a worker whose speech or device types by itself switches them off. */
  shortcuts: boolean
  /** Rises with "sign out everywhere": a session begun under an earlier one has ended. */
  generation: number
  /** Sessions signed out of before their time: id, and when it would have ended, in seconds since 1970. */
  ended: Record<string, number>
}

/** What a worker can be asked for, as the worker says it. */
export interface Skills {
  /** BCP 47 tags of the languages spoken without an interpreter. */
  languages: string[]
  /** Works with cases of children. */
  children: boolean
  /** For a person who wishes to talk with a woman or a man; empty: not said. */
  gender: '' | 'woman' | 'man'
}

/** What a worker says of the own work; `capacity` from 0 (no limit) to `MOST_HELD`. */
export type Work = Pick<WorkerDoc, 'capacity' | 'skills' | 'shortcuts'>

export const MOST_HELD = 200
/** Characters of a worker's name that are kept. */
export const LONGEST_NAME = 60

interface SignedIn {
  name: string
  roles: string[]
  directory: string
}

/** Signed in counts as here until so long after the last sign of life, in milliseconds. */
export const AWAY = 10 * MINUTE
/** A sign of life is written at most this often, in milliseconds. */
const OFTEN = MINUTE
/** More workers than any desk has at one time. */
const MOST = 500

const named = (key: Uint8Array, { id, roles, entered, directory }: WorkerDoc): string =>
  createHmac('sha256', key)
    .update(JSON.stringify(['worker', id, roles, entered, directory]))
    .digest('base64url')

/** @param keys a sign-in is vouched for by the first, and believed of any */
export function workers(
  collection: Collection<WorkerDoc>,
  keys: readonly [Uint8Array, ...Uint8Array[]],
  clock: Clock,
) {
  const fresh = (id: string): WorkerDoc => ({
    id,
    part: id,
    changed: 0,
    name: '',
    seen: 0,
    roles: [],
    entered: 0,
    directory: '',
    away: false,
    capacity: 0,
    skills: { languages: [], children: false, gender: '' },
    shortcuts: true,
    generation: 0,
    ended: {},
  })

  /** Applies `change` to the newest version: nothing that ends a session may be lost. */
  async function update(id: string, change: (now: WorkerDoc) => Partial<WorkerDoc>): Promise<WorkerDoc> {
    const kept = await revise(collection, id, (known) => {
      const now = known ? whole(known) : fresh(id)
      return { ...now, ...change(now), changed: clock() }
    })
    recent.forget()
    return kept!
  }

  /** Of a document written before a field was there, too. Whom no sign-in vouches for, no directory knows. */
  function whole(doc: Versioned<WorkerDoc>): Versioned<WorkerDoc> {
    const known = { ...fresh(doc.id), ...doc }
    const { directory, vouched = '' } = known
    const holds = directory === '' || keys.some((key) => sameSecret(vouched, named(key, known)))
    return holds ? known : { ...known, directory: '' }
  }

  const list = async (limit: number): Promise<WorkerDoc[]> =>
    (await collection.find({ order: { field: 'seen', descending: true }, limit })).map(whole)
  const recent = lately(() => list(MOST), clock)
  const isOnDuty = ({ seen, away }: WorkerDoc) => isWithin(seen, AWAY, clock()) && !away

  return {
    async get(id: string): Promise<Versioned<WorkerDoc> | null> {
      const known = await collection.read(id)
      return known && whole(known)
    },

    /** `read`: as it was just read. */
    async seen(id: string, name: string, read?: WorkerDoc | null): Promise<void> {
      const known = read ?? (await collection.read(id))
      if (known && isWithin(known.seen, OFTEN - 1, clock())) return
      await update(id, () => ({ name, seen: clock() }))
    },

    /** Away or back. Going away drops nothing of what one has. */
    duty: (id: string, away: boolean) => update(id, () => ({ away })),

    /** What this worker can be asked for, and how much of it. */
    work: (id: string, given: Work) => update(id, () => given),

    /** No longer here; whoever is signed in elsewhere is back with the next thing done there. */
    left: (id: string) => update(id, () => ({ seen: 0 })),

    signedIn: (id: string, given: SignedIn) =>
      update(id, (now) => {
        const entered = { ...given, entered: clock() }
        return { ...entered, vouched: named(keys[0], { ...now, ...entered }) }
      }),

    /** Ends one session, wherever its cookie was copied to. `until` is in seconds since 1970. */
    endSession: (id: string, session: string, until: number) =>
      update(id, ({ ended }) => ({
        seen: 0,
        ended: { ...stillToCome(ended, clock() / 1000), [session]: until },
      })),

    /** Ends every session there is of this worker, and what rests on having signed in. */
    endAll: (id: string) =>
      update(id, ({ generation }) => ({ seen: 0, generation: generation + 1, ended: {}, directory: '' })),

    /** Who this is by the directory's own id, for a channel that names people by it. */
    async ofDirectory(directory: string): Promise<WorkerDoc | null> {
      if (!directory) return null
      const [known] = await collection.find({ where: { directory }, limit: 1 })
      return known ? whole(known) : null
    },

    /** Last seen first. */
    list,

    /** Last seen first, as they were within the last second: for pages. */
    lately: recent.get,
    isOnDuty,

    /** Whoever may see cases, is signed in, gave a sign of life lately, and is not away. */
    async onDuty(): Promise<WorkerDoc[]> {
      const seen = await collection.find({ range: { field: 'seen', from: clock() - AWAY }, limit: MOST })
      return seen.map(whole).filter(isOnDuty)
    },
  }
}

const stillToCome = (ended: Record<string, number>, now: number) =>
  Object.fromEntries(Object.entries(ended).filter(([, until]) => until > now))

export type Workers = ReturnType<typeof workers>
