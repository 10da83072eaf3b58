// Which of the options offered a message names.
import { sameLetters, similar, slipped, spansIn } from './near.ts'
import { first, listen, type Said } from './said.ts'
import { fold, normalise, plain, wordsOf } from './text.ts'
import { type Mood, mentions, moodOf, numbersIn, spelled, tiedAnds, type Words } from './words.ts'

export interface Option {
  id: string
  /** In her language. */
  title: string
  /** Other words for it. */
  heard?: string[]
}
export type Choice = { ok: true; id: string } | { ok: false; near: string[] }
export type Many = { ok: true; ids: string[] } | { ok: false; near: string[] }

/** Options that yes, no and unsure words may answer. They are heard as a whole message only, and stand alone. */
const MOOD_OF: Record<string, Mood> = {
  yes: 'yes',
  no: 'no',
  unsure: 'unsure',
  notSure: 'unsure',
  unknown: 'unsure',
  maybe: 'unsure',
}

export function hearChoice(text: string, options: Option[], words: Words): Choice {
  const said = listen(text, words)
  const found = first(
    () => wholly(said, options, words),
    () => within(said, options, words).heard,
  )
  if (found.length === 1 && !said.question) return { ok: true, id: found[0]! }
  return { ok: false, near: found.length ? found : plausible(said, options, words) }
}

export function hearMany(text: string, options: Option[], words: Words): Many {
  const said = listen(text, words)
  const one = wholly(said, options, words) // if more, they are rivals for the same words
  const several = one.length
    ? []
    : first(
        () => listed(text, said, options, words),
        () => within(said, options, words).heard,
      )
  const found = one.length ? one : several
  const sure = found.length === 1 || (several.length > 1 && !several.some((id) => id in MOOD_OF))
  if (sure && !said.question) return { ok: true, ids: found }
  return { ok: false, near: found.length ? found : plausible(said, options, words) }
}

/** The whole message is a number, title, synonym or yes/no word; else so without its accents; else but for a typo. */
function wholly(said: Said, options: Option[], words: Words): string[] {
  const ids = (test: (option: Option, number: number) => boolean) =>
    options.filter((option, i) => test(option, i + 1)).map(({ id }) => id)
  const numbered = (number: number) => said.numbers?.length === 1 && said.numbers[0] === number
  const meant = (id: string) => said.mood !== null && said.mood === MOOD_OF[id]
  const titled = (o: Option, spell = (text: string) => text) =>
    titles(o).some((title) => spell(title) === spell(said.text) || spell(title) === spell(said.whole))
  return first(
    () => ids((o, number) => numbered(number) || meant(o.id) || titled(o)),
    () => ids((o) => titled(o, fold)),
    () => (said.mood || said.numbers ? [] : ids((o) => slippedInto(said.text, o, words))),
  )
}

/** A yes or a no forgives no typo: kylmä, cold, is one letter from kyllä. */
function slippedInto(text: string, option: Option, words: Words): boolean {
  const mood = MOOD_OF[option.id]
  const phrases = [...titles(option), ...(mood ? words[mood].map(spelled) : [])]
  const same = mood === 'yes' || mood === 'no' ? sameLetters : similar
  return phrases.some((phrase) => same(text, phrase))
}

/** Several at once: numbers ("1, 3 and 4", "1 3 4"), or a list of which every part is one option. */
function listed(text: string, said: Said, options: Option[], words: Words): string[] {
  if (/\d[ \t]*[-–—~〜][ \t]*\d/.test(plain(text))) return [] // "1-3": those two, or all three?
  const ids = said.parts.flatMap((text) => {
    const part = listen(text, words)
    if (part.numbers && part.numbers.length > 1) return part.numbers.map((n) => options[n - 1]?.id)
    const named = wholly(part, options, words)
    return named.length === 1 ? named : [undefined]
  })
  return ids.every((id) => id !== undefined) ? [...new Set(ids)] : []
}

/**
 * Options whose words stand whole inside a longer message. None is heard beside a negation or a doubt, when two
 * options claim the same words, or when a further option seems to be there but for a typo: half an answer is none.
 */
function within(said: Said, options: Option[], words: Words): { heard: string[]; near: string[] } {
  if (said.mood || said.counted) return { heard: [], near: [] }
  const named = options
    .filter(({ id }) => !(id in MOOD_OF))
    .flatMap((o) => titles(o).map((title) => ({ id: o.id, phrase: fold(title) })))
    .filter(({ phrase }) => !numbersIn(phrase, words) && !moodOf(phrase, words, fold))
  const ands = ['', ...tiedAnds(words)]
  const tokens = wordsOf(fold(said.text))
  const spans = spansIn(tokens, named, (word, meant) => ands.some((and) => word === and + meant))
  const others = tokens.map((token, i) => (spans.some(({ from, to }) => from <= i && i < to) ? '' : token))
  const heard = [...new Set(spans.map(({ id }) => id))]
  const near = [...new Set([...heard, ...spansIn(others, named, slipped).map(({ id }) => id)])]
  const clash = spans.some((a) => spans.some((b) => a.id !== b.id && a.from === b.from && a.to === b.to))
  const unsafe = mentions(said.text, words.negations) || mentions(said.text, words.doubts)
  return { heard: unsafe || clash || near.length > heard.length ? [] : heard, near }
}

/** What to offer first when asking again: nothing after a negation, else options that share a word or its stem. */
function plausible(said: Said, options: Option[], words: Words): string[] {
  if (mentions(said.text, words.negations)) return []
  const near = within(said, options, words).near
  const tokens = wordsOf(fold(said.text))
  const shares = (phrase: string) =>
    wordsOf(fold(phrase)).some((w) => w.length > 4 && tokens.some((t) => t.startsWith(w.slice(0, 5))))
  const shown = (o: Option) =>
    o.id in MOOD_OF
      ? mentions(said.text, words[MOOD_OF[o.id]!])
      : near.includes(o.id) || titles(o).some(shares)
  return options.filter(shown).map(({ id }) => id)
}

const titles = ({ title, heard = [] }: Option): string[] => [title, ...heard].map(normalise).filter(Boolean)
