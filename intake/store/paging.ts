import type { Collection, Doc, Query, Versioned } from './ports.ts'

/** Where a page ended: the value of the field it is ordered by, and the id that parts equal values. */
export type Cursor<V extends number | string = number> = readonly [value: V, id: string]

/** More than one page's worth is asked for, as documents of one value come in no order of their own. */
const SLACK = 100

interface PageQuery {
  where?: Query['where']
  /** A field of whole numbers or of text; documents without it are left out. */
  field: string
  descending?: boolean
  /** Inclusive and exclusive bounds of that field. */
  from?: number | string
  below?: number | string
  /** Documents asked for beyond the page; fewer where equal values are rare. */
  slack?: number
}

/**
 * A page in the order of (field, id), which no engine is asked for: equal values are fetched whole and put in
 * order here. Nothing is skipped or given twice between pages, unless it changes its place meanwhile.
 */
export async function pageOf<T extends Doc, V extends number | string = number>(
  collection: Collection<T>,
  { where, field, descending = false, from, below, slack = SLACK }: PageQuery,
  after: Cursor<V> | null,
  limit: number,
): Promise<Versioned<T>[]> {
  const value = (doc: T) => (doc as unknown as Record<string, V>)[field]!
  const sign = descending ? -1 : 1
  const compare = (a: Cursor<V>, b: Cursor<V>) => sign * (order(a[0], b[0]) || order(a[1], b[1]))
  const lower = descending || !after ? from : after[0]
  const upper = descending && after ? past(after[0]) : below
  for (let asked = limit + slack; ; asked *= 2) {
    const range = {
      field,
      ...(lower === undefined ? {} : { from: lower }),
      ...(upper === undefined ? {} : { below: upper }),
    }
    const found = await collection.find({
      ...(where ? { where } : {}),
      range,
      order: { field, descending },
      limit: asked,
    })
    const last = found.at(-1)
    // The last value may have more documents than were given: leave it for the next page.
    const whole = found.length < asked || !last ? found : found.filter((doc) => value(doc) !== value(last))
    const place = (doc: T): Cursor<V> => [value(doc), doc.id]
    const rest = whole
      .filter((doc) => !after || compare(place(doc), after) > 0)
      .sort((a, b) => compare(place(a), place(b)))
    if (rest.length >= limit || found.length < asked) return rest.slice(0, limit)
  }
}

const order = <V extends number | string>(a: V, b: V) => (a < b ? -1 : a > b ? 1 : 0)

/** The upper bound of a range excludes: the next value there can be. */
const past = (value: number | string) => (typeof value === 'number' ? value + 1 : `${value}\u0000`)

/** Every document in the order of `field`, a page at a time. */
export async function* allOf<T extends Doc>(collection: Collection<T>, query: PageQuery, size = 1000) {
  let after: Cursor | null = null
  for (;;) {
    const page: Versioned<T>[] = await pageOf(collection, query, after, size)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < size) return
    after = [(last as unknown as Record<string, number>)[query.field]!, last.id]
  }
}

/** Removes all that is found, however much it is: a part at a time, until nothing is. */
export async function removeAll<T extends Doc>(
  collection: Collection<T>,
  where: NonNullable<Query['where']>,
  size = 1000,
): Promise<void> {
  for (;;) {
    const found = await collection.find({ where, limit: size })
    for (const { id, part } of found) await collection.remove(id, part)
    if (found.length < size) return
  }
}

/** A cursor as a client holds it: to be given back, not to be read. */
export const showCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url')

/** `null` for what `showCursor` never made. */
export function readCursor(text: string): Cursor | null {
  try {
    const [value, id, ...more] = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Number.isSafeInteger(value) && typeof id === 'string' && more.length === 0 ? [value, id] : null
  } catch {
    return null
  }
}
