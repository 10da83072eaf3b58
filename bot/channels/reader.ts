import type { Activity } from 'botbuilder'
import { isShown } from '../../intake/conversation/check-word.ts'
import type { Conversations, State } from '../../intake/conversation/conversation.ts'
import type { Line } from '../../intake/conversation/line.ts'
import type { Receipts } from '../../intake/conversation/receipts.ts'
import type { Speech } from '../../intake/form/words.ts'
import type { Clock } from '../../intake/store/ports.ts'
import type { Stores } from '../../intake/store/stores.ts'
import { Refusal } from '../../platform/errors.ts'
import { activitiesOf } from './activities.ts'

export const CHANNEL = 'directline'

/** A Direct Line conversation as its own client may see it. */
export interface View {
  /** The document it is in now: another one after a return code. */
  id: string
  state: State
  hops: number
}

/** The last line a client has, and how many return codes had led it there. */
export interface Mark {
  seq: number
  hops: number
}

export interface Client {
  conv: string
  user: string
}

/** A worker talks: only then is it noted what reached her client. */
export const isTalk = ({ talk, gone }: State): boolean => talk?.announced === 'claimed' && !gone

const MOST_HOPS = 10
const MOST_CLIENTS = 20_000
/** A client that is there has fetched a line this old, if not here then from another process. */
const SURELY_GIVEN = 3000

/** @throws Refusal BAD_REQUEST */
export function readMark(watermark: unknown): Mark {
  const found = /^(?:(\d{1,9})(?:\.(\d))?)?$/.exec(typeof watermark === 'string' ? watermark : '')
  if (!found) throw new Refusal('BAD_REQUEST', 'the watermark is none of ours')
  return { seq: Number(found[1] ?? 0), hops: Number(found[2] ?? 0) }
}

export const showMark = ({ seq, hops }: Mark): string => (hops ? `${seq}.${hops}` : String(seq))

export interface ReaderParts {
  clock: Clock
  conversations: Conversations
  idFor: Stores['idFor']
  receipts: Receipts
  speech: Speech
}

/** Finds conversations for their clients, and remembers what each was given: a typed answer has no question on it. */
export function reader({ conversations, idFor, receipts, speech, clock }: ReaderParts) {
  const given = new Map<string, { id: string; seq: number }>()

  return {
    /**
     * `null`: it never began, was deleted or erased, or was left by quick exit or taken up elsewhere with its
     * return code: then its `view` has risen, and whoever holds the older page sees nothing more of it.
     */
    async find(conv: string): Promise<View | null> {
      let id = idFor(CHANNEL, conv)
      let view = 0
      for (let hops = 0; hops <= MOST_HOPS; hops += 1) {
        const state = (await conversations.load(id))?.state
        if (!state) return null
        if (!state.alias) return state.view - (state.gone ? 1 : 0) === view ? { id, state, hops } : null
        view = state.aliasView ?? 0
        id = state.alias
      }
      return null
    },

    newer({ state, hops }: View, mark: Mark): Line[] {
      const from = mark.hops === hops && mark.seq <= state.seq ? mark.seq : 0
      return state.log.filter(({ seq }) => seq > from).filter(isShown(state, clock()))
    },

    show: ({ state, hops }: View, lines: Line[], { conv, user }: Client): Partial<Activity>[] =>
      activitiesOf(state, lines, speech, {
        channelId: CHANNEL,
        conversationId: conv,
        person: user,
        hops,
      }),

    typing: ({ conv }: Client): Partial<Activity> => ({
      type: 'typing',
      timestamp: new Date(clock()),
      channelId: CHANNEL,
      conversation: { id: conv } as Activity['conversation'],
      from: { id: 'silta', name: '', role: 'bot' },
      channelData: { from: 'worker' },
    }),

    /** Lines up to `seq` have gone out to the client. */
    gave(conv: string, { id, state }: Pick<View, 'id' | 'state'>, seq: number): void {
      if (isTalk(state)) receipts.note(id, 'person', { delivered: seq, online: clock() })
      const before = given.get(conv)
      given.delete(conv)
      given.set(conv, { id, seq: before?.id === id ? Math.max(before.seq, seq) : seq })
      if (given.size > MOST_CLIENTS) given.delete(given.keys().next().value!)
    },

    /** To be called when a message arrives, before anything is awaited: what had been given by then. */
    arrival(conv: string): (view: View) => number {
      const known = given.get(conv)
      const sure = clock() - SURELY_GIVEN
      return ({ id, state }) => {
        if (known?.id !== id) return state.seq
        const old = state.log.findLast(({ at }) => at < sure)
        return Math.max(known.seq, old?.seq ?? 0)
      }
    },
  }
}

export type Reader = ReturnType<typeof reader>
