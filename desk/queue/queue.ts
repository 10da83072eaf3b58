import type { CaseDoc } from '../../intake/case/case.ts'
import { owners, type Place, readPlace, type Status, showPlace, statuses } from '../../intake/case/queue.ts'
import { isFor } from '../../intake/case/routing.ts'
import type { Wave } from '../../intake/case/waves.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Frame } from '../../web/console/frame-view.ts'
import { addressOf } from '../../web/console/queue/address.ts'
import { byWaiting, type Item, isFree } from '../../web/console/queue/item.ts'
import type { Narrowed, QueueGroup, WaveShown } from '../../web/console/queue/view.ts'
import type { DeskServices } from '../services.ts'
import type { Worker } from '../worker.ts'
import { itemOf, type Names } from './items.ts'
import { fitFor } from './match.ts'

/** Cases on one page of a list. */
export const PAGE = 40
/** Cases in each part of the queue's first page, and of what others see to: the way to the rest stands below. */
const FIRST = 10
const OTHERS = 5
/** Of one's own that are urgent: they stand before all else, and push nobody who waits off the screen. */
const PRESSING = 3
/** Cases given to one request of a program, at most. */
export const MOST = 200

/** An id or a language tag; what is not there is not asked by. */
const plain = /^[\w-]{1,40}$/

/** What may stand in an address, by filter; a value is what the store is asked for. */
const readers: Record<string, (text: string) => Partial<Narrowed> | null> = {
  status: (text) => (statuses.includes(text as Status) ? { status: text as Status } : null),
  whose: (text) => owners.filter((one) => one === text).map((whose) => ({ whose }))[0] ?? null,
  urgent: (text) => (text === 'yes' || text === 'no' ? { urgent: text === 'yes' } : null),
  worker: (text) => (plain.test(text) ? { worker: text } : null),
  language: (text) => (plain.test(text) ? { language: text } : null),
  kind: (text) => (plain.test(text) ? { kind: text } : null),
  channel: (text) => (plain.test(text) ? { channel: text } : null),
  wish: (text) => (text === 'woman' || text === 'man' ? { wish: text } : null),
  fits: (text) => (text === 'yes' ? { fits: true, whose: 'free' } : null),
}

/** Empty fields of a form say nothing. @throws Refusal BAD_REQUEST naming the filter that is none */
export function filterOf(asked: URLSearchParams): Narrowed {
  const filter: Narrowed = { status: 'open' }
  for (const [name, read] of Object.entries(readers)) {
    const text = asked.get(name)
    if (!text) continue
    const part = read(text)
    if (!part) throw new Refusal('BAD_REQUEST', `${name} is not a value it can have`)
    Object.assign(filter, part)
  }
  return filter
}

/** The same from an address somebody may have cut or mended: what cannot be read is left out. */
export function wishedOf(asked: URLSearchParams): Narrowed {
  const filter: Narrowed = { status: 'open' }
  for (const [name, read] of Object.entries(readers)) Object.assign(filter, read(asked.get(name) ?? ''))
  return filter
}

/** @throws Refusal BAD_REQUEST */
export function placeOf(asked: URLSearchParams): Place | null {
  const text = asked.get('cursor')
  const place = readPlace(text ?? '')
  if (text && !place) throw new Refusal('BAD_REQUEST', 'the cursor is none that was given')
  return place
}

/** @throws Refusal BAD_REQUEST */
export function limitOf(asked: URLSearchParams): number {
  const limit = Number(asked.get('limit') ?? MOST)
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit
  throw new Refusal('BAD_REQUEST', `limit is from 1 to ${MOST}`)
}

export type QueueNeeds = Pick<DeskServices, 'desk' | 'workers' | 'cases' | 'around'>
type Page = { found: CaseDoc[]; next: Place | null }
type Suits = Awaited<ReturnType<typeof fitFor>>

/** A page of the queue, urgent first, then who has waited longest; `next` is the cursor to go on with. */
export async function queueOf(
  { desk, ...parts }: Omit<QueueNeeds, 'around'>,
  worker: Worker,
  { fits, ...filter }: Narrowed,
  after: Place | null,
  limit: number,
): Promise<{ items: Item[]; next: string | null }> {
  const suits = await fitFor(worker.id, parts)
  const names = await namesOf(parts)
  const keep = fits ? async (found: CaseDoc) => isFor(await suits(found)) : undefined
  return shown(await desk.queue({ ...filter, me: worker.id }, after, limit, keep), worker, suits, names)
}

