/** So long anything may take on a machine that is busy with something else, in ms; nobody waits for it to pass. */
export const PATIENCE = 120_000

// The real ones, for tests that hold the others in their hands.
const { setTimeout: later, performance: clock } = globalThis

/** Waits until `holds` does, and gives what it found; what a person would do by looking. */
export async function eventually<T>(
  holds: () => T | Promise<T>,
  name = String(holds),
): Promise<Exclude<T, false | null | undefined>> {
  let cause: unknown
  for (const until = clock.now() + PATIENCE; clock.now() < until; ) {
    try {
      const found = await holds()
      if (found) return found as Exclude<T, false | null | undefined>
    } catch (error) {
      cause = error
    }
    await new Promise((resolve) => later(resolve, 20))
  }
  throw new Error(`never came: ${name}`, { cause })
}
