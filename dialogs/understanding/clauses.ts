import type { Lexicon, Span } from './lexicon.ts'
import type { Token } from './message.ts'

/**
 * A rule names what must stand together, in any order, within a few words of one sentence: `{someone} + {kill} + {me}`,
 * and after `-` what must not stand in that sentence. Beside concepts it may name words: `{asking} + get out`.
 * `{asking}` is a question word anywhere in the sentence, or the mark at its end.
 */
export interface Rule {
  needs: readonly string[]
  asking: boolean
  never: readonly string[]
}

const ASKING = '{asking}'
/** Words between the first and the last that belong together. */
const REACH = 9
/** Words over which a negation reaches what follows it, unless somebody new comes in between. */
const NEGATED = 5

/** Its own words are added to the lexicon. */
export function compile(rule: string, lexicon: Lexicon): Rule {
  const named = (part: string): string => {
    const item = part.trim()
    if (item.startsWith('{')) return item
    lexicon.add(`"${item}"`, item)
    return `"${item}"`
  }
  const [needed = '', ...never] = rule.split(' - ')
  const needs = needed.split(' + ').map(named)
  return {
    needs: needs.filter((one) => one !== ASKING),
    asking: needs.includes(ASKING),
    never: never.map(named),
  }
}

/** What was heard of a message, or of a part of it, ready for rules. */
export interface Scene {
  tokens: readonly Token[]
  spans: readonly Span[]
  named: ReadonlyMap<string, readonly Span[]>
  asking: ReadonlySet<number>
  negatedAfter: number
}

export function sceneOf(
  tokens: readonly Token[],
  spans: readonly Span[],
  marked: ReadonlySet<number>,
  negatedAfter: number,
): Scene {
  const named = Map.groupBy(spans, ({ name }) => name)
  const sentences = (named.get(ASKING) ?? []).map(({ from }) => tokens[from]!.sentence)
  return { tokens, spans, named, asking: new Set([...marked, ...sentences]), negatedAfter }
}

/** The spans of what the rule names, where they stand together and are not denied, or `null`. */
export function matches(scene: Scene, { needs, asking, never }: Rule): Span[] | null {
  const [first = [], ...rest] = needs.map((name) => scene.named.get(name) ?? [])
  if (rest.some((spans) => spans.length === 0)) return null
  for (const span of first) {
    const sentence = sentenceOf(scene, span)
    if (asking && !scene.asking.has(sentence)) continue
    const together = [span]
    for (const spans of rest) {
      const near = spans.find(
        (one) => isNear(scene, one, span) && !together.some((other) => overlaps(one, other)),
      )
      if (near) together.push(near)
    }
    if (together.length < needs.length) continue
    const barred = never.some((name) =>
      scene.named.get(name)?.some((one) => sentenceOf(scene, one) === sentence),
    )
    if (!barred && !isDenied(scene, together)) return together
  }
  return null
}

const sentenceOf = ({ tokens }: Scene, { from }: Span) => tokens[from]!.sentence
const isNear = (scene: Scene, a: Span, b: Span) =>
  Math.abs(a.from - b.from) <= REACH && sentenceOf(scene, a) === sentenceOf(scene, b)
/** The same words cannot stand for two things. */
const overlaps = (a: Span, b: Span) => a.from < b.to && b.from < a.to
const covers = (a: Span, b: Span) => a.from <= b.from && a.to >= b.to

/**
 * Who does it to whom is not what a "not" denies; and to speak of dying by one's own hand is reason enough, whatever
 * was denied before it: "I can't go on, I will kill myself".
 */
const UNDENIED = new Set(['{someone}', '{me}', '{child}', '{selfHarm}'])

/** "Nobody wants to kill me": denied, unless the "not" is a part of it ("not safe") or somebody else's ("don't come, he ..."). */
export function isDenied(scene: Scene, together: readonly Span[]): boolean {
  const { tokens, named, negatedAfter } = scene
  const people = [...(named.get('{someone}') ?? []), ...(named.get('{me}') ?? [])]
  const parted = (from: number, to: number) => tokens.slice(from, to + 1).some(({ apart }) => apart)
  const reaches = (denial: Span, { from, to }: Span) => {
    if (denial.from >= to) return denial.from - to < negatedAfter && !parted(to, denial.from)
    if (denial.to > from || from - denial.to > NEGATED || parted(denial.to, from)) return false
    return !people.some((one) => one.from >= denial.to && one.to <= from)
  }
  return (named.get('{negations}') ?? [])
    .filter((denial) => !together.some((span) => covers(span, denial)))
    .some((denial) => together.some((span) => !UNDENIED.has(span.name) && reaches(denial, span)))
}
