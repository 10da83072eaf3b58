import type { CaseDoc } from '../intake/case/case.ts'
import type { Cases } from '../intake/case/cases.ts'
import type { Conversations } from '../intake/conversation/conversation.ts'
import { lately } from '../intake/store/lately.ts'
import type { Clock } from '../intake/store/ports.ts'
import type { Changes } from '../platform/changes.ts'
import type { Lease } from './alarm/lease.ts'

/** Cases that nobody has, counted in the title and looked through for those that fit; of more it says so. */
const COUNTED = 99
const OFFERED = 200

interface SurroundingParts {
  cases: Cases
  conversations: Pick<Conversations, 'stuck'>
  lease: Pick<Lease, 'state'>
  watch: Changes
  clock: Clock
}

/** What is around every page of the console, the same for whoever looks: asked for once, not once a page. */
export function surroundings({ cases, conversations, lease, watch, clock }: SurroundingParts) {
  const free = lately(() => cases.queue({ status: 'open', whose: 'free', me: '' }, null, COUNTED), clock)
  const offered = lately(() => cases.offered(OFFERED), clock)
  const chain = lately(
    async () => ({ ...(await lease.state()), undelivered: await conversations.stuck(COUNTED) }),
    clock,
  )
  watch.overhearCases(() => {
    for (const one of [free, offered, chain]) one.forget()
  })
  return {
    /** The beginning of what nobody has, and whether there is more. */
    free: free.get,
    /** What colleagues asked this worker to take on. */
    offersTo: async (worker: string): Promise<CaseDoc[]> =>
      (await offered.get())
        .filter((one) => one.offered === worker)
        .sort((one, other) => (one.rank < other.rank ? -1 : 1)),
    /** Whether the alarm itself works, and what is sent to people goes out. */
    chain: chain.get,
  }
}

export type Surroundings = ReturnType<typeof surroundings>
