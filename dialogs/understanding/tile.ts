import type { Span } from './lexicon.ts'

export interface Tiling {
  pieces: number
  meanings: string[]
  /** Where the first meaning begins. */
  first: number
  /** Two meanings fit the same words, or stand together with nothing to part them. */
  rival: boolean
}

/**
 * What a message says when it is made of nothing else: pieces that mean something, and courtesy between them.
 * `meaning` answers what a span means, `''` for what may stand around it, `null` for what may not; `parted`, whether
 * two meanings may stand so: "talk police" is no list.
 */
export function tile(
  length: number,
  spans: readonly Span[],
  meaning: (span: Span) => string | null,
  parted: (from: number, to: number) => boolean = () => true,
): Tiling | null {
  const best: (Tiling | undefined)[] = Array.from({ length: length + 1 })
  best[length] = { pieces: 0, meanings: [], first: length, rival: false }
  const starting = Map.groupBy(spans, ({ from }) => from)
  for (let at = length - 1; at >= 0; at -= 1)
    for (const span of starting.get(at) ?? []) {
      const rest = best[span.to]
      const said = rest ? meaning(span) : null
      if (!rest || said === null) continue
      const [next] = rest.meanings
      const apart = !said || !next || next === said || parted(span.to, rest.first)
      const made: Tiling = {
        pieces: rest.pieces + 1,
        meanings: said ? [said, ...rest.meanings] : rest.meanings,
        first: said ? at : rest.first,
        rival: rest.rival || !apart,
      }
      best[at] = better(made, best[at])
    }
  const found = best[0]
  return found && found.meanings.length > 0 ? found : null
}

/** Fewer and longer pieces are meant rather than many small ones; a meaning rather than none. */
function better(a: Tiling, b: Tiling | undefined): Tiling {
  if (!b || a.pieces < b.pieces) return a
  if (a.pieces > b.pieces || a.meanings.length < b.meanings.length) return b
  if (a.meanings.length > b.meanings.length) return a
  return a.meanings.join() === b.meanings.join() ? b : { ...b, rival: true }
}
