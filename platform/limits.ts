import type { IncomingMessage } from 'node:http'
import { isIPv6 } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { SECOND } from '../intake/hours/time.ts'
import type { Clock } from '../intake/store/ports.ts'
import { log, Refusal } from './errors.ts'

/**
 * What it costs to be asked for something, in points. Everybody has `SIZE` of them at once and `RATE` more each
 * second: a sender, a conversation. What is asked within a conversation is paid by the conversation: who is in one is
 * not slower because of others at the same address.
 */
export const costs = {
  /** Paid by the sender: a reception centre shares one address. */
  begin: 10,
  /** Given back when it was right. */
  code: 240,
  token: 12,
  link: 2,
  wrongLink: 40,
  /** Paid by the conversation. */
  write: 3,
  refresh: 12,
  look: 1,
} as const
export type Act = keyof typeof costs

/** Guessing is paid for apart: whoever holds what is right is not slower because somebody beside them guesses. */
const guesses: readonly Act[] = ['code', 'wrongLink']
const payer = (act: Act, who: string): string => (guesses.includes(act) ? `${act} ${who}` : who)

export const SIZE = 1200
/** Points that come back in a second. */
export const RATE = 4
/** Whoever has used up all is slowed for so long at most, in ms; what would take longer is told when to come again. */
export const LONGEST = 8 * SECOND
/** What cannot wait is slowed for so long at most, in ms. */
export const URGENT = 1 * SECOND
/** So many are held at once, of all. */
const MOST_HELD = 500
/** So many keys are remembered; what was used longest ago is full again by then. */
const MOST_KEYS = 20_000

/** A bucket that leaks: what stands in it, and when that was so. */
interface Bucket {
  level: number
  at: number
}

export interface Limits {
  /**
   * Takes its time when there was much. What is `urgent` is never refused, whoever used up what there was; asked only
   * then. @throws Refusal TOO_MANY, with when to come again, UNAVAILABLE when too many wait
   */
  spend: (act: Act, by: string, urgent?: () => boolean) => Promise<void>
  giveBack: (act: Act, by: string) => void
  /** What stands in the buckets that are not nearly empty, and what other processes say of theirs. */
  heavy: () => Map<string, number>
  hear: (others: ReadonlyMap<string, number>) => void
}

export function limits(clock: Clock, pause: (ms: number) => Promise<unknown> = setTimeout): Limits {
  const buckets = new Map<string, Bucket>()
  let elsewhere: ReadonlyMap<string, number> = new Map()
  let held = 0

  /** All processes together leak as fast as one: each in the part that is its own. */
  function levelOf(by: string, now: number): number {
    const { level, at } = buckets.get(by) ?? { level: 0, at: now }
    const others = elsewhere.get(by) ?? 0
    const share = level > 0 ? level / (level + others) : 1
    // A clock that was set back takes nothing away.
    return Math.max(0, level - (Math.max(0, now - at) / SECOND) * RATE * share)
  }

  function keep(by: string, level: number, at: number): void {
    buckets.delete(by)
    if (level > 0) buckets.set(by, { level, at })
    if (buckets.size > MOST_KEYS) buckets.delete(buckets.keys().next().value!)
  }

  return {
    async spend(act, who, urgent = () => false) {
      const by = payer(act, who)
      const now = clock()
      const level = levelOf(by, now) + costs[act]
      const wait = ((level + (elsewhere.get(by) ?? 0) - SIZE) / RATE) * SECOND
      if (wait > 0 && urgent()) return void (await pause(Math.min(wait, URGENT)))
      if (wait > LONGEST) throw tooMany(now, now + wait)
      if (wait > 0 && held >= MOST_HELD) throw new Refusal('UNAVAILABLE')
      keep(by, level, now)
      if (wait <= 0) return
      held += 1
      await pause(wait).finally(() => {
        held -= 1
      })
    },
    giveBack(act, who) {
      const by = payer(act, who)
      const now = clock()
      keep(by, levelOf(by, now) - costs[act], now)
    },
    heavy() {
      const now = clock()
      const all = [...buckets.keys()].map((by) => [by, levelOf(by, now)] as const)
      return new Map(all.filter(([, level]) => level >= SIZE / 10))
    },
    hear(others) {
      elsewhere = others
    },
  }
}

/**
 * Lets each key through so many times in a window of so many milliseconds: of what costs money each time, where
 * going on slowly would cost as much. @throws Refusal TOO_MANY
 */
export function limiter(clock: Clock, most: number, window: number): (key: string) => void {
  const seen = new Map<string, { since: number; count: number }>()
  return (key) => {
    const now = clock()
    if (seen.size > 10_000) for (const [one, { since }] of seen) if (now - since > window) seen.delete(one)
    const found = seen.get(key)
    const entry = found && now - found.since < window ? found : { since: now, count: 0 }
    entry.count += 1
    seen.set(key, entry)
    if (entry.count > most) throw tooMany(now, entry.since + window)
  }
}

const tooMany = (now: number, until: number): Refusal =>
  Object.assign(new Refusal('TOO_MANY'), { until, after: Math.ceil((until - now) / SECOND) })

/** The network of an IPv6 address is one customer's, the address itself whatever their device likes today. */
function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const front = head.split(':').filter(Boolean)
  const back = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length
  const groups = [...front, ...Array(Math.max(0, zeros)).fill('0'), ...back]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

/** An address as a proxy may write it: some add the port it came from. */
const withoutPort = (address: string): string =>
  /^\[(.+)\](?::\d+)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, '$1')

let told = false

/**
 * Who a request comes from, for counting only: kept in memory, never logged or stored. Each proxy of ours adds at the
 * end of `X-Forwarded-For` whom it was asked by; what stands before those was written by anybody.
 */
export function senderOf(req: IncomingMessage, proxies: number): string {
  const forwarded = String(req.headers['x-forwarded-for'] ?? '')
  const remote = req.socket.remoteAddress ?? ''
  if (proxies === 0 && forwarded && !told) {
    told = true
    log('proxy.notTrusted', {
      setting: 'TRUST_PROXY',
      why: 'requests come through a proxy: until it is set, all people count as one sender',
    })
  }
  const hops = forwarded.split(',').map((hop) => withoutPort(hop.trim()))
  return network((proxies > 0 && hops.at(-proxies)) || remote)
}
