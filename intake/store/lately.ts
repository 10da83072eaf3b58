import type { Clock } from './ports.ts'

/** Milliseconds: what another process changes is told of once a second as well. */
const KEPT = 1000

/**
 * For what every page shows and every worker's page asks for at the same change: however many ask, the store is asked
 * once, and its answer serves for a second. Whoever hears of a change before that has it forgotten.
 */
export function lately<T>(ask: () => Promise<T>, clock: Clock) {
  let known: { answer: Promise<T>; from: number } | undefined
  function get(): Promise<T> {
    const age = known ? clock() - known.from : KEPT
    if (known && age >= 0 && age < KEPT) return known.answer
    const asked = { answer: ask(), from: clock() }
    known = asked
    asked.answer.catch(() => {
      if (known === asked) known = undefined
    })
    return asked.answer
  }
  function forget(): void {
    known = undefined
  }
  return { get, forget }
}
