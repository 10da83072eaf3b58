import type { TurnContext } from 'botbuilder'
import { tell } from '../../dialogs/asked.ts'
import { resume } from '../../dialogs/converse.ts'
import { dialogs, walk } from '../../dialogs/root.ts'
import { requestTalk, sayAlone, sayUnanswered } from '../../dialogs/talk.ts'
import { say, turnOf } from '../../dialogs/turn.ts'
import type { Case } from '../../intake/case/case.ts'
import type { State } from '../../intake/conversation/conversation.ts'
import { isHere, type Presence } from '../../intake/hours/presence.ts'
import { isReopened, type Kind, type News, pendingNews } from './desk-news.ts'
import type { Speak } from './speaking.ts'
import { become } from './transaction.ts'

interface TellParts {
  /** The case a conversation belongs to. */
  caseOf: (id: string) => Promise<Case | null>
  /** Who is here, to tell her when that ends while she waits. */
  presence: () => Promise<Presence>
  speak: Speak
}

type Tell = (context: TurnContext, news: News, presence: () => Promise<Presence>) => Promise<unknown>

async function tellRequests(context: TurnContext, { requests }: News): Promise<void> {
  await tell(context, requests)
  if (requests.turned) await resume(context)
}

/** Asked again, because there is now a call-back to choose. */
async function askWaiting(context: TurnContext): Promise<void> {
  if (turnOf(context).state.open?.key === 'control.waiting')
    await walk(await dialogs.createContext(context), 'control.waiting')
}

const over: Tell = async (context, { kind, cleared, requests, back }) => {
  const { state } = turnOf(context)
  await say(context, kind !== 'closed' ? 'talk.returned' : cleared ? 'talk.cleared' : 'talk.closed')
  await tell(context, requests)
  // What she answered meanwhile and has not sent is shown to her first.
  await resume(context, state.case?.dirty && back === 'control.sent' ? undefined : back)
}

const tellings: Record<Kind, Tell> = {
  async joined(context, news) {
    await say(context, 'talk.joined')
    await tellRequests(context, news)
  },
  async changed(context, news) {
    await say(context, 'talk.changed')
    await tellRequests(context, news)
  },
  requests: tellRequests,
  async requeued(context, { requests }, presence) {
    const now = await presence()
    const { talk } = turnOf(context).state
    await say(context, 'talk.requeued')
    if (!isHere(now)) {
      if (talk) talk.noWorkerTold = true
      await sayAlone(context, now)
    }
    await tell(context, requests)
    await walk(await dialogs.createContext(context), 'control.waiting')
  },
  async alone(context, _, presence) {
    await sayAlone(context, await presence())
    await askWaiting(context)
  },
  async unanswered(context, _, presence) {
    await sayUnanswered(context, await presence())
    await askWaiting(context)
  },
  async wrote(context, { requests }) {
    await tell(context, requests)
    requestTalk(context)
  },
  async reopened(context) {
    await resume(context)
  },
  returned: over,
  closed: over,
}

/** Tells her what the desk did, in her own conversation. */
export function tellNews({ caseOf, presence, speak }: TellParts) {
  /** Hers; or one that had ended and was opened again, the last first. */
  async function caseFor({ case: made, past = [] }: State): Promise<Case | null> {
    if (made) return caseOf(made.id)
    for (const id of past.toReversed()) {
      const found = await caseOf(id)
      if (found && isReopened(found)) return found
    }
    return null
  }

  return {
    /** Says it once: heard again, it is nothing new. */
    async hear(state: State, due: number, wrote = false): Promise<News | null> {
      const { state: told, news } = pendingNews(state, await caseFor(state), wrote)
      become(state, told)
      // Somebody is back before she could be told that nobody is here.
      if (!news || (news.kind === 'alone' && isHere(await presence()))) return news
      await speak(state, due, async (context) => {
        if (news.reopened) await say(context, 'talk.reopened')
        await tellings[news.kind](context, news, presence)
      })
      return news
    },

    /** The name of what there is to tell her, or `null`. */
    async next(state: State): Promise<string | null> {
      return pendingNews(state, await caseFor(state)).news?.name ?? null
    },
  }
}

export type TellNews = ReturnType<typeof tellNews>