export const namesOf = async ({ workers }: Pick<QueueNeeds, 'workers'>): Promise<Names> =>
  new Map((await workers.lately()).map(({ id, name }) => [id, name]))

async function shown({ found, next }: Page, worker: Worker, suits: Suits, names: Names) {
  const items = await Promise.all(
    found.map(async (doc) => {
      const item = itemOf(doc, worker, names)
      return isFree(item) ? { ...item, fit: await suits(doc) } : item
    }),
  )
  return { items, next: next && showPlace(next) }
}

/** Somebody waits to talk now. */
export const isLive = ({ talk }: Pick<Item, 'talk'>): boolean => talk === 'waiting'

/** What a list's time says, where it is not since when nobody has it: when something last happened, or it was closed. */
export const times: Record<string, QueueGroup['time']> = {
  mine: 'changed',
  mineUrgent: 'changed',
  claimed: 'changed',
  colleague: 'changed',
  bot: 'changed',
  closed: 'closed',
}

/** A part of the queue from its beginning; where there is more, the way to all of it. */
export const partOf = (
  id: string,
  items: readonly Item[],
  more: boolean,
  all: Partial<Narrowed>,
  most = FIRST,
): QueueGroup => ({
  name: `desk.group.${id}`,
  time: times[id] ?? 'since',
  items: items.slice(0, most),
  all: more || items.length > most ? addressOf({ status: 'open', ...all }) : undefined,
})

export type Arrivals = Pick<Frame, 'arrivals' | 'more'>

/** Of a wave, one stands for all. */
const firstsOf = (waves: readonly Wave[], worker: Worker) => waves.map(({ all }) => itemOf(all[0]!, worker))

/** The beginning of what nobody has, for the title and for what is announced. */
export async function arrivalsOf({ around }: Pick<QueueNeeds, 'around'>, worker: Worker): Promise<Arrivals> {
  const { waves, found, more } = await around.free()
  return { arrivals: [...firstsOf(waves, worker), ...found.map((doc) => itemOf(doc, worker))], more }
}

const waveOf = (all: readonly CaseDoc[]): Omit<WaveShown, 'alike'> => ({
  count: all.length,
  since: all[0]!.waitingSince,
  languages: [...new Set(all.map(({ language }) => language))],
})

/**
 * The first page: who waits to talk, what one is asked to take, what else is free, one's own, and the rest; each from
 * its beginning. What is urgent is for everybody to see. What is free is read once for these and for the title.
 */
export async function groupsOf(
  { around, desk, ...parts }: QueueNeeds,
  worker: Worker,
  now: number,
): Promise<{ groups: QueueGroup[]; waves: WaveShown[]; arrived: Arrivals }> {
  const suits = await fitFor(worker.id, parts)
  const names = await namesOf(parts)
  const others = async (whose: Narrowed['whose']) =>
    shown(await desk.queue({ status: 'open', whose, me: worker.id }, null, OTHERS), worker, suits, names)
  const [free, held, colleague, bot] = await Promise.all([
    around.free().then(async ({ found, waves, more }) => ({
      ...(await shown({ found, next: null }, worker, suits, names)),
      ...{ waves, more },
    })),
    around.heldBy(worker.id),
    others('colleague'),
    others('bot'),
  ])
  const own = held.map((doc) => itemOf(doc, worker)).sort(byWaiting(now))
  const mine = own.filter(({ urgent }) => !urgent)
  const pressing = own.filter(({ urgent }) => urgent)
  const live = free.items.filter(isLive)
  const sent = free.items.filter((one) => !isLive(one))
  const pinned = ({ urgent, fit }: Item) => urgent || isFor(fit!)
  const groups = [
    partOf('mineUrgent', pressing, false, { whose: 'mine', urgent: true }, PRESSING),
    partOf('live', live, false, { status: 'waiting' }),
    partOf('forMe', sent.filter(pinned), free.more, { fits: true }),
    partOf(
      'free',
      sent.filter((one) => !pinned(one)),
      free.more,
      { whose: 'free' },
    ),
    partOf('mine', mine, false, { whose: 'mine' }),
    partOf('colleague', colleague.items, colleague.next !== null, { whose: 'colleague' }),
    partOf('bot', bot.items, bot.next !== null, { whose: 'bot' }),
  ]
  const { items, more, waves } = free
  const shownWaves = waves.map(({ alike, all }) => ({ alike, ...waveOf(all) }))
  return { groups, waves: shownWaves, arrived: { arrivals: [...firstsOf(waves, worker), ...items], more } }
}
