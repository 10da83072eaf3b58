import type { InfoRequest } from './requests.ts'

/** Where something new can stand in a case: among the answers, in a request for more, in the talk. */
export const seenParts = ['answers', 'requests', 'talk'] as const
type SeenPart = (typeof seenParts)[number]
/** Up to when one worker has seen each part, in ms since 1970. */
export type Seen = Record<SeenPart, number>

/** What it is told by; `seen`: by the id of a worker. */
interface Content {
  record?: { at: number }
  requests?: InfoRequest[]
  seen?: Record<string, Seen> | undefined
}

const nothing: Seen = { answers: 0, requests: 0, talk: 0 }

const later = (one: Seen, other: Partial<Seen>): Seen => ({
  answers: Math.max(one.answers, other.answers ?? 0),
  requests: Math.max(one.requests, other.requests ?? 0),
  talk: Math.max(one.talk, other.talk ?? 0),
})

/** When a request was answered by somebody else; what an authority says, the worker writes down. */
export const answeredAt = ({
  to,
  status,
  ended = 0,
}: Pick<InfoRequest, 'to' | 'status' | 'ended'>): number =>
  status === 'answered' && to !== 'authority' ? ended : 0

/** When what can be read of it last changed; what is said in the talk is not kept here. */
const newestOf = ({ record, requests = [] }: Content): Omit<Seen, 'talk'> => ({
  answers: record?.at ?? 0,
  requests: Math.max(0, ...requests.map(answeredAt)),
})

/** What this worker has seen; of a worker who never had it, nothing. */
export const seenBy = ({ seen }: Content, worker: string): Seen => seen?.[worker] ?? nothing

/**
 * Whoever takes it for the first time goes on from what colleagues have seen. To the first of all the case itself is
 * new, and nothing in it is news.
 */
export function begunBy(content: Content, worker: string, at: number): Record<string, Seen> {
  const { seen = {} } = content
  if (seen[worker]) return seen
  const others = Object.values(seen)
  const first = others.length > 0 ? others.reduce(later, nothing) : { ...newestOf(content), talk: at }
  return { ...seen, [worker]: first }
}

/** Seen by this worker up to then. */
export const withSeen = (content: Content, worker: string, more: Partial<Seen>): Record<string, Seen> => ({
  ...content.seen,
  [worker]: later(seenBy(content, worker), more),
})

/** Since when there is an answer that this worker has not seen, in ms since 1970. */
export function newsFor(content: Content, worker: string): number | undefined {
  const [seen, newest] = [seenBy(content, worker), newestOf(content)]
  const unseen = (['answers', 'requests'] as const).flatMap((part) =>
    newest[part] > seen[part] ? [newest[part]] : [],
  )
  return unseen.length > 0 ? Math.min(...unseen) : undefined
}

/** Of each part in which something is new to this worker, up to when that is. `wrote`: when she last did. */
export function unseenBy(content: Content, worker: string, wrote: number): Partial<Seen> {
  const seen = seenBy(content, worker)
  const newest = { ...newestOf(content), talk: wrote }
  return Object.fromEntries(
    seenParts.flatMap((part) => (newest[part] > seen[part] ? [[part, newest[part]]] : [])),
  )
}
