import { matches, sceneOf } from './clauses.ts'
import type { Sound } from './features.ts'
import type { Ear } from './heard.ts'
import type { Learned } from './learned.ts'
import type { Span } from './lexicon.ts'
import type { Message } from './message.ts'

interface Heard {
  message: Message
  spans: readonly Span[]
  sounds: readonly Sound[]
  ear: Ear
}

/** `certain`: by the rules; `plain` and `faint`: by what was learned. */
export type Alarm = 'certain' | 'plain' | 'faint'

/**
 * Danger anywhere in the message: every character that was accepted is looked at. The rules are believed unless what
 * was learned is far from it.
 */
export function alarmIn({ message, spans, sounds, ear }: Heard): Alarm | null {
  const ruled = byRules(message, spans, ear)
  const learned = ear.learned()?.danger
  if (!learned) return ruled ? 'certain' : null
  const { most, beyondDoubt } = surest(sounds, learned)
  if (ruled && most > REFUTED) return 'certain'
  return beyondDoubt > PLAIN ? 'plain' : beyondDoubt > SURE ? 'faint' : null
}

/** Margins of what was learned; what each would hear is printed by `npm run understanding -- --learned`. */
export const SURE = 0
export const REFUTED = -0.5
const PLAIN = 0.5

/** One word alone is the rules' to know. */
const FEWEST = 2
/** What is longer than the sentences it learned from is heard by its own, and in stretches, each a little further on. */
const WHOLE = 16
const STRETCH = 8
const STEP = 2
/** Out of many stretches one is soon taken for danger: it has to be plainer, the more there are. */
const DOUBT = 0.3

/** How sure it is of danger, at the surest place; and how sure beyond what many places make likely. */
export function surest(sounds: readonly Sound[], learned: Learned): { most: number; beyondDoubt: number } {
  const over = learned.over(sounds)
  if (sounds.length < FEWEST) return { most: Number.POSITIVE_INFINITY, beyondDoubt: Number.NEGATIVE_INFINITY }
  if (sounds.length <= WHOLE) {
    const whole = over(0, sounds.length)
    return { most: whole, beyondDoubt: whole }
  }
  let most = Number.NEGATIVE_INFINITY
  for (const [from, to] of stretchesOf(sounds)) most = Math.max(most, over(from, to))
  return { most, beyondDoubt: most - DOUBT * Math.log(sounds.length / STRETCH) }
}

function* stretchesOf(sounds: readonly Sound[]): Iterable<[from: number, to: number]> {
  for (let to = STRETCH; to < sounds.length + STEP; to += STEP)
    yield [to - STRETCH, Math.min(to, sounds.length)]
  let from = 0
  for (let to = 1; to <= sounds.length; to += 1) {
    if (sounds[to]?.sentence === sounds[from]!.sentence) continue
    if (to - from >= FEWEST && to - from <= WHOLE) yield [from, to]
    from = to
  }
}

/** Words that are looked at together; long messages are read piece by piece, each a little into the next. */
const WINDOW = 120
const OVERLAP = 20
/** Of one thing said over and over, the first few tell as much. */
const MOST_SPANS = 12

/** By the rules: what must stand together in a sentence. */
export function byRules({ tokens, asking }: Message, spans: readonly Span[], ear: Ear): boolean {
  const masked = maskedBy(spans)
  const byWindow = new Map<number, Span[]>()
  for (const span of spans) {
    if (span.name !== HARMLESS && masked.has(span.from)) continue
    for (const at of windowsOf(span.from)) {
      const list = byWindow.get(at)
      if (list) list.push(span)
      else byWindow.set(at, [span])
    }
  }
  return [...byWindow.values()].some((some) => {
    const scene = sceneOf(tokens, few(some), asking, ear.negatedAfter)
    return ear.safety.some((rule) => matches(scene, rule))
  })
}

const HARMLESS = '{harmless}'
/** Words that only sound like danger: "my phone is dying". */
const maskedBy = (spans: readonly Span[]): ReadonlySet<number> =>
  new Set(
    spans
      .filter(({ name }) => name === HARMLESS)
      .flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)),
  )

const windowsOf = (at: number): number[] => {
  const own = Math.floor(at / WINDOW)
  return at % WINDOW < OVERLAP && own > 0 ? [own - 1, own] : [own]
}

function few(spans: readonly Span[]): Span[] {
  const counts = new Map<string, number>()
  return spans.filter(({ name }) => {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count <= MOST_SPANS
  })
}
