import { allOf } from '../store/paging.ts'
import type { Collection } from '../store/ports.ts'
import { type AuditDoc, type Heads, hashOf, lineId } from './chain.ts'

/**
 * `changed`: a line does not hash to what it says. `missing`: its number is not there. `unlinked`: it does not
 * follow the line before. `cut`: an anchor, or what an earlier check printed, knows more than is there.
 */
type Break = 'changed' | 'missing' | 'unlinked' | 'cut'

interface ChainReport {
  chain: string
  lines: number
  /** Hash of its last line: noted elsewhere and given to a later check, it shows what was cut since. */
  head: string
  /** The first line that is broken. */
  broken?: { order: number; why: Break }
}

type Line = Pick<AuditDoc, 'order' | 'previous' | 'hash'> & { intact: boolean }

function check(lines: Line[]): ChainReport['broken'] {
  let previous = ''
  for (const [at, line] of lines.entries()) {
    const order = at + 1
    if (!line.intact) return { order: line.order, why: 'changed' }
    if (line.order !== order) return { order, why: 'missing' }
    if (line.previous !== previous) return { order, why: 'unlinked' }
    previous = line.hash
  }
}

/** Reads the whole audit and reports chain by chain, those that only an anchor remembers too. */
export async function verify(
  collection: Collection<AuditDoc>,
  /** Lines are keyed by one of them. */
  keys: readonly Uint8Array[],
  /** What was noted elsewhere, each time. */
  ...earlier: readonly Heads[]
): Promise<ChainReport[]> {
  const chains = new Map<string, Line[]>()
  const named: [string, readonly [number, string]][] = earlier.flatMap((heads) => Object.entries(heads))
  const of = (part: string): Line[] => {
    const lines = chains.get(part) ?? []
    chains.set(part, lines)
    return lines
  }
  for await (const { etag: _, hash, ...line } of allOf(collection, { field: 'changed' })) {
    const { part, order, previous } = line
    const intact = keys.some((key) => hash === hashOf(key, line)) && line.id === lineId(part, order)
    of(part).push({ order, previous, hash, intact })
    if (intact && line.heads) named.push(...Object.entries(line.heads))
  }
  for (const [part] of named) of(part)
  const known = Map.groupBy(named, ([part]) => part)

  return [...chains].map(([part, unsorted]) => {
    const lines = unsorted.sort((a, b) => a.order - b.order)
    const breaks = [check(lines)]
    for (const [, [order, hash]] of known.get(part) ?? []) {
      // Where numbers are missing before it, the chain is broken there already.
      const line = lines[order - 1]?.order === order ? lines[order - 1] : undefined
      if (!line && order > (lines.at(-1)?.order ?? 0)) breaks.push({ order: lines.length + 1, why: 'cut' })
      else if (line && line.hash !== hash) breaks.push({ order, why: 'changed' })
    }
    const [broken] = breaks.filter((one) => one !== undefined).sort((a, b) => a.order - b.order)
    return { chain: part, lines: lines.length, head: lines.at(-1)?.hash ?? '', ...(broken ? { broken } : {}) }
  })
}
