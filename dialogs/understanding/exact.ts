import type { Ear } from './heard.ts'
import type { Command, Open } from './kinds.ts'
import type { Lexicon, Span } from './lexicon.ts'
import type { Token } from './message.ts'

/** Options that yes, no and unsure words answer. */
const MOOD_OF: Record<string, string> = {
  yes: '{yes}',
  no: '{no}',
  unsure: '{unsure}',
  notSure: '{unsure}',
  unknown: '{unsure}',
  maybe: '{unsure}',
}

/** Questions where nothing but the bare name of an option is an answer: "I want" before it is already prose. */
const STRICT = /^(consent\.|contact\.|control\.|needs\.crime$|safety\.)/

interface Tiling {
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
function tile(
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

const AROUND = new Set(['{courtesy}', '{and}'])
const NUMBER = 'number:'

/** The options a whole message names; nothing when it is unclear which. */
export function exactOptions(
  tokens: readonly Token[],
  spans: readonly Span[],
  titles: Lexicon,
  { lexicon }: Ear,
  open: Open,
  ranges: boolean,
): string[] {
  const all = [...spans, ...titles.find(tokens), ...digits(tokens)]
  const around = new Set([
    ...AROUND,
    '{glue}',
    '{optionWords}',
    ...(STRICT.test(open.key) ? [] : ['{wishes}']),
  ])
  const means = (name: string) => optionOf(name, open)
  // "en" is one, and an article: in a list with names, numbers are digits.
  const counted = (at: number) => open.kind === 'many' && !ranges && /^\d/.test(tokens[at]!.word)
  const ands = spans.filter(({ name }) => name === '{and}')
  const parted = (from: number, to: number) =>
    tokens.slice(from, to + 1).some(({ apart, tied }) => apart || tied) ||
    ands.some((and) => and.from >= from && and.to <= to)
  const named = tile(
    tokens.length,
    all,
    ({ name, from }) =>
      around.has(name) ? '' : name.startsWith(NUMBER) && !counted(from) ? null : means(name),
    parted,
  )
  const numbered = ranges
    ? null
    : tile(tokens.length, all, ({ name }) =>
        AROUND.has(name) || name === '{optionWords}' ? '' : name.startsWith(NUMBER) ? means(name) : null,
      )
  for (const found of [numbered, named]) {
    const ids = found && !found.rival ? [...new Set(found.meanings)] : []
    if (fits(ids, open)) return ids
  }
  if (named || numbered) return []
  const joined = [...lexicon.joined(tokens), ...titles.joined(tokens)].map(means).filter((id) => id !== null)
  return fits([...new Set(joined)], open) ? [joined[0]!] : []
}

function fits(ids: readonly string[], { kind, alone = [], options, others = [] }: Open): boolean {
  if (ids.length !== 1 && (kind !== 'many' || ids.some((id) => alone.includes(id) || id in MOOD_OF)))
    return false
  return ids.length > 0 && ids.every((id) => [...options, ...others].some((option) => option.id === id))
}

/** "The last one" is -1. */
const placed = (number: number, options: Open['options']) =>
  number === 0 ? undefined : options.at(number > 0 ? number - 1 : number)

/** Asked how old somebody is, a number that is no place among the options is an age. */
export function ageOf(number: number, { key, options }: Open): string | null {
  if (key !== 'identity.age' || number <= options.length || number > OLDEST) return null
  const id = number >= 18 ? 'adult' : number >= 15 ? '15to17' : 'under15'
  return options.some((option) => option.id === id) ? id : null
}

const OLDEST = 110

/** A number is its place among the options shown; 0 and what is beyond them are none, but for an age. */
export function optionOf(name: string, open: Open): string | null {
  const { key, options, others = [] } = open
  if (name.startsWith(NUMBER)) {
    const number = Number(name.slice(NUMBER.length))
    return placed(number, options)?.id ?? ageOf(number, open) ?? '?'
  }
  if (name.startsWith('title:')) return name.slice('title:'.length)
  if (name.startsWith(`option:${key}:`)) return name.slice(`option:${key}:`.length)
  return [...options, ...others].find(({ id }) => MOOD_OF[id] === name)?.id ?? null
}

const digits = (tokens: readonly Token[]): Span[] =>
  tokens.flatMap(({ forms }, from) =>
    forms
      .filter((form) => /^\d{1,3}$/.test(form))
      .map((form) => ({ name: NUMBER + Number(form), from, to: from + 1, slipped: false })),
  )

/** No slip of the finger leads to these, and no wish before them: leaving erases. "I want to leave" may be him she leaves. */
const BARE = new Set<Command>(['exit', 'danger'])

/** Not with "is" or "this" around: "what is this" is another question than "what". */
const UNGLUED = new Set<Command>(['exit', 'danger', 'repeat', 'stop', 'unknown'])

/** The command a whole message is. */
export function exactCommand(
  tokens: readonly Token[],
  spans: readonly Span[],
  { lexicon }: Ear,
): Command | null {
  const of = (name: string) =>
    name.startsWith('command:') ? (name.slice('command:'.length) as Command) : null
  const around = (name: string, glued: boolean) =>
    name === '{courtesy}' || name === '{wishes}' || (glued && name === '{glue}')
  const tiled = (glued: boolean) =>
    tile(tokens.length, spans, ({ name, slipped }) => {
      if (around(name, glued)) return ''
      const command = of(name)
      return command && ((slipped && BARE.has(command)) || (glued && UNGLUED.has(command))) ? null : command
    })
  const found = tiled(false) ?? tiled(true)
  const joined = () => [...lexicon.joined(tokens)].map(of).filter((one) => one !== null)
  const [command, ...more] = new Set(found ? (found.meanings as Command[]) : joined())
  if (!command || more.length > 0 || found?.rival) return null
  const wished = spans.some(({ name, from }) => name === '{wishes}' && from === 0)
  const spelled = spans.some(
    ({ name, from, to }) => of(name) === command && from === 0 && to === tokens.length,
  )
  return BARE.has(command) && wished && !spelled ? null : command
}
