import { type Case, hasTakenAll } from '../../intake/case/case.ts'
import type { InfoRequest } from '../../intake/case/requests.ts'
import { hearRequests, type RequestNews } from '../../intake/conversation/asks.ts'
import type { State, Talk } from '../../intake/conversation/conversation.ts'

/** What there is to say of what the desk did; `talk.*` and `say.*` hold the words. */
export type Kind =
  /** A worker has it now, or another one goes on with it. */
  | 'joined'
  | 'changed'
  /** She waits again. */
  | 'requeued'
  /** While she waits: nobody is here any more, or nobody came. */
  | 'alone'
  | 'unanswered'
  /** Given back to the bot, closed, or given back just as she wrote to the worker. */
  | 'returned'
  | 'closed'
  | 'wrote'
  /** Only that something is asked, or no longer; only that it is open again. */
  | 'requests'
  | 'reopened'

export interface News {
  kind: Kind
  /** The same at every look, and another one for the next news. */
  name: string
  requests: RequestNews
  /** Nobody has talked with her: it was closed with many that said the same. */
  cleared?: true
  /** What had ended is open again: said before all else. */
  reopened?: true
  /** The question to go back to. */
  back?: string
}

export interface Pending {
  /** The conversation as it is once she is told. */
  state: State
  news: News | null
}

/** Asked only while a person is waited for: nothing to go on with once the worker has left. */
const talks = new Set(['control.waiting', 'control.share', 'control.callBack'])

/**
 * What the desk did that she does not know yet: the case is the truth, her conversation its echo. Nothing is changed
 * but in what is returned. `wrote`: what she sends at this very moment is meant for the worker.
 */
export function pendingNews(before: State, found: Case | null, wrote = false): Pending {
  // Most conversations have no case yet, and a copy costs more than all the rest here.
  if (!before.case && !(found && isReopened(found))) return { state: before, news: null }
  const reopened = before.case ? {} : ({ reopened: true } as const)
  const state = structuredClone(before) as State & Required<Pick<State, 'case'>>
  if (!before.case) takeUp(state, found!)
  const name = nameOf(before, found)
  if (found && hasTakenAll(found)) state.case.taken = true
  else delete state.case.taken
  if (found?.talk === 'bot' && !found.content) forgetCase(state, found)
  const over = !found?.content || found.application === 'closed'
  // With its case, what was asked about it is over.
  if (over) delete state.asks
  const requests = hearRequests(state, over ? [] : found.content?.requests)
  const { back } = state.talk ?? {}
  const ended = found?.content?.endings?.findLast(({ corrected }) => !corrected)
  const cleared = ended?.waited ? ({ cleared: true } as const) : {}
  const kind = kindOf(state, found, requests, wrote) ?? (before.case ? null : 'reopened')
  if (!kind) return { state, news: null }
  echo[kind](state, found, requests)
  return { state, news: { kind, name, requests, ...reopened, ...cleared, ...(back ? { back } : {}) } }
}

function kindOf(state: State, found: Case | null, requests: RequestNews, wrote: boolean): Kind | null {
  const now = talkOf(found)
  const closed = found?.application === 'closed'
  // She may not even have been told that somebody had it.
  if (closed && found.content) return 'closed'
  if (now === (state.talk?.announced ?? 'bot')) {
    // Not before: between two workers she is never with nobody.
    if (found && now === 'claimed' && isAnother(state.talk?.by, found)) return 'changed'
    return requests.lines.length > 0 || requests.turned ? 'requests' : waitingNews(state.talk, found)
  }
  if (now === 'claimed') return 'joined'
  if (now === 'waiting') return 'requeued'
  if (wrote && state.case && !closed) return 'wrote'
  return closed ? 'closed' : 'returned'
}

/** What can still be undone is not so yet. */
function talkOf(found: Case | null): 'bot' | 'waiting' | 'claimed' {
  if (found?.talk !== 'ending') return found?.talk ?? 'bot'
  return found.content?.ending?.waited ? 'waiting' : 'claimed'
}

