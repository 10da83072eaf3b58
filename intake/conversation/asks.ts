import type { InfoRequest } from '../case/requests.ts'
import { isReferrer } from '../form/answers.ts'
import type { State } from './conversation.ts'

/** What is new to her of what the desk asks, as the keys to say it with; takes over what she herself is asked. */
export interface RequestNews {
  lines: { say: string; with?: Record<string, string> }[]
  /** She is asked something now, or no longer. */
  turned: boolean
}

const none: RequestNews = { lines: [], turned: false }

/** Who was asked instead of her; a referrer is only told of what is asked of the referrer. */
function toldOf({ to, authority = '' }: InfoRequest, { answers }: State): RequestNews['lines'] {
  if (isReferrer(answers)) return []
  if (to === 'referrer') return [{ say: 'talk.askedReferrer' }]
  return [{ say: 'talk.askedAuthority', with: { who: authority } }]
}

/** The case is the truth of what is asked, this is its echo: heard again, it says nothing. */
export function hearRequests(state: State, requests: readonly InfoRequest[] = []): RequestNews {
  const told = state.requestsAnnounced ?? []
  const isNew = ({ id }: InfoRequest) => !told.some((one) => one.id === id)
  const fresh = requests.filter((one) => one.status !== 'withdrawn' && isNew(one))
  const mine = fresh.filter(({ to, status }) => to === 'applicant' && status === 'open')
  const off = withdrawn(state, requests)
  if (fresh.length === 0 && !off) return none
  if (fresh.length > 0)
    state.requestsAnnounced = [
      ...told,
      ...fresh.map(({ id, to, authority: who }) => ({ id, to, ...(who ? { who } : {}) })),
    ]
  if (mine.length > 0) {
    state.asks ??= { open: [], done: [], given: [], plain: !state.case?.dirty }
    state.asks.open.push(...mine.map(({ id, keys }) => ({ id, keys: [...keys] })))
    if (state.talk) state.talk.asking = true
  }
  return {
    lines: [
      ...fresh.filter(({ to }) => to !== 'applicant').flatMap((one) => toldOf(one, state)),
      ...(off ? [{ say: 'talk.askedNoMore' }] : []),
      ...(mine.length > 0 ? [{ say: 'talk.asked' }] : []),
    ],
    turned: mine.length > 0 || off,
  }
}

/** Takes out what the desk no longer asks. */
function withdrawn(state: State, requests: readonly InfoRequest[]): boolean {
  const { asks } = state
  if (!asks) return false
  const gone = (id: string) => requests.find((one) => one.id === id)?.status !== 'open'
  const before = asks.open.length
  asks.open = asks.open.filter(({ id }) => !gone(id))
  asks.done = asks.done.filter((id) => !gone(id))
  if (asks.open.length === before) return false
  if (asks.open.length === 0 && asks.given.length === 0) delete state.asks
  return true
}
