import type { TurnContext } from 'botbuilder'
import { converse, isMessage, resume } from '../../dialogs/converse.ts'
import { askWord, lockedOut } from '../../dialogs/discreet.ts'
import { dialogs } from '../../dialogs/root.ts'
import { requestTalk } from '../../dialogs/talk.ts'
import { type Said, type Spoken, say, setTurn, type Turn, tongue } from '../../dialogs/turn.ts'
import type { Case } from '../../intake/case/case.ts'
import { newCaseId } from '../../intake/case/case-number.ts'
import { isLocked, isShown } from '../../intake/conversation/check-word.ts'
import {
  type Address,
  type Conversations,
  casesOf,
  emptyState,
  type Loaded,
  type State,
} from '../../intake/conversation/conversation.ts'
import type { FromWorker, Line } from '../../intake/conversation/line.ts'
import { texted, traitsOf } from '../../intake/form/channels.ts'
import { formVersion } from '../../intake/form/form.ts'
import type { Speech, Translate } from '../../intake/form/words.ts'
import type { Presence } from '../../intake/hours/presence.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { fingerprint } from '../../intake/store/secrets.ts'
import { matchLanguage } from '../../locales/match.ts'
import { log, nameOf, Refusal } from '../../platform/errors.ts'
import { serially } from '../../platform/serially.ts'
import { holdingBack } from './adapter.ts'
import { deskNews } from './desk-news.ts'
import type { RunEffects } from './effects.ts'

/** What reached us, made neutral by a channel. */
export interface Inbound extends Said {
  /** The channel's own id of this message: a second delivery is answered once. */
  id: string
  client?: string
  /** Highest line this client had been given when it sent this: without a question of its own, it answers that one. */
  seen?: number
  /** Language the page was opened in, or the client says it speaks; a hint is asked back, a choice is not. */
  language?: string
  hint?: string
  /** Of a page: the view it was given, and whether it shows a conversation that must already be there. */
  view?: number
  existing?: boolean
  /** Of a channel that is pushed: where replies go. */
  push?: Address
}

export interface Outcome {
  /** Where the conversation is now: another document after a return code. */
  id: string
  state: State
  due: number
  /** Lines this message brought, its own among them. */
  lines: Line[]
  duplicate: boolean
}

interface TurnParts {
  conversations: Conversations
  /** The case a conversation belongs to, to learn what the desk did. */
  caseOf: (id: string) => Promise<Case | null>
  settle: RunEffects
  /** Who is here, to tell her when that ends while she waits. */
  presence: () => Promise<Presence>
  speech: Speech & Pick<Turn, 'ear'>
  clock: Clock
  /** Hours that an unfinished conversation is kept. */
  draftHours: number
  /** Only words that were approved may be said: in production. */
  approvedOnly: boolean
  /** Told after each commit: whoever watches here is woken, and what is pushed goes out. */
  onCommit: (id: string, fresh?: Fresh) => void
}

/** What a turn left in its conversation: lines from `from` on are its own. */
export interface Fresh {
  state: State
  from: number
}

const HOUR = 3_600_000
const ATTEMPTS = 12
const REMEMBERED = 5
const LONGEST_LOG = 400
const MOST_HOPS = 10
/** Form and dialogs as they are in this process: a position made by others is walked to again. */
const version = fingerprint(formVersion + dialogs.getVersion())

/**
 * A turn is a transaction: load one document, run the dialog with its replies held back, commit state, replies
 * and the inbound id in one conditional write, then carry out what follows. A conflict runs it again on the
 * newer document; a duplicate of one of the last five messages brings its stored replies and changes nothing.
 */
