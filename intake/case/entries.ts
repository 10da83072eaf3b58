import type { Clock, Collection } from '../store/ports.ts'
import type { Vault } from '../store/seal.ts'
import { caseList, type Kind, type ListDoc } from './case-list.ts'

/**
 * What workers write beside a case. It lies in a collection of its own, so that nothing shown, copied or sent to
 * the person comes across it.
 */
export interface Entry {
  case: string
  /** The writer's own id of it: written twice, it is there once. */
  id: string
  /** Id and name of the worker who wrote it. */
  who: string
  name: string
  /** Milliseconds since 1970. */
  at: number
}

export function caseEntries<T extends Entry, D extends ListDoc = ListDoc>(
  collection: Collection<D>,
  vault: Vault,
  clock: Clock,
  kind: Omit<Kind<T, D>, 'order'>,
) {
  const list = caseList<T, D>(collection, vault, clock, { ...kind, order: ({ at }) => at })
  return { ...list, add: (entry: T, key: string) => list.add(entry.case, entry.id, entry, key) }
}
