import { isDenied, type Scene } from './clauses.ts'
import { ageOf, isEither } from './exact.ts'
import type { Open } from './kinds.ts'
import type { Lexicon, Span } from './lexicon.ts'
import { fold, normalise } from './text.ts'
import { timeNamed } from './times.ts'

/** Buttons at the most: more is a list, not a guess. */
const MOST = 3
const STEM = 5
/** A time that is told is more than the words of an option that it holds. */
const TOLD = 5
const FIRST = 3

/**
 * Options a longer message may mean, best first: its words name them whole, or share words with their titles. What
 * is denied, and what would leave no choice, is not offered.
 */
export function suggested(
  scene: Scene,
  titles: Lexicon,
  means: (name: string) => string | null,
  open: Open,
): string[] {
  const scores = new Map<string, number>()
  const add = (id: string | null, score: number) => {
    if (id) scores.set(id, Math.max(scores.get(id) ?? 0, score))
  }
  const spans = [...scene.spans, ...titles.find(scene.tokens)]
  for (const span of spans)
    if (
      !span.name.startsWith('number:') &&
      isPlaced(span) &&
      !isDenied(scene, [span]) &&
      !(open.key.startsWith('safety.') && isWish(span, spans))
    )
      add(hinted(span.name, open.key) ?? means(span.name), weight(span))
  for (const { forms } of scene.tokens)
    for (const form of forms.filter((one) => /^\d{1,3}$/.test(one))) {
      const number = Number(form)
      add(ageOf(number, open), 1)
      if (scene.tokens.length === 1 && isEither(number, open)) add(open.options[number - 1]!.id, 1)
    }
  const time = timeNamed(scene.tokens, scene.spans, open)
  if (time && !isDenied(scene, [time.span])) for (const id of time.ids) add(id, TOLD)
  const stems = new Map<string, number>()
  scene.tokens.forEach(({ forms }, at) => {
    for (const form of forms) if (form.length >= STEM) stems.set(fold(form).slice(0, STEM), at)
  })
  for (const { id, title } of open.options) {
    const shared = normalise(title)
      .split(' ')
      .flatMap((word) => (word.length >= STEM ? (stems.get(fold(word).slice(0, STEM)) ?? []) : []))
    const free = shared.filter((at) => !isDenied(scene, [{ name: '', from: at, to: at + 1, slipped: false }]))
    if (free.length > 0) add(id, free.length / 2)
  }
  // What she may want comes before that she does not know.
  const doubts = (id: string) => Number(UNSURE.has(id))
  const ranked = [...scores].sort(([x, a], [y, b]) => doubts(x) - doubts(y) || b - a).map(([id]) => id)
  const shown = ranked.filter((id) => open.options.some((option) => option.id === id))
  return shown.slice(0, Math.min(MOST, open.options.length - 1))
}

const UNSURE = new Set(['unsure', 'notSure', 'unknown'])

/** Longer phrases say more; a slip of the finger says a little less. */
const weight = ({ from, to, slipped }: Span) => to - from + (slipped ? 0 : 0.5)

const hinted = (name: string, key: string): string | null =>
  name.startsWith(`hint:${key}:`) ? name.slice(`hint:${key}:`.length) : null

/** "I want" agrees to what is offered; where nothing is, it says that she wants something else. */
const isWish = (span: Span, spans: readonly Span[]) =>
  span.name === '{yes}' &&
  spans.some(({ name, from, to }) => name === '{wishes}' && from === span.from && to === span.to)

/** A yes or no is the first of what she says: "it is" further on is none. */
const isPlaced = ({ name, from }: Span) => from < FIRST || (name !== '{yes}' && name !== '{no}')
