/**
 * Breaks made by hand: what no operator makes by itself. Two writes the other way round, a look left out that only a
 * race needs, a rule that one of several routes forgets, a bound that is never met in a day.
 */
export interface HandMade {
  file: string
  /** The tests that have to notice: those nearest to the file. */
  tests: readonly string[]
  /** What is wrong then; the text that is replaced, which stands in the file once; what is put in its place. */
  breaks: readonly (readonly [what: string, from: string, to: string])[]
}
