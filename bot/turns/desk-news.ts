import type { TurnContext } from 'botbuilder'
import { hearRequests, tell } from '../../dialogs/asked.ts'
import { resume } from '../../dialogs/converse.ts'
import { dialogs, walk } from '../../dialogs/root.ts'
import { requestTalk, sayAlone, sayUnanswered } from '../../dialogs/talk.ts'
import { say } from '../../dialogs/turn.ts'
import type { Case } from '../../intake/case/case.ts'
import type { InfoRequest } from '../../intake/case/requests.ts'
import type { State, Talk } from '../../intake/conversation/conversation.ts'
import { isHere, type Presence } from '../../intake/hours/presence.ts'

interface EchoParts {
  /** The case a conversation belongs to. */
  caseOf: (id: string) => Promise<Case | null>
  /** Who is here, to tell her when that ends while she waits. */
  presence: () => Promise<Presence>
  speak: (state: State, due: number, logic: (context: TurnContext) => Promise<unknown>) => Promise<void>
}

/** Asked only while a person is waited for: nothing to go on with once the worker has left. */
const talks = new Set(['control.waiting', 'control.share', 'control.callBack'])

/** What the desk does becomes part of her conversation: the case is the truth, this is its echo. */
export function deskNews({ caseOf, presence: presenceNow, speak }: EchoParts) {
  /** What the desk did since we last looked, said once: the case is the truth, this is its echo. */
  async function hear(state: State, due: number, wrote = false): Promise<void> {
    if (!state.case) return
    const found = await caseOf(state.case.id)
    const now = found?.talk ?? 'bot'
    const { announced = 'bot', back, by } = state.talk ?? {}
    // Erased at the desk: what she sends from here on is a case of its own.
    if (now === 'bot' && found && !found.content) {
      if (found.exported) state.exported = true
      delete state.case
      delete state.shared
      delete state.requestsAnnounced
      delete state.reachable
    }
    // With its case, what was asked about it is over.
    const over = !found?.content || found.application === 'closed'
    if (over) delete state.asks
    const news = hearRequests(state, over ? [] : found.content?.requests)
    if (now === announced) {
      // Another worker goes on with it. Not before: between two workers she is never with nobody.
      const changed = state.talk && found && now === 'claimed' && handed(by, found)
      if (changed) state.talk!.by = found.assignee
      if (!changed && news.lines.length === 0 && !news.turned) return waitOn(state, found, due)
      if (news.turned) state.stack = {}
      return speak(state, due, async (context) => {
        if (changed) await say(context, 'talk.changed')
        await tell(context, news)
        if (news.turned) await resume(context)
      })
    }
    if (now === 'claimed') {
      const open = back ?? (talks.has(state.open?.key ?? '') ? undefined : state.open?.key)
      const asking = news.turned && state.asks ? { asking: true as const } : {}
      state.talk = { announced: 'claimed', by: found!.assignee, ...(open ? { back: open } : {}), ...asking }
      state.stack = {}
      return speak(state, due, async (context) => {
        await say(context, 'talk.joined')
        await tell(context, news)
        if (news.turned) await resume(context)
      })
    }
    if (now === 'waiting') {
      const presence = await presenceNow()
      const alone = !isHere(presence)
      state.talk = { ...state.talk, announced: 'waiting', ...(alone ? { noWorkerTold: true as const } : {}) }
      return speak(state, due, async (context) => {
        await say(context, 'talk.requeued')
        if (alone) await sayAlone(context, presence)
        await tell(context, news)
        await walk(await dialogs.createContext(context), 'control.waiting')
      })
    }
    // Meant for a person: it is no answer to what the bot goes on with, and somebody shall read it.
    if (wrote && state.case && found?.application !== 'closed') {
      state.talk = { announced: 'waiting', ...(back ? { back } : {}) }
      return speak(state, due, async (context) => {
        await tell(context, news)
        requestTalk(context)
      })
    }
    delete state.talk
    // What the bot was asking at a worker's wish is walked to again.
    state.stack = {}
    if (found?.application === 'closed' && state.case) {
      state.past = [...(state.past ?? []), state.case.id]
      delete state.case
      delete state.requestsAnnounced
    }
    return speak(state, due, async (context) => {
      await say(context, found?.application === 'closed' ? 'talk.closed' : 'talk.returned')
      await tell(context, news)
      // What she answered meanwhile and has not sent is shown to her first.
      await resume(context, state.case?.dirty && back === 'control.sent' ? undefined : back)
    })
  }

  /** While she waits: that nobody is here any more, or that nobody came. Each said once. */
  async function waitOn(state: State, found: Case | null, due: number): Promise<void> {
    const news = newsFor(state.talk, found)
    if (!news) return
    const presence = await presenceNow()
    state.talk = {
      announced: 'waiting',
      ...state.talk,
      noWorkerTold: true,
      ...(news === 'unanswered' ? { unanswered: true } : {}),
    }
    // Somebody is back before she could be told.
    if (news === 'alone' && isHere(presence)) return
    return speak(state, due, async (context) => {
      await (news === 'alone' ? sayAlone(context, presence) : sayUnanswered(context, presence))
      // Asked again, because there is now a call-back to choose.
      if (state.open?.key === 'control.waiting')
        await walk(await dialogs.createContext(context), 'control.waiting')
    })
  }

  return {
    hear,

    /** Names what there is to tell her, the same at every look; `null`: nothing. */
    async next(state: State): Promise<string | null> {
      const found = state.case ? await caseOf(state.case.id) : null
      const { talk } = state
      const requests = found?.content?.requests
      const heard = hearRequests(structuredClone(state), requests)
      const waits = newsFor(talk, found)
      const same =
        (found?.talk ?? 'bot') === (talk?.announced ?? 'bot') &&
        !(found?.talk === 'claimed' && handed(talk?.by, found))
      if (same && !waits && heard.lines.length === 0 && !heard.turned) return null
      const step = [found?.talkVersion ?? 0, found?.talk ?? 'gone', stepOf(requests), waits ?? '']
      return `desk:${step.join(':')}`
    },
  }
}

/** What the case knows of her waiting and she does not. */
function newsFor(talk: Talk | undefined, found: Case | null): 'alone' | 'unanswered' | null {
  if (talk?.announced !== 'waiting' || found?.talk !== 'waiting') return null
  if (found.alarmed?.step === 'unanswered' && !talk.unanswered) return 'unanswered'
  return found.noWorkerTold && !talk.noWorkerTold ? 'alone' : null
}

/** Was she told of another worker than the one who has it? `by` is missing in what an older program kept. */
const handed = (by: string | undefined, { assignee }: Pick<Case, 'assignee'>): boolean =>
  by !== undefined && assignee !== '' && by !== assignee

/** Rises with every request that is made or ended, so that one telling of them can be told from the next. */
const stepOf = (requests: readonly InfoRequest[] = []): string =>
  `${requests.length}.${requests.filter(({ status }) => status !== 'open').length}`
