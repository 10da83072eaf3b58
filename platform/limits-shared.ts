import { randomUUID } from 'node:crypto'
import { MINUTE, SECOND } from '../intake/hours/time.ts'
import type { Clock, Collection, Doc } from '../intake/store/ports.ts'
import { every } from './lease.ts'
import type { Limits } from './limits.ts'

/** What stands in a process's buckets that are not nearly empty, by names that say nothing of whose they are. */
export interface LevelsDoc extends Doc {
  levels: Record<string, number>
}

/** What was told longer ago counts no more: its process ended, or has nothing to tell. */
const COUNTS = 5 * SECOND
const PREFIX = 'limits:'
const MOST_PROCESSES = 200

interface SharedParts {
  limits: Limits
  /** Where processes leave each other word. */
  leases: Collection<LevelsDoc>
  named: (by: string) => string
  clock: Clock
}

/** Tells other processes about once a second how much was used here, and hears it of them. Never within a turn. */
export function sharedLimits({ limits, leases, named, clock }: SharedParts) {
  const id = PREFIX + randomUUID()
  let told = false
  let busy = false

  async function once(): Promise<void> {
    const own = new Map([...limits.heavy()].map(([by, level]) => [named(by), { by, level }]))
    // Nobody used much here: nothing to say, and nothing to be slower for.
    if (own.size === 0 && !told) return
    const changed = clock()
    const levels = Object.fromEntries([...own].map(([name, { level }]) => [name, Math.ceil(level)]))
    const held = await leases.read(id)
    const doc = { id, part: id, changed, levels }
    if (own.size === 0) await leases.remove(id)
    else await (held ? leases.replace(doc, held.etag) : leases.create(doc))
    told = own.size > 0

    const others = new Map<string, number>()
    for (const one of await leases.find({ limit: MOST_PROCESSES })) {
      if (!one.id.startsWith(PREFIX) || one.id === id) continue
      if (changed - one.changed > MINUTE) await leases.remove(one.id)
      if (Math.abs(changed - one.changed) > COUNTS) continue
      for (const [name, { by }] of own) others.set(by, (others.get(by) ?? 0) + (one.levels[name] ?? 0))
    }
    limits.hear(others)
  }

  async function oneAtATime(): Promise<void> {
    if (busy) return
    busy = true
    await once().finally(() => {
      busy = false
    })
  }

  return { once, ...every(SECOND, 'limits.failed', oneAtATime) }
}