/** What the case knows of her waiting and she does not. */
function waitingNews(talk: Talk | undefined, found: Case | null): 'alone' | 'unanswered' | null {
  if (talk?.announced !== 'waiting' || found?.talk !== 'waiting') return null
  if (found.alarmed?.step === 'unanswered' && !talk.unanswered) return 'unanswered'
  return found.noWorkerTold && !talk.noWorkerTold ? 'alone' : null
}

/** Was she told of another worker than the one who has it? `by` is missing in what an older program kept. */
const isAnother = (by: string | undefined, { assignee }: Pick<Case, 'assignee'>): boolean =>
  by !== undefined && assignee !== '' && by !== assignee

type Echo = (state: State, found: Case | null, requests: RequestNews) => void

/** What she knows once she is told. What the bot asked meanwhile gives way, and is walked to again. */
const echo: Record<Kind, Echo> = {
  joined(state, found, { turned }) {
    const open = state.open?.key ?? ''
    const back = state.talk?.back ?? (talks.has(open) ? '' : open)
    const asking = turned && state.asks ? { asking: true as const } : {}
    state.talk = { announced: 'claimed', by: found?.assignee, ...(back ? { back } : {}), ...asking }
    state.stack = {}
  },
  changed(state, found, { turned }) {
    if (state.talk) state.talk.by = found?.assignee
    if (turned) state.stack = {}
  },
  requests(state, _, { turned }) {
    if (turned) state.stack = {}
  },
  reopened(state) {
    state.stack = {}
  },
  requeued(state) {
    state.talk = { ...state.talk, announced: 'waiting' }
  },
  alone(state) {
    state.talk = { ...state.talk, announced: 'waiting', noWorkerTold: true }
  },
  unanswered(state) {
    state.talk = { ...state.talk, announced: 'waiting', noWorkerTold: true, unanswered: true }
  },
  // Meant for a person: it is no answer to what the bot goes on with, and somebody shall read it.
  wrote(state) {
    const { back } = state.talk ?? {}
    state.talk = { announced: 'waiting', ...(back ? { back } : {}) }
  },
  returned(state) {
    delete state.talk
    state.stack = {}
  },
  closed(state) {
    delete state.talk
    state.stack = {}
    if (!state.case) return
    if (isSent(state)) state.over = 'ended'
    state.past = [...(state.past ?? []), state.case.id]
    delete state.case
    delete state.requestsAnnounced
  },
}

/** All that she has said was sent. */
const isSent = ({ case: made }: State): boolean => (made?.revision ?? 0) > 0 && !made?.dirty

/** Was it opened again after its end? */
export const isReopened = ({ application, content }: Case): boolean =>
  content?.reopened !== undefined && application !== 'closed'

/** One of those that had ended is hers again, with what she has changed since still to be sent. */
function takeUp(state: State, { id, content }: Case): void {
  const { record, requests = [], reopened = 0 } = content ?? {}
  const revision = record?.revision ?? 0
  state.case = { id, revision, dirty: revision > 0 && !state.over }
  // Of those who were asked before she knows; what she herself was asked and has not answered is asked again.
  const known = requests.filter(
    (one) => one.at < reopened && !(one.to === 'applicant' && one.status === 'open'),
  )
  state.requestsAnnounced = known.map(({ id: name, to, authority: who }) => ({
    ...{ id: name, to },
    ...(who ? { who } : {}),
  }))
  state.past = state.past?.filter((one) => one !== id)
  if (state.past?.length === 0) delete state.past
  delete state.over
}

/** Erased at the desk: what she sends from here on is a case of its own. */
function forgetCase(state: State, { exported }: Case): void {
  if (exported) state.exported = true
  if (isSent(state)) state.over = exported ? 'taken' : 'ended'
  delete state.case
  delete state.shared
  delete state.requestsAnnounced
  delete state.reachable
}

function nameOf({ talk }: State, found: Case | null): string {
  const { talk: now = 'gone', talkVersion = 0, content } = found ?? {}
  return `desk:${[talkVersion, now, stepOf(content?.requests), waitingNews(talk, found) ?? ''].join(':')}`
}

/** Rises with every request that is made or ended, so that one telling of them can be told from the next. */
const stepOf = (requests: readonly InfoRequest[] = []): string =>
  `${requests.length}.${requests.filter(({ status }) => status !== 'open').length}`
