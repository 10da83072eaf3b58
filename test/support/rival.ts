import type { Collection, Doc } from '../../intake/store/ports.ts'

/** The same collection, where after each of the next `times` reads a rival acts before the reader can. */
export function withRival<T extends Doc>(
  inner: Collection<T>,
  act: (id: string) => Promise<unknown>,
  times = 1,
): Collection<T> & { reads: number } {
  const watched = {
    ...inner,
    reads: 0,
    async read(id: string, part?: string) {
      const found = await inner.read(id, part)
      watched.reads += 1
      if (watched.reads <= times) await act(id)
      return found
    },
  }
  return watched
}
