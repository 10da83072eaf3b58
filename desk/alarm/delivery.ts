import type { Translate } from '../../intake/form/words.ts'
import { MINUTE } from '../../intake/hours/time.ts'
import { log, nameOf } from '../../platform/errors.ts'
import type { Lease } from './lease.ts'
import { type AlarmNotice, type AlarmTrouble, troubleNotice } from './notice.ts'
import type { Port } from './port.ts'

interface DeliveryParts {
  ports: readonly Port[]
  lease: Lease
  t: Translate
  address: string
  clock: () => number
}

/** While messages are being tried again, they tell how it stands; in milliseconds. */
const QUIET = MINUTE

/** Sends by every way out, and watches the ways themselves: what fails is told by what works, when it begins. */
export function delivery({ ports, lease, t, address, clock }: DeliveryParts) {
  /** When a way last failed to take a message: a check that passes proves less than that. */
  const refused = new Map<string, number>()

  /** Names of the ways in `notices` that could not be used just now. */
  async function send(notices: ReadonlyMap<string, AlarmNotice>): Promise<Set<string>> {
    const failed = new Set<string>()
    const used = ports.map(async (port) => {
      const notice = notices.get(port.name)
      if (!notice || (await tried(port, () => port.send(notice)))) return
      failed.add(port.name)
      refused.set(port.name, clock())
    })
    await Promise.all(used)
    return failed
  }

  async function tried(port: Port, use: () => Promise<unknown>): Promise<boolean> {
    try {
      await use()
      await lease.works(port.name)
      return true
    } catch (error) {
      log('alarm.way.failed', { way: port.name, ...nameOf(error) })
      return false
    }
  }

  /** Once, when it begins; the console tells it as long as it lasts. */
  async function tellOf(failed: Iterable<string>): Promise<void> {
    const fresh: AlarmTrouble[] = []
    for (const way of failed) if (await lease.fails(way)) fresh.push({ way, since: clock() })
    if (fresh.length === 0) return
    const failing = new Set((await lease.state()).failing.map(({ way }) => way))
    const notice = troubleNotice(fresh, t, address)
    const others = ports.filter(({ name }) => !failing.has(name))
    for (const way of await send(new Map(others.map(({ name }) => [name, notice])))) await lease.fails(way)
  }

  return {
    /** Sends, and tells of what failed. */
    async all(notices: ReadonlyMap<string, AlarmNotice>): Promise<Set<string>> {
      const failed = await send(notices)
      await tellOf(failed)
      return failed
    },

    /** Tries the ways that can be tried without an alarm: `failing` only those that do not work just now. */
    async check(failing: boolean): Promise<void> {
      const broken = new Set((await lease.state()).failing.map(({ way }) => way))
      const failed = new Set<string>()
      for (const port of ports) {
        const { name, check } = port
        const due = failing ? broken.has(name) : true
        if (!check || !due || clock() - (refused.get(name) ?? 0) < QUIET) continue
        if (!(await tried(port, check))) failed.add(name)
      }
      await tellOf(failed)
    },
  }
}
