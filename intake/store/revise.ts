import { randomInt } from 'node:crypto'
import type { Collection, Doc, Versioned } from './ports.ts'

/** Somebody else was first: what was decided no longer rests on what is there, and is decided anew. */
export const lost = Symbol('lost')
type Lost = typeof lost

/** Lost every race there was: the store is more in demand than it can serve. Trying again later helps. */
export class StoreBusy extends Error {
  readonly code = 'UNAVAILABLE'
  constructor() {
    super('UNAVAILABLE')
    this.name = 'StoreBusy'
  }
}

/** With the pauses below some three seconds, at most five. */
const ATTEMPTS = 25
/** Milliseconds. */
const LONGEST = 400

/** Between two looks for what may be late, in ms. */
const LOOK = 50

/** Up to twice as long after each race that was lost, and at random, so that two who collide once do not again. */
const pause = (races: number) =>
  new Promise((resolve) => setTimeout(resolve, randomInt(1 + Math.min(2 ** races, LONGEST))))

/** Does it again while it is `lost`. @throws StoreBusy */
export async function untilWon<R>(once: () => Promise<R | Lost>): Promise<R> {
  for (let race = 0; race < ATTEMPTS; race += 1) {
    if (race > 0) await pause(race)
    const done = await once()
    if (done !== lost) return done
  }
  throw new StoreBusy()
}

/**
 * Changes a document on its newest version, or makes it: read, change, write if nobody wrote meanwhile. `change` is
 * given what is there and may be called several times; `null` leaves it as it is, which is what is returned then.
 * @throws StoreBusy
 */
export const revise = <T extends Doc>(
  collection: Collection<T>,
  id: string,
  change: (now: Versioned<T> | null) => T | null | Lost | Promise<T | null | Lost>,
  part = id,
): Promise<Versioned<T> | null> =>
  untilWon(async () => {
    const now = await collection.read(id, part)
    const next = await change(now)
    if (next === null || next === lost) return next
    return (await (now ? collection.replace(next, now.etag) : collection.create(next))) ?? lost
  })

/** Looks again for what is not there, as long as it may only be late: `lags` of a store, in ms. */
export async function untilSeen<T>(
  lags: number | undefined,
  look: () => Promise<T | null>,
): Promise<T | null> {
  for (const end = performance.now() + (lags ?? 0); ; ) {
    const found = await look()
    if (found !== null || performance.now() >= end) return found
    await new Promise((resolve) => setTimeout(resolve, LOOK))
  }
}
