import assert from 'node:assert/strict'
import { type Kind, pendingNews } from '../../../bot/turns/desk-news.ts'
import type { Case, Submission } from '../../../intake/case/case.ts'
import type { InfoRequest } from '../../../intake/case/requests.ts'
import { emptyState, type State, type Talk } from '../../../intake/conversation/conversation.ts'

const ID = '1'.repeat(20)

const found = (more: Partial<Case> = {}): Case => ({
  ...{ id: ID, part: ID, key: 'case.1', etag: 'e1', changed: 1, rank: '', application: 'sent', talk: 'bot' },
  ...{ language: 'en', kind: 'self', channel: 'web', urgent: 0, assignee: '', created: 1, waitingSince: 1 },
  ...{ sent: 1, closed: 0, talkVersion: 3, content: { conversation: 'c1' } },
  ...more,
})

const said = (more: Partial<State> = {}): State => ({
  ...emptyState('web'),
  case: { id: ID, revision: 1, dirty: false },
  stack: { dialogStack: [{ id: 'root' }] },
  open: { key: 'where.places', seq: 4 },
  ...more,
})

const waiting: Talk = { announced: 'waiting', back: 'where.places' }
const withAino: Talk = { announced: 'claimed', by: 'aino', back: 'where.places' }

const request = (more: Partial<InfoRequest> = {}): InfoRequest => ({
  ...{ id: 'r1', to: 'applicant', keys: ['where.places'], by: { id: 'aino', name: 'Aino' }, at: 1 },
  ...{ status: 'open' },
  ...more,
})
const asking = (...requests: InfoRequest[]): Partial<Case> => ({ content: { conversation: 'c1', requests } })
/** Open again after its end. */
const again = (...requests: InfoRequest[]): Partial<Case> => ({
  content: { conversation: 'c1', reopened: 5, requests, record: { revision: 1 } as Submission },
})
const asked = (id: string): Partial<State> => ({
  asks: { open: [{ id, keys: ['where.places'] }], done: [], given: [], plain: true },
  requestsAnnounced: [{ id, to: 'applicant' }],
})

interface Look {
  what: string
  state?: Partial<State>
  case?: Partial<Case> | null
  wrote?: boolean
  news: Kind | null
  lines?: string[]
  /** What of the conversation is to be so afterwards. */
  after?: Partial<State>
}

