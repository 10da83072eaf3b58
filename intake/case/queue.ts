import { type Cursor, pageOf } from '../store/paging.ts'
import type { Collection, Versioned } from '../store/ports.ts'
import type { CaseDoc } from './case.ts'

/** `waiting` and `claimed` are about talking; `sent`, `moreInfo` and `closed` about the application. */
export const statuses = ['open', 'waiting', 'mine', 'claimed', 'sent', 'moreInfo', 'closed'] as const
export type Status = (typeof statuses)[number]

/** In whose hands: nobody's though somebody should have it, one's own, a colleague's, the bot's. */
export const owners = ['free', 'mine', 'colleague', 'bot'] as const
export type Owner = (typeof owners)[number]

/** How a worker narrows the queue: by readable fields only, each compared whole. */
export interface QueueFilter {
  status: Status
  whose?: Owner | undefined
  /** Only what this one has. */
  worker?: string | undefined
  urgent?: boolean | undefined
  language?: string | undefined
  kind?: string | undefined
  channel?: string | undefined
  wish?: string | undefined
}

/** Where a page of the queue ended: a rank, and the id that parts equal ranks. */
export type Place = Cursor<string>

/** Cases looked at for one page at most, where most of them are passed over. */
const LOOKED = 1000
/** So many at a time, once the first of them were not enough. */
const STEP = 200
/** Two cases of one rank began to wait in the same millisecond. */
const SLACK = 5

/** What the store is asked for; each is the start of a composite index that ends in `rank`. */
type Stream = { application?: string; talk: string; assignee?: string }

const waiting = { talk: 'waiting' }
const claimed = { talk: 'claimed' }
/** Closed by a worker, and not yet told to her. */
const ending = { talk: 'ending' }
const withBot = (application: string) => ({ application, talk: 'bot' })
const of = (assignee: string) => ({ ...claimed, assignee })

type Streams = (me: string) => Stream[]
const none: Streams = () => []
const all =
  (...streams: Stream[]): Streams =>
  () =>
    streams

/** One application state, which a case may be in whoever has it. */
const state = (application: string): Record<Owner | 'anybody', Streams> => ({
  anybody: all({ application, ...waiting }, { application, ...claimed }, withBot(application)),
  free: all({ application, ...waiting }, withBot(application)),
  mine: (me) => [{ application, ...of(me) }],
  colleague: all({ application, ...claimed }),
  bot: none,
})

/**
 * Which streams make up a list. A case that nobody has has no assignee, and a closed one keeps its last; so the
 * two states say in whose hands a case is, and the queue needs no field of its own for it.
 */
const streams: Record<Status, Record<Owner | 'anybody', Streams>> = {
  open: {
    anybody: all(waiting, claimed, withBot('sent'), withBot('moreInfo'), withBot('draft')),
    free: all(waiting, withBot('sent'), withBot('moreInfo')),
    mine: (me) => [of(me)],
    colleague: all(claimed),
    bot: all(withBot('draft')),
  },
  waiting: { anybody: all(waiting), free: all(waiting), mine: none, colleague: none, bot: none },
  mine: { anybody: (me) => [of(me)], free: none, mine: (me) => [of(me)], colleague: none, bot: none },
  claimed: {
    anybody: all(claimed),
    free: none,
    mine: (me) => [of(me)],
    colleague: all(claimed),
    bot: none,
  },
  sent: state('sent'),
  moreInfo: state('moreInfo'),
  closed: {
    anybody: all(withBot('closed'), ending),
    free: none,
    mine: (me) => [withBot('closed'), ending].map((one) => ({ ...one, assignee: me })),
    colleague: all(withBot('closed'), ending),
    bot: none,
  },
}

/** The rank begins with 0 for what is urgent. */
const bounds = (urgent: boolean | undefined) =>
  urgent === undefined ? {} : urgent ? { below: '1' } : { from: '1' }

/**
 * A page of the queue in the order of (rank, id): urgent first, then who has waited longest. The store is asked by
 * what has an index: the two states, who has it, urgency (which `rank` begins with) and language. A kind, channel or
 * wish with an index for each list would cost every write more than it saves, and without one a store looks through
 * all there is; so these, "not mine" and `keep` pass cases over here, a bounded number for one page. Then a page may
 * come back short of `limit` though there is more: as long as `next` is not `null`, go on with it.
 */
export async function queuePage(
  collection: Collection<CaseDoc>,
  { me, status, whose, worker, urgent, language, ...given }: QueueFilter & { me: string },
  after: Place | null,
  limit: number,
  keep: (found: CaseDoc) => boolean | Promise<boolean> = () => true,
): Promise<{ found: Versioned<CaseDoc>[]; next: Place | null }> {
  const fields = Object.entries(given).filter(([, value]) => value) as [string, string][]
  const of = worker ? streams[status].mine(worker) : streams[status][whose ?? 'anybody'](me)
  const wheres = of.map((stream) => ({
    ...stream,
    ...(language ? { language } : {}),
  }))
  const kept = async (doc: CaseDoc) =>
    (worker !== undefined || whose !== 'colleague' || (doc.assignee !== '' && doc.assignee !== me)) &&
    fields.every(([name, value]) => doc[name as keyof CaseDoc] === value) &&
    (await keep(doc))

  /** Each stream has its own first `most`; what moves between two of them meanwhile is there once. */
  async function merged(place: Place | null, most: number) {
    const query = { field: 'rank', slack: SLACK, ...bounds(urgent) }
    const pages = await Promise.all(
      wheres.map((where) => pageOf<CaseDoc, string>(collection, { ...query, where }, place, most)),
    )
    const byId = new Map(pages.flat().map((doc) => [doc.id, doc]))
    return [...byId.values()]
      .sort((a, b) => (`${a.rank} ${a.id}` < `${b.rank} ${b.id}` ? -1 : 1))
      .slice(0, most)
  }

  const found: Versioned<CaseDoc>[] = []
  let place = after
  for (let looked = 0; ; ) {
    const size = looked === 0 ? limit : Math.max(limit, STEP)
    const batch = await merged(place, size + 1)
    const more = batch.length > size
    for (const [i, doc] of batch.slice(0, size).entries()) {
      place = [doc.rank, doc.id]
      looked += 1
      if (await kept(doc)) found.push(doc)
      const last = !more && i === batch.length - 1
      if (found.length === limit) return { found, next: last ? null : place }
    }
    if (!more) return { found, next: null }
    if (looked >= LOOKED) return { found, next: place }
  }
}

/** A place as an address holds it: a rank and a random number, nothing of the person. */
export const showPlace = ([rank, id]: Place): string => `${rank}.${id}`

/** `null` for what `showPlace` never made. */
export function readPlace(text: string): Place | null {
  const [, rank, id] = /^([01]\d{15})\.(\d{20})$/.exec(text) ?? []
  return rank && id ? [rank, id] : null
}
