import type { CaseContent, CaseDoc, Submission } from './case.ts'
import { type InfoRequest, isAllowed } from './requests.ts'

/** What a link opens: the request, or why it no longer does. */
export type LinkState =
  | { state: 'open'; request: InfoRequest; record: Submission }
  | { state: 'unknown' | 'expired' | 'used' | 'withdrawn' }

export function linkState(
  { application, content }: Pick<CaseDoc, 'application'> & { content: CaseContent | null },
  link: string,
  id: string,
  at: number,
): LinkState {
  const request = content?.requests?.find((one) => one.id === id)
  const record = content?.record
  if (!request || !record) return { state: 'unknown' }
  if (request.link?.id !== link) return { state: 'withdrawn' }
  if (request.status === 'answered') return { state: 'used' }
  if (request.status === 'withdrawn' || application === 'closed') return { state: 'withdrawn' }
  // She has taken back what it rests on.
  if (!isAllowed(request, record.answers)) return { state: 'withdrawn' }
  return request.link.until <= at ? { state: 'expired' } : { state: 'open', request, record }
}