const looks: Look[] = [
  { what: 'nothing happened', news: null, after: { open: { key: 'where.places', seq: 4 } } },
  { what: 'she has no case', state: { case: undefined }, case: { talk: 'claimed' }, news: null },
  {
    what: 'a worker took it',
    state: { talk: { announced: 'waiting' } },
    case: { talk: 'claimed', assignee: 'aino' },
    news: 'joined',
    after: { talk: withAino, stack: {} },
  },
  {
    what: 'a worker took it while she looked at how long it takes: no question to go back to',
    state: { talk: { announced: 'waiting' }, open: { key: 'control.waiting', seq: 4 } },
    case: { talk: 'claimed', assignee: 'aino' },
    news: 'joined',
    after: { talk: { announced: 'claimed', by: 'aino' } },
  },
  {
    what: 'a worker took it and asks something',
    state: { talk: waiting },
    case: { talk: 'claimed', assignee: 'aino', ...asking(request()) },
    news: 'joined',
    lines: ['talk.asked'],
    after: { talk: { ...withAino, asking: true } },
  },
  {
    what: 'she was told who',
    state: { talk: withAino },
    case: { talk: 'claimed', assignee: 'aino' },
    news: null,
  },
  {
    what: 'another worker goes on with it',
    state: { talk: withAino },
    case: { talk: 'claimed', assignee: 'bertta' },
    news: 'changed',
    after: { talk: { ...withAino, by: 'bertta' } },
  },
  {
    what: 'an older program did not keep who',
    state: { talk: { announced: 'claimed' } },
    case: { talk: 'claimed', assignee: 'bertta' },
    news: null,
  },
  {
    what: 'it was put back in the queue',
    state: { talk: withAino },
    case: { talk: 'waiting' },
    news: 'requeued',
    after: { talk: { ...withAino, announced: 'waiting' } },
  },
  {
    what: 'nobody is here any more',
    state: { talk: waiting },
    case: { talk: 'waiting', noWorkerTold: true },
    news: 'alone',
    after: { talk: { ...waiting, noWorkerTold: true } },
  },
  {
    what: 'she knows that nobody is here',
    state: { talk: { ...waiting, noWorkerTold: true } },
    case: { talk: 'waiting', noWorkerTold: true },
    news: null,
  },
  {
    what: 'nobody came',
    state: { talk: { ...waiting, noWorkerTold: true } },
    case: {
      talk: 'waiting',
      alarmed: { at: 1, step: 'unanswered', times: 2, last: 1, next: 2, owed: [] },
    },
    news: 'unanswered',
    after: { talk: { ...waiting, noWorkerTold: true, unanswered: true } },
  },
  {
    what: 'it was given back',
    state: { talk: withAino },
    news: 'returned',
    after: { talk: undefined, stack: {}, case: { id: ID, revision: 1, dirty: false } },
  },
  {
    what: 'it was given back just as she wrote to the worker',
    state: { talk: withAino },
    wrote: true,
    news: 'wrote',
    after: { talk: waiting, stack: { dialogStack: [{ id: 'root' }] } },
  },
  {
    what: 'it was closed, even as she wrote',
    state: { talk: withAino, ...asked('r1') },
    case: { application: 'closed', ...asking(request()) },
    wrote: true,
    news: 'closed',
    after: { talk: undefined, case: undefined, past: [ID], asks: undefined, requestsAnnounced: undefined },
  },
  {
    what: 'a worker has closed it, and can still undo that',
    state: { talk: withAino },
    case: { talk: 'ending', assignee: 'aino' },
    news: null,
    after: { talk: withAino, case: { id: ID, revision: 1, dirty: false } },
  },
  {
    what: 'it was closed before she was told that somebody had it',
    case: { application: 'closed' },
    news: 'closed',
    after: { case: undefined, past: [ID], over: 'ended' },
  },
  {
    what: 'a worker goes on with what had ended',
    state: { case: undefined, past: ['2', ID], over: 'ended' },
    case: { talk: 'claimed', assignee: 'aino', ...again() },
    news: 'joined',
    after: {
      case: { id: ID, revision: 1, dirty: false },
      past: ['2'],
      over: undefined,
      talk: { ...withAino, back: 'where.places' },
    },
  },
  {
    what: 'it is open again, given back since, and something of it was changed meanwhile',
    state: { case: undefined, past: [ID] },
    case: again(),
    news: 'reopened',
    after: { case: { id: ID, revision: 1, dirty: true }, past: undefined, talk: undefined },
  },
  {
    what: 'it is open again, and asks her what she had not answered; of others she knows',
    state: { case: undefined, past: [ID], over: 'ended' },
    case: again(request(), request({ id: 'r2', to: 'authority', authority: 'police' })),
    news: 'requests',
    lines: ['talk.asked'],
    after: { asks: { open: [{ id: 'r1', keys: ['where.places'] }], done: [], given: [], plain: true } },
  },
  {
    what: 'one that had ended is as it was',
    state: { case: undefined, past: [ID], over: 'ended' },
    case: { application: 'closed' },
    news: null,
    after: { case: undefined, past: [ID], over: 'ended' },
  },
  {
    what: 'it was erased while a worker had it',
    state: { talk: withAino, shared: true, reachable: true },
    case: { content: null, exported: { revision: 1, at: 1 } },
    news: 'returned',
    after: { case: undefined, shared: undefined, reachable: undefined, exported: true },
  },
  {
    what: 'it was erased: nothing to say, and what she sends is a case of its own',
    case: { content: null },
    news: null,
    after: { case: undefined, exported: undefined },
  },
  { what: 'there is no such case', state: { talk: waiting }, case: null, news: 'returned' },
  {
    what: 'something is asked of her',
    case: asking(request()),
    news: 'requests',
    lines: ['talk.asked'],
    after: { ...asked('r1'), stack: {} },
  },
  { what: 'she knows what is asked', state: asked('r1'), case: asking(request()), news: null },
  {
    what: 'it is not asked any more',
    state: asked('r1'),
    case: asking(request({ status: 'withdrawn' })),
    news: 'requests',
    lines: ['talk.askedNoMore'],
    after: { asks: undefined, stack: {} },
  },
  {
    what: 'something is asked of an authority: what the bot asks goes on',
    case: asking(request({ to: 'authority', authority: 'migri' })),
    news: 'requests',
    lines: ['talk.askedAuthority'],
    after: { stack: { dialogStack: [{ id: 'root' }] } },
  },
]

describe('What the desk did that she does not know', () => {
  for (const { what, state, case: more, wrote, news, lines, after } of looks)
    describe(what, () => {
      const before = said(state)
      const theirs = more === null ? null : found(more)
      const seen = pendingNews(before, theirs, wrote)

      it(news ? `is news: ${news}` : 'is no news', () => {
        assert.equal(seen.news?.kind ?? null, news)
        assert.deepEqual(seen.news?.requests.lines.map(({ say }) => say) ?? [], lines ?? [])
        for (const [key, value] of Object.entries(after ?? {}))
          assert.deepEqual(seen.state[key as keyof State], value, key)
      })

      it('changes nothing by being looked at', () => {
        const copy = structuredClone({ before, theirs })
        pendingNews(before, theirs, wrote)
        assert.deepEqual({ before, theirs }, copy)
      })

      // Given back as she writes, she waits again: that is so in the case only once her message is there.
      if (news !== 'wrote')
        it('is no news once she was told', () => {
          assert.equal(pendingNews(seen.state, theirs).news, null)
        })
    })

  it('is called the same at every look, and otherwise when something else happened', () => {
    const name = (...given: Parameters<typeof pendingNews>) => pendingNews(...given).news?.name
    const claimed = found({ talk: 'claimed', assignee: 'aino' })
    const names = [
      name(said({ talk: waiting }), claimed),
      name(said({ talk: waiting }), { ...claimed, talkVersion: 5 }),
      name(said({ talk: waiting }), found({ talk: 'waiting', noWorkerTold: true })),
      name(said({ talk: withAino }), found()),
      name(said(), found(asking(request()))),
      name(said(), found(asking(request({ status: 'answered' }), request({ id: 'r2' })))),
      name(said({ talk: waiting }), null),
    ]
    assert.equal(name(said({ talk: waiting, seq: 9 }), { ...claimed, etag: 'e2' }), names[0])
    assert.equal(new Set(names).size, names.length)
    assert.ok(names.every((one) => one?.startsWith('desk:')))
  })
})
