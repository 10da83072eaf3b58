import { isShown } from '../../intake/conversation/check-word.ts'
import {
  type Conversations,
  emptyState,
  type Loaded,
  type State,
} from '../../intake/conversation/conversation.ts'
import type { Line } from '../../intake/conversation/line.ts'
import { hasTaken, withTaken } from '../../intake/conversation/taken.ts'
import { HOUR } from '../../intake/hours/time.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { lost, untilWon } from '../../intake/store/revise.ts'
import { Refusal } from '../../platform/errors.ts'
import { NotHere } from './inbound.ts'
import { leave } from './leave.ts'

export interface Outcome {
  /** Where the conversation is now: another document after a return code. */
  id: string
  state: State
  due: number
  /** Lines this message brought, its own among them. */
  lines: Line[]
  duplicate: boolean
}

/** What a turn left in its conversation: lines from `from` on are its own. */
export interface Fresh {
  state: State
  from: number
}

/** `since`: the first line she has not been given, what a crash left to be said among them. */
type Change = (state: State, due: number, since: number) => Promise<void>

export interface TransactionParts {
  conversations: Conversations
  clock: Clock
  /** Hours that an unfinished conversation is kept. */
  draftHours: number
  /** Of the form and the dialogs: a position made by others is walked to again. */
  version: string
  /** Carries out what turns before left to be done, or does not. */
  runEffects: (loaded: Loaded) => Promise<Loaded>
  /** So long what another process wrote may not be seen yet, in ms. */
  lags?: number | undefined
  /** Told after each commit: whoever watches here is woken, and what is pushed goes out. */
  onCommit: (id: string, fresh?: Fresh) => void
}

const REMEMBERED = 5
const MOST_HOPS = 10

/**
 * A turn as a transaction: load one document, change it, commit state, replies and the inbound id in one conditional
 * write, then carry out what follows. A conflict runs it again on the newer document; a duplicate changes nothing,
 * however late it comes, and one of the last five messages brings its stored replies.
 */
export function transaction(parts: TransactionParts) {
  const { conversations, clock, draftHours, version, runEffects, onCommit, lags } = parts

  async function transact(
    id: string,
    channel: string,
    inbound: string,
    change: Change,
    /** She herself, who may be in another conversation: a worker writes to the one that is hers. */
    herself = false,
    hops = 0,
  ): Promise<Outcome> {
    // Two conversations that were each taken up in the other at one moment lead nowhere.
    if (hops > MOST_HOPS) throw new Refusal('GONE')
    const patience = performance.now() + (lags ?? 0)
    return untilWon(async () => {
      const found = await conversations.load(id)
      const loaded = found && (await runEffects(found))
      const known = knownIn(loaded?.state, inbound)
      const { alias, aside } = loaded?.state ?? {}
      if (alias && known) return arriveAgain(alias, loaded?.state.aliasView)
      if (alias) return transact(alias, channel, inbound, change, herself, hops + 1)
      if (loaded && known) return replay(loaded, known)
      if (aside && herself && (await conversations.load(aside)))
        return transact(aside, channel, inbound, change, herself, hops + 1)
      const from = (found?.state.seq ?? 0) + 1
      const draft = await changed(loaded, channel, change, from).catch((error) => {
        // What she answers to may be there, and only be seen late.
        if (error instanceof NotHere && performance.now() < patience) return null
        throw error
      })
      if (!draft) return lost
      if (herself || inbound.startsWith('worker:')) draft.state.taken = withTaken(draft.state.taken, inbound)
      const kept = await commit(id, draft, loaded, { id: inbound, from })
      return kept ? conclude(id, kept, from, loaded?.state.push?.held === true) : lost
    })
  }

  async function changed(loaded: Loaded | null, channel: string, change: Change, from: number) {
    const due = loaded?.due ?? clock() + draftHours * HOUR
    const state = structuredClone(loaded?.state ?? emptyState(channel))
    if (state.version !== version) Object.assign(state, { version, stack: {} })
    await change(state, due, from)
    return { state, due }
  }

  async function commit(
    id: string,
    { state, due }: Pick<Loaded, 'state' | 'due'>,
    before: Loaded | null,
    turn: { id: string; from: number },
  ): Promise<Loaded | null> {
    const remembered = { ...turn, to: state.seq }
    const etag = before?.etag ?? null
    const goodbye = state.gone ? leave(state, before) : null
    if (goodbye)
      return conversations.commit(id, { ...goodbye, recent: [remembered] }, clock() + HOUR, null, etag)
    // The first is remembered too: reloading a page of ours posts the first answer again.
    const [first, ...rest] = [...state.recent, remembered]
    state.recent = [first!, ...rest.slice(-REMEMBERED)]
    return conversations.commit(id, state, due, before?.key ?? null, etag)
  }

  async function conclude(id: string, kept: Loaded, from: number, held: boolean): Promise<Outcome> {
    const { state, due } = await runEffects(kept)
    // Nobody is sending what was held: it goes out with this turn's.
    onCommit(id, { state, from: held ? 0 : from })
    if (state.alias) return arrive(state.alias, false)
    return { id, state, due, lines: state.log.filter(({ seq }) => seq >= from), duplicate: false }
  }

  async function arrive(id: string, duplicate: boolean): Promise<Outcome> {
    const found = await conversations.load(id)
    if (!found) throw new Refusal('GONE')
    // Each effect may be carried out twice, so nobody's turn has to be waited for.
    const { state, due } = await runEffects(found)
    onCommit(id)
    return { id, state, due, lines: state.log.filter(isShown(state, clock())), duplicate }
  }

  async function arriveAgain(id: string, view: number | undefined): Promise<Outcome> {
    const there = await arrive(id, true)
    if (there.state.view !== view) throw new Refusal('GONE')
    return there
  }

  return {
    transact,

    /** Finishes what a crash left undone. */
    async finish(id: string): Promise<void> {
      const loaded = await conversations.load(id)
      if (!loaded) return
      const { state } = loaded.state.effects.length > 0 ? await runEffects(loaded) : loaded
      onCommit(id, { state, from: Number.POSITIVE_INFINITY })
    },

    /** A small write beside the turns: `change` says whether there is anything to keep. */
    amend: (id: string, change: (state: State) => boolean): Promise<void> =>
      untilWon(async () => {
        const loaded = await conversations.load(id)
        if (!loaded || !change(loaded.state)) return
        if (!(await conversations.commit(id, loaded.state, loaded.due, loaded.key, loaded.etag))) return lost
      }),
  }
}

export type Transaction = ReturnType<typeof transaction>

/** The lines that it brought the first time; of one that came long ago, none. */
const knownIn = (state: State | undefined, inbound: string): { from: number; to: number } | undefined =>
  state?.recent.find((one) => one.id === inbound) ??
  (hasTaken(state?.taken, inbound) ? { from: 1, to: 0 } : undefined)

const replay = ({ id, state, due }: Loaded, { from, to }: { from: number; to: number }): Outcome => ({
  id,
  state,
  due,
  lines: state.log.filter(({ seq }) => seq >= from && seq <= to),
  duplicate: true,
})

/** Makes of a conversation in hand what it is to be, whatever it was. */
export function become(state: State, next: State): void {
  for (const key of Object.keys(state)) if (!(key in next)) Reflect.deleteProperty(state, key)
  Object.assign(state, next)
}
