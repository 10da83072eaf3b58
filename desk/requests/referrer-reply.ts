import { type LinkState, linkState } from '../../intake/case/link-state.ts'
import type { Answers } from '../../intake/form/answers.ts'
import type { RequestParts } from './requests.ts'

/** `taken`: this very reply was kept. */
export type LinkOpened = LinkState | { state: 'taken' }

/** The referrer's side of a request: whoever holds the link, once. */
export function linkedRequests({
  cases,
  links,
  audit,
  clock,
}: Omit<RequestParts, 'requireAssigned' | 'notifyPerson' | 'linkFor'>) {
  async function stateOf(link: { case: string; id: string; request: string }): Promise<LinkOpened> {
    const found = await cases.get(link.case)
    return found ? linkState(found, link.id, link.request, clock()) : { state: 'unknown' }
  }

  return {
    async open(token: string): Promise<LinkOpened> {
      const link = await links.find(token)
      return link ? stateOf(link) : { state: 'unknown' }
    },

    /** One wins; whoever comes after it is told what became of the link. */
    async answer(token: string, answers: Answers): Promise<LinkOpened> {
      const link = await links.find(token)
      if (!link) return { state: 'unknown' }
      const reply = { type: 'linkAnswered', link: link.id, id: link.request, answers } as const
      if (!(await cases.apply(link.case, reply))) return stateOf(link)
      await audit.note('referrer', 'reply', link.case)
      return { state: 'taken' }
    },
  }
}

export type LinkedRequests = ReturnType<typeof linkedRequests>
