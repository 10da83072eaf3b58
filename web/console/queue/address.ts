import type { Narrowed } from './view.ts'

/** Where a list is found: filters in an order of their own, so that one list has one address. */
export function addressOf({ status, fits, whose, urgent, ...rest }: Narrowed, after?: string): string {
  const query = new URLSearchParams()
  if (status !== 'open') query.set('status', status)
  if (fits) query.set('fits', 'yes')
  else if (whose) query.set('whose', whose)
  if (urgent !== undefined) query.set('urgent', urgent ? 'yes' : 'no')
  for (const name of ['worker', 'language', 'kind', 'channel', 'wish'] as const)
    if (rest[name]) query.set(name, rest[name])
  if (after) query.set('after', after)
  return query.size > 0 ? `/console?${query}` : '/console'
}