export function turns(parts: TurnParts) {
  const { conversations, settle, speech, clock } = parts
  const inTurn = serially()

  const turnFor = (state: State, said: Said, due: number): Turn => ({
    state,
    said,
    ...speech,
    t: (language) => wordsOn(state.channel, speech.t(language)),
    approvedOnly: parts.approvedOnly,
    now: clock(),
    due,
    caseId: newCaseId,
  })

  /** Runs a part of a turn and writes what it said into the log. */
  async function run(turn: Turn, logic: (context: TurnContext) => Promise<unknown>): Promise<void> {
    const { state } = turn
    const held = await holdingBack({}, async (context) => {
      setTurn(context, turn)
      await logic(context)
    })
    for (const { channelData } of held) {
      const spoken = channelData as Spoken
      state.seq += 1
      state.log.push({ seq: state.seq, at: turn.now, from: 'bot', ...spoken })
      state.push?.due.push(state.seq)
      if (spoken.question) state.open = { key: spoken.question, seq: state.seq }
    }
    if (state.log.length > LONGEST_LOG) state.log.splice(0, state.log.length - LONGEST_LOG)
    if (
      !('dialogStack' in state.stack) ||
      (state.stack as { dialogStack: unknown[] }).dialogStack.length === 0
    )
      delete state.open
  }

  /** Says something outside of an answer to her, and writes it into the log. */
  const speak = (state: State, due: number, logic: (context: TurnContext) => Promise<unknown>) =>
    run(turnFor(state, {}, due), logic)
  const echo = deskNews({ ...parts, speak })

  const replay = (loaded: Loaded, { from, to }: { from: number; to: number }): Outcome => ({
    id: loaded.id,
    state: loaded.state,
    due: loaded.due,
    lines: loaded.state.log.filter(({ seq }) => seq >= from && seq <= to),
    duplicate: true,
  })

  /** `since`: the first line she has not been given, what a crash left to be said among them. */
  type Change = (state: State, due: number, since: number) => Promise<void>

  async function transact(
    id: string,
    channel: string,
    inbound: string,
    change: Change,
    { finish = settle, hops = 0 }: { finish?: RunEffects; hops?: number } = {},
  ): Promise<Outcome> {
    // Two conversations that were each taken up in the other at one moment lead nowhere.
    if (hops > MOST_HOPS) throw new Refusal('GONE')
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const found = await conversations.load(id)
      const loaded = found && (await finish(found))
      const known = loaded?.state.recent.find((one) => one.id === inbound)
      if (loaded?.state.alias && known) {
        const there = await arrive(loaded.state.alias, true)
        if (there.state.view !== loaded.state.aliasView) throw new Refusal('GONE')
        return there
      }
      if (loaded?.state.alias)
        return transact(loaded.state.alias, channel, inbound, change, { finish, hops: hops + 1 })
      if (loaded && known) return replay(loaded, known)
      const due = loaded?.due ?? clock() + parts.draftHours * HOUR
      const state = structuredClone(loaded?.state ?? emptyState(channel))
      const from = (found?.state.seq ?? 0) + 1
      if (state.version !== version) Object.assign(state, { version, stack: {} })
      await change(state, due, from)
      const kept = await commit(id, state, due, loaded, { id: inbound, from })
      if (!kept) continue
      const after = await finish(kept)
      // Nobody is sending what was held: it goes out with this turn's.
      parts.onCommit(id, { state: after.state, from: loaded?.state.push?.held ? 0 : from })
      if (after.state.alias) return arrive(after.state.alias, false)
      return {
        id,
        state: after.state,
        due: after.due,
        lines: after.state.log.filter(({ seq }) => seq >= from),
        duplicate: false,
      }
    }
    throw new Refusal('UNAVAILABLE')
  }

  async function arrive(id: string, duplicate: boolean): Promise<Outcome> {
    const found = await conversations.load(id)
    if (!found) throw new Refusal('GONE')
    // Each effect may be carried out twice, so nobody's turn has to be waited for.
    const { state, due } = await settle(found)
    parts.onCommit(id)
    return {
      id,
      state,
      due,
      lines: state.log.filter(isShown(state, clock())),
      duplicate,
    }
  }

  async function commit(
    id: string,
    state: State,
    due: number,
    before: Loaded | null,
    brought: { id: string; from: number },
  ) {
    const remembered = { ...brought, to: state.seq }
    if (state.gone) {
      const left = leave(state, before)
      if (left) {
        left.recent = [remembered]
        return conversations.commit(id, left, clock() + HOUR, null, before?.etag ?? null)
      }
    }
    // The first is remembered too: reloading a page of ours posts the first answer again.
    const [first, ...rest] = [...state.recent, remembered]
    state.recent = [first!, ...rest.slice(-REMEMBERED)]
    return conversations.commit(id, state, due, before?.key ?? null, before?.etag ?? null)
  }

  /**
   * Going for good leaves a new document under a new key that holds the goodbye and nothing else; destroying the
   * old key and the case follows as an effect. Leaving with a code, or after sending, only closes the view.
   */
  function leave(state: State, before: Loaded | null): State | null {
    const { gone, code } = state
    state.view += 1
    if (gone === 'left' && (code || state.case?.revision || state.past)) {
      state.hiddenUpTo = state.seq
      delete state.gone
      return null
    }
    const last = state.log.filter(({ seq, from }) => seq > (before?.state.seq ?? 0) && from === 'bot')
    return {
      ...emptyState(state.channel),
      ...(state.language ? { language: state.language } : {}),
      version,
      gone,
      ...(state.push ? { push: { to: state.push.to, due: last.map(({ seq }) => seq) } } : {}),
      seq: state.seq,
      view: state.view,
      log: last,
      effects: [
        {
          kind: 'erase',
          keys: before ? [before.key] : [],
          cases: casesOf(state),
          ...(code ? { code } : {}),
        },
      ],
    }
  }

  /** The question last shown to a client that carries none of its own: never one it had not been given. */
  function shownBy(state: State, inbound: Inbound): string | undefined {
    if (inbound.question || inbound.seen === undefined) return inbound.question
    if (!state.open || state.open.seq <= inbound.seen) return undefined
    const last = state.log.findLast(
      ({ from, question, seq }) => from === 'bot' && question && seq <= inbound.seen!,
    )
    return last?.question ?? state.open.key
  }

  const take: Take = async (id, channel, inbound) => {
    let answers: string | undefined
    const outcome = await inTurn(id, () =>
      transact(id, channel, inbound.id, async (state, due, since) => {
        // A page whose view was dropped, or whose conversation was erased, must not begin a new one unasked.
        if (inbound.view !== undefined && inbound.view !== state.view) throw new Refusal('GONE')
        if (inbound.existing && state.seq === 0) throw new Refusal('GONE')
        // Her number led here once; the conversation went on to another phone, or to the web.
        if (inbound.push && state.seq > 0 && !isAt(state, inbound.push)) throw new Refusal('GONE')
        if (state.gone) Object.assign(state, { gone: undefined, answers: {}, stack: {}, noticesGiven: [] })
        begin(state, inbound)
        state.log = state.log.filter((line) => !line.once || line.seq >= since)
        const before = state.open?.key
        const asking = state.asks
        const toOpen = { ...inbound, ...(before ? { question: inbound.question ?? before } : {}) }
        const wrote = isForWorker(state, inbound, () => isMessage(turnFor(state, toOpen, due)))
        await echo.hear(state, due, wrote)
        const shown = state.asks && state.asks !== asking ? before : state.open?.key
        // Kept over a conflict: it answers what was shown when it came, not what another turn asked meanwhile.
        answers ??= shownBy(state, inbound) ?? shown
        const words = inbound.text === undefined ? {} : { text: clean(inbound.text) }
        const turn = turnFor(state, { ...inbound, ...words, ...(answers ? { question: answers } : {}) }, due)
        if (state.seq === 0 && inbound.question) await speak(state, due, (context) => resume(context))
        turn.line = lineOf(state, inbound, turn)
        await failsafe(state, turn, due)
      }),
    )
    // A page that is posted again from the browser's history must not bring back a view that was dropped.
    const { duplicate, state } = outcome
    const dropped =
      duplicate && outcome.id === id && inbound.view !== undefined && inbound.view !== state.view
    if (dropped) throw new Refusal('GONE')
    return outcome
  }

  function begin(state: State, { language, hint, push }: Inbound): void {
    if (push) state.push = { to: push, due: state.push?.due ?? [] }
    const opened = matchLanguage([language], speech.languages)
    if (!state.language && opened) state.language = opened
    const near = matchLanguage([hint], speech.languages)
    if (!state.language && near) state.guess ??= near
  }

  function lineOf(state: State, inbound: Inbound, turn: Turn): Line | undefined {
    const { value, date, question, client } = inbound
    const text = inbound.text === undefined ? undefined : clean(inbound.text)
    if (text === undefined && value === undefined && date === undefined) return undefined
    state.seq += 1
    const line: Line = {
      seq: state.seq,
      at: turn.now,
      from: 'person',
      ...(value && question ? { value: value.length === 1 ? value[0]! : value, question } : {}),
      ...(date && question ? { value: date, question } : {}),
      ...(text !== undefined && !value && !date ? { text, language: tongue(turn) } : {}),
      ...(client ? { client } : {}),
    }
    state.log.push(line)
    return line
  }

  /** A failure of the bot opens to a human: what she wrote is kept, what the dialog half did is not. */
  async function failsafe(state: State, turn: Turn, due: number): Promise<void> {
    const before = structuredClone(state)
    try {
      await run(turn, converse)
    } catch (error) {
      log('turn.failed', nameOf(error))
      for (const key of Object.keys(state)) delete (state as unknown as Record<string, unknown>)[key]
      Object.assign(state, before, { stack: {} })
      await speak(state, due, async (context) => {
        await say(context, 'talk.failure')
        requestTalk(context, true)
      })
    }
  }

  return {
    take,

    /** A client that is there but has said nothing: it is greeted, once. */
    open: (id: string, channel: string, hint?: string, push?: Address): Promise<Outcome> =>
      inTurn(id, () =>
        transact(id, channel, 'open', async (state, due) => {
          if (state.seq > 0) return
          begin(state, { id: 'open', ...(hint ? { hint } : {}), ...(push ? { push } : {}) })
          await speak(state, due, (context) => resume(context))
        }),
      ),

    /** A worker's message: a turn in the same log. */
    fromWorker: (id: string, message: FromWorker): Promise<Outcome> =>
      inTurn(id, () =>
        transact(id, '', `worker:${message.id}`, async (state, due) => {
          if (state.gone || state.log.length === 0 || !state.case) throw new Refusal('GONE')
          await echo.hear(state, due)
          // Closed or erased meanwhile: there is no case left to write in.
          if (!state.case) throw new Refusal('GONE')
          if (state.push?.closed) throw new Refusal('GONE', 'her phone takes no more messages')
          // What the bot was asking gives way: her next "yes" is for the worker.
          state.stack = {}
          delete state.open
          if (state.talk) delete state.talk.asking
          state.seq += 1
          const { id: _, ...said } = message
          state.log.push({ seq: state.seq, at: clock(), from: 'worker', ...said })
          state.push?.due.push(state.seq)
          state.effects.push({ kind: 'message', case: state.case.id, seq: state.seq })
        }),
      ),

    /** Tells the person what the desk did: claimed, given back, closed. Nothing new, nothing said. */
    sync: (id: string): Promise<Outcome | null> =>
      inTurn(id, async () => {
        const loaded = await conversations.load(id)
        if (!loaded?.state.case) return null
        const name = await echo.next(loaded.state)
        if (!name) return null
        return transact(id, '', name, (state, due) => echo.hear(state, due))
      }),

    /** Finishes what a crash left undone. */
    finish: (id: string): Promise<void> =>
      inTurn(id, async () => {
        const loaded = await conversations.load(id)
        if (!loaded) return
        const { state } = loaded.state.effects.length > 0 ? await settle(loaded) : loaded
        parts.onCommit(id, { state, from: Number.POSITIVE_INFINITY })
      }),

    /** A small write beside the turns: `change` says whether there is anything to keep. */
    amend: (id: string, change: (state: State) => boolean): Promise<void> =>
      inTurn(id, async () => {
        for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
          const loaded = await conversations.load(id)
          if (!loaded || !change(loaded.state)) return
          if (await conversations.commit(id, loaded.state, loaded.due, loaded.key, loaded.etag)) return
        }
        throw new Refusal('UNAVAILABLE')
      }),

    /** The first page in a language: a turn on an empty conversation that is not kept. */
    async preview(channel: string, language: string | undefined): Promise<State> {
      const state = emptyState(channel)
      if (language) state.language = language
      await run(turnFor(state, {}, clock() + parts.draftHours * HOUR), (context) => resume(context))
      return state
    },

    /**
     * A return code brought her back, from where `at` says: earlier pages lose sight of it, nothing more goes to
     * the channel before, and nothing of the case is shown. What she wrote to a worker there, and that she asked
     * for one, comes along.
     */
    comeBack: (id: string, from: string, at: State): Promise<Outcome> =>
      // Called from within another conversation's turn: taking turns, or finishing what waits here, could make
      // two that are taken up in each other wait for ever. The conditional write keeps it right.
      transact(
        id,
        '',
        `back:${from}`,
        async (state, due) => {
          const { 'safety.seen': _, ...answers } = state.answers
          const asked = state.asks && state.asks.open.length > 0
          Object.assign(state, { answers, view: state.view + 1, hiddenUpTo: state.seq, stack: {} })
          state.channel = at.channel
          if (at.push) state.push = { to: at.push.to, due: [] }
          else delete state.push
          // Whoever has the code must know her word too, where there is one.
          delete state.verifiedAt
          delete state.open
          const past = [...(state.past ?? []), ...(at.past ?? []), ...(at.case?.revision ? [at.case.id] : [])]
          if (past.length > 0) state.past = past
          const waits = at.talk && !state.talk
          const locked = isLocked(state, clock())
          const brought = at.talk && !locked ? at.log.filter(({ passed }) => passed) : []
          const said = brought.map((line) => ({ ...line, seq: ++state.seq }))
          state.log.push(...said)
          await speak(state, due, async (context) => {
            await say(context, 'say.welcomeBack')
            if (waits) requestTalk(context)
            if (lockedOut(context)) return askWord(await dialogs.createContext(context))
            // What follows when a worker was told asks something.
            if (waits) return
            if (asked) await say(context, 'talk.asked')
            await resume(context)
          })
          for (const { seq } of said) state.effects.push({ kind: 'message', case: state.case!.id, seq })
        },
        { finish: async (loaded) => loaded },
      ),

    /** Runs dialogs for `settle`: says what an effect brought, then walks to the next question. */
    speakAfter: speak,
  }
}

/** On a locked phone the same things are said in words of their own. */
const wordsOn = (channel: string, t: Translate): Translate => (traitsOf(channel).lockScreen ? texted(t) : t)

const isAt = ({ push, gone }: State, { to }: Address) => gone !== undefined || push?.to.to === to

/** She writes while, as far as she knows, a worker reads; where the bot asks for the worker, what answers it is not. */
const isForWorker = (
  { talk }: State,
  { text, value, question, command }: Inbound,
  isMessage: () => boolean,
): boolean =>
  talk?.announced === 'claimed' &&
  Boolean(text) &&
  !value &&
  !question &&
  !command &&
  (!talk.asking || isMessage())

/** Control characters show nothing and can do harm where the text is read. */
const clean = (text: string): string => text.replace(/[\p{Cc}--[\n\t]]/gv, '')

type Take = (id: string, channel: string, inbound: Inbound) => Promise<Outcome>
export type Turns = ReturnType<typeof turns>
