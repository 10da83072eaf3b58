import { addedAt, type Draft, type Submission } from '../../intake/case/case.ts'
import { applicationOf, type InfoRequest, withRequest } from '../../intake/case/requests.ts'
import type { Answers } from '../../intake/form/answers.ts'
import type { RequestParts } from './requests.ts'

/** What a link opens: the request, or why it no longer does. */
export type LinkOpened =
  | { state: 'open'; request: InfoRequest; record: Submission }
  /** `taken`: this very reply was kept. */
  | { state: 'unknown' | 'expired' | 'used' | 'withdrawn' | 'taken' }

/** The referrer's side of a request: whoever holds the link, once. */
export function linkedRequests({
  cases,
  links,
  audit,
  clock,
}: Omit<RequestParts, 'held' | 'tell' | 'linkFor'>) {
  const stateOf = (found: Draft | null, link: string, request: string): LinkOpened => {
    const one = found?.content?.requests?.find(({ id }) => id === request)
    const record = found?.content?.record
    if (!one || !record || !found) return { state: 'unknown' }
    if (one.link?.id !== link) return { state: 'withdrawn' }
    if (one.status === 'answered') return { state: 'used' }
    if (one.status === 'withdrawn' || found.application === 'closed') return { state: 'withdrawn' }
    if (one.link.until <= clock()) return { state: 'expired' }
    return { state: 'open', request: one, record }
  }

  return {
    async open(token: string): Promise<LinkOpened> {
      const link = await links.find(token)
      return link ? stateOf(await cases.get(link.case), link.id, link.request) : { state: 'unknown' }
    },

    /** One wins; whoever comes after it is told what became of the link. */
    async answer(token: string, answers: Answers): Promise<LinkOpened> {
      const link = await links.find(token)
      if (!link) return { state: 'unknown' }
      const done = await cases.update(link.case, (now) => {
        const { content } = now
        if (!content || stateOf(now, link.id, link.request).state !== 'open') return null
        const requests = withRequest(content.requests, link.request, (one) => ({
          ...one,
          status: 'answered',
          answers,
          ended: clock(),
        }))
        const next = { ...content, requests, added: addedAt(content, clock()) }
        return { ...now, application: applicationOf(requests), content: next }
      })
      if (!done) return stateOf(await cases.get(link.case), link.id, link.request)
      await audit.note('referrer', 'reply', link.case)
      return { state: 'taken' }
    },
  }
}

export type LinkedRequests = ReturnType<typeof linkedRequests>
