import type { AccessGrants } from '../intake/case/access-grants.ts'
import type { CaseDoc } from '../intake/case/case.ts'
import type { Cases } from '../intake/case/cases.ts'
import { remindsSince } from '../intake/case/reminders.ts'
import { wavesIn } from '../intake/case/waves.ts'
import { MOST_HELD, type Workers } from '../intake/case/workers.ts'
import type { Conversations } from '../intake/conversation/conversation.ts'
import { HOUR } from '../intake/hours/time.ts'
import { lately } from '../intake/store/lately.ts'
import type { Clock } from '../intake/store/ports.ts'
import { Bounded } from '../platform/bounded.ts'
import type { Changes } from '../platform/changes.ts'
import type { Lease } from './alarm/lease.ts'

/** Cases that nobody has, counted in the title and looked through for those that fit; of more it says so. */
const COUNTED = 99
/** So many who wait to talk are looked through for the end of a wave. */
const WAITING = 1000
const OFFERED = 200
const WORKERS = 500
/** Cases in workers' hands that are counted. */
const HELD = 2000

/** Opened by one worker within an hour, from so many on supervisors are told. */
const MANY = 3
const OPENINGS = 1000

interface SurroundingParts {
  accessGrants: Pick<AccessGrants, 'since'>
  workers: Pick<Workers, 'lately'>
  cases: Cases
  conversations: Pick<Conversations, 'stuck'>
  lease: Pick<Lease, 'state'>
  watch: Changes
  clock: Clock
}

/** What is around every page of the console, the same for whoever looks: asked for once, not once a page. */
export function surroundings(parts: SurroundingParts) {
  const { cases, conversations, lease, watch, accessGrants, workers, clock } = parts
  const unheld = (status: 'open' | 'waiting') => cases.queue({ status, whose: 'free', me: '' }, null, COUNTED)
  /** Each wave by itself, and those who stand between them or behind: a long one is read on to its end. */
  async function behindWaves({ found, next }: Awaited<ReturnType<typeof unheld>>) {
    const long = next !== null && wavesIn(found).length > 0
    const waiting = long ? await cases.list({ talk: 'waiting' }, WAITING) : found
    const waves = wavesIn(waiting)
    const alike = new Set(waves.flatMap(({ all }) => all))
    const others = waiting.filter((one) => !alike.has(one))
    const more = long ? waiting.length === WAITING || others.length > COUNTED : next !== null
    return { waves, found: others.slice(0, COUNTED), more }
  }
  /** Whoever waits to talk is there however many applications came before, and however many wrote the same. */
  const free = lately(async () => {
    const [talks, all] = await Promise.all([unheld('waiting').then(behindWaves), unheld('open')])
    const rest = all.found.filter(({ talk }) => talk !== 'waiting')
    return { ...talks, found: [...talks.found, ...rest], more: talks.more || all.next !== null }
  }, clock)
  const loads = lately(async () => {
    const held = Map.groupBy(await cases.list({ talk: 'claimed' }, HELD), ({ assignee }) => assignee)
    return new Map([...held].map(([worker, all]) => [worker, all.length]))
  }, clock)
  const offered = lately(() => cases.offered(OFFERED), clock)
  const chain = lately(
    async () => ({ ...(await lease.state()), undelivered: await conversations.stuck(COUNTED) }),
    clock,
  )
  const opened = lately(async () => {
    const byWho = Map.groupBy(await accessGrants.since(clock() - HOUR, OPENINGS), ({ who }) => who)
    const names = new Map((await workers.lately()).map(({ id, name }) => [id, name]))
    return [...byWho]
      .map(([who, all]) => ({ name: names.get(who) ?? who, count: new Set(all.map((one) => one.case)).size }))
      .filter(({ count }) => count >= MANY)
  }, clock)
  /** Of each worker who looks, what that one has. */
  const held = new Bounded<string, ReturnType<typeof heldBy>>(WORKERS)
  const heldBy = (assignee: string) =>
    lately(() => cases.list({ assignee, talk: 'claimed' }, MOST_HELD), clock)
  watch.overhearCases(() => {
    held.clear()
    for (const one of [free, offered, chain, loads]) one.forget()
  })
  function mine(worker: string) {
    const known = held.get(worker) ?? heldBy(worker)
    held.set(worker, known)
    return known
  }
  return {
    /** The beginning of what nobody has, those who wait to talk first, and whether there is more. */
    free: free.get,
    /** What colleagues asked this worker to take on. */
    offersTo: async (worker: string): Promise<CaseDoc[]> =>
      (await offered.get())
        .filter((one) => one.offered === worker)
        .sort((one, other) => (one.rank < other.rank ? -1 : 1)),
    /** Cases of this worker in which something waits. */
    waitingFor: async (worker: string): Promise<CaseDoc[]> =>
      (await mine(worker).get()).filter(
        (one) => (one.unanswered ?? one.news ?? remindsSince(one, clock())) !== undefined,
      ),
    /** How many cases each worker has in hand; who is not in it has none. */
    loads: loads.get,
    /** What this worker has, in the order of the queue. */
    heldBy: (worker: string): Promise<CaseDoc[]> => mine(worker).get(),
    /** When this worker wants to be reminded next of something that is not due yet. */
    remindsAt: async (worker: string): Promise<number | undefined> => {
      const all = (await mine(worker).get()).flatMap(({ remindAt = 0 }) =>
        remindAt > clock() ? [remindAt] : [],
      )
      return all.length > 0 ? Math.min(...all) : undefined
    },
    /** Who has opened many cases with a reason within the last hour. */
    opened: opened.get,
    /** Whether the alarm itself works, and what is sent to people goes out. */
    chain: chain.get,
  }
}

export type Surroundings = ReturnType<typeof surroundings>
