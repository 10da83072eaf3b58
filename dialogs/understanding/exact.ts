import type { Ear } from './heard.ts'
import type { Command, Open } from './kinds.ts'
import type { Lexicon, Span } from './lexicon.ts'
import type { Message, Token } from './message.ts'
import { tile } from './tile.ts'
import { AGE, ageGroup, OLDEST, optionsInTime } from './times.ts'

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

const AROUND = new Set(['{courtesy}', '{and}'])
const NUMBER = 'number:'

/** Words that change nothing within a whole answer either, first those that never do: "no, I am ok" is more than "no, I am". */
const WITHOUT = [[], ['{fillers}'], ['{fillers}', '{courtesy}']]
/** What is never left out, whatever else it may be. */
const KEPT = new Set(['{yes}', '{no}', '{unsure}', '{negations}', '{doubts}'])

/** The options a whole message names, as it stands or without what only fills it; nothing when it is unclear which. */
export function answered(
  { tokens, ranges }: Message,
  spans: readonly Span[],
  titles: Lexicon,
  ear: Ear,
  open: Open,
): string[] {
  const timed = optionsInTime(tokens, spans, open)
  if (timed.length === 1) return timed
  const kept = spans.filter(({ name }) => KEPT.has(name))
  for (const names of WITHOUT) {
    const filled = spans.filter(
      (span) => names.includes(span.name) && !kept.some((one) => overlaps(one, span)),
    )
    const rest = tokens.filter((_, at) => !filled.some(({ from, to }) => from <= at && at < to))
    const heard = rest.length < tokens.length ? ear.lexicon.find(rest) : spans
    const ids = exactOptions(rest, heard, titles, ear, open, ranges)
    if (ids.length > 0) return isDenied(ids, rest, heard, ear, open) ? [] : ids
    const loose = [...new Set([...ear.lexicon.loosely(rest)].flatMap((name) => optionOf(name, open) || []))]
    if (fits(loose, open)) return isTorn(loose, heard) ? [] : loose
  }
  return []
}

const overlaps = (a: Span, b: Span) => a.from < b.to && b.from < a.to
const covers = (a: Span, b: Span) => a.from <= b.from && a.to >= b.to

/** "Yes no" is neither, in whatever order, and "not" makes no yes. */
const isTorn = ([id]: string[], spans: readonly Span[]) => {
  const says = (name: string) => spans.some((span) => span.name === name)
  return (says('{yes}') && says('{no}')) || (id === 'yes' && says('{negations}'))
}

/** "Not me and my child are safe": a word may stand between. */
const NEXT = 1

/**
 * "Not safe" is no "no", though "safe" is: a word that denies must not stand before what it would turn round. "No, I
 * am safe" is one: `{nay}` is the no that stands by itself, before more than one word.
 */
function isDenied(
  [id]: string[],
  tokens: readonly Token[],
  spans: readonly Span[],
  { nay }: Ear,
  open: Open,
): boolean {
  if (id !== 'yes' && id !== 'no') return false
  const said = spans.filter(({ name }) => optionOf(name, open) === id)
  const negations = spans.filter(({ name }) => name === '{negations}')
  const denials = [...negations, ...spans.filter(({ name }) => name === '{no}')]
  // "ولا" is a "nor".
  const isNay = ({ from }: Span) => nay.has(tokens[from]!.word)
  const isTied = (denial: Span) =>
    !isNay(denial) && spans.some((one) => one.name === '{nay}' && covers(one, denial))
  const alone = (denial: Span) => isNay(denial) && denial.to - denial.from === 1
  if (id === 'yes') return negations.some((denial) => !said.some((span) => covers(span, denial)))
  return denials.some((denial) =>
    said.some(
      (span) =>
        span.from >= denial.to &&
        span.from - denial.to <= (alone(denial) ? 0 : NEXT) &&
        !tokens[span.from]!.apart &&
        !negations.some((one) => covers(span, one)) &&
        (isTied(denial) || !said.some((whole) => covers(whole, denial) && covers(whole, span))) &&
        (span.to - span.from === 1 || !alone(denial)),
    ),
  )
}

function exactOptions(
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
        // "n" between numbers is "and"; where it may be "no", what it says stands beside the number.
        name.startsWith(NUMBER) || (KEPT.has(name) && means(name) !== null)
          ? means(name)
          : AROUND.has(name) || name === '{optionWords}'
            ? ''
            : null,
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

/** Asked how old somebody is, a number is an age, unless it is the number of an option that she sees. */
export function ageOf(number: number, { key, options, numbered }: Open): string | null {
  if (key !== AGE || number < 0 || number > OLDEST) return null
  if (numbered && number <= options.length) return null
  const id = ageGroup(number)
  return options.some((option) => option.id === id) ? id : null
}

/** "1" where no numbers are shown: a child of one year, or the first option after all. "3" is the same either way. */
export const isEither = (number: number, open: Open): boolean =>
  open.key === AGE &&
  !open.numbered &&
  number > 0 &&
  number <= open.options.length &&
  ageOf(number, open) !== open.options[number - 1]!.id

/** A number is its place among the options shown; 0 and what is beyond them are none, but for an age. */
export function optionOf(name: string, open: Open): string | null {
  const { key, options, others = [] } = open
  if (name.startsWith(NUMBER)) {
    const number = Number(name.slice(NUMBER.length))
    if (isEither(number, open)) return '?'
    return ageOf(number, open) ?? placed(number, options)?.id ?? '?'
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
