import { AsyncLocalStorage } from 'node:async_hooks'

const hush = new AsyncLocalStorage<true>()

/**
 * Whoever likes may send a token that is none, and the SDK prints a page about each, keys and stack among it. While
 * it makes up its mind nothing it prints comes out; what happens afterwards is `loud` again.
 */
export function withoutSdkLogs<T>(decide: () => Promise<T>): Promise<T> {
  silence()
  return hush.run(true, decide)
}

export const withLogs = <T>(work: () => T): T => hush.exit(work)

let done = false
function silence(): void {
  if (done) return
  done = true
  const { error } = console
  console.error = (...given: unknown[]) => {
    if (!hush.getStore()) error(...given)
  }
}
