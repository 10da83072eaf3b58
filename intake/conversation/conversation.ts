import { randomInt } from 'node:crypto'
import type { Answers } from '../form/answers.ts'
import { OWN_WORDS } from '../form/form.ts'
import type { Maybe, Rewriting } from '../form/maybe.ts'
import { MINUTE } from '../hours/time.ts'
import { type Cursor, pageOf } from '../store/paging.ts'
import type { Clock, Collection, Doc } from '../store/ports.ts'
import { isKeyGone, openAt, type Vault } from '../store/seal.ts'
import type { Carried } from './carried.ts'
import type { Check, Tries } from './check-word.ts'
import type { Line } from './line.ts'
import type { Permission } from './permission.ts'

/**
 * What follows a turn outside its own document: committed with it, carried out after it, done exactly once
 * because each can be repeated without harm, and finished by the next turn or the sweep after a crash.
 */
export type Effect = Act & {
  /**
   * It rises from one to the next of a conversation. A case takes none that is older than the last it took: of a
   * process that was slow, what she has taken back since does not come after all.
   */
  number?: number
}

type Act =
  | { kind: 'wait'; case: string; failure?: true; call?: true }
  | { kind: 'urgent'; case: string }
  /** `keys`: only these answers; else all that was answered so far. */
  | { kind: 'share'; case: string; keys?: string[] }
  /** Something that a worker's page shows has changed. */
  | { kind: 'touch'; case: string }
  /** `requests`: those of the desk that it answers. */
  | { kind: 'submit'; case: string; revision: number; requests?: string[] }
  | { kind: 'message'; case: string; seq: number }
  /** `at`: the question that was open, to go on with. */
  | { kind: 'code'; at?: string }
  | { kind: 'redeem'; code: string }
  /** The word was given at the door of the conversation that a code leads to. */
  | { kind: 'enter'; word: string }
  /** Her other word was said where this one's is asked: it goes on in the other conversation. */
  | { kind: 'aside' }
  /** Answers she took back: out of what workers can read, at once. */
  | { kind: 'retract'; case: string; keys: string[] }
  /** `decoy`: the empty conversation of her second word, which holds both words. */
  | { kind: 'erase'; keys: string[]; cases: string[]; code?: string; decoy?: string }

/** What the desk asks of her beyond the form's own walk. */
export interface Asks {
  /** Requests with the questions still to ask, in their order. */
  open: { id: string; keys: string[] }[]
  /** Requests with nothing left to ask that are still to be sent. */
  done: string[]
  /** Questions she answered, or passed over, since she was last asked whether to send. */
  given: string[]
  /** Nothing else was changed and not sent when she was asked: one question is enough to send. */
  plain: boolean
}

/** Where she is reached on a channel that is pushed; our own schema, whatever the carrier's. */
export interface Address {
  /** Who carries it: `twilio`, `acs`, `azure`. */
  by: string
  /** Her number or conversation there, and ours. */
  to: string
  from: string
  /** The carrier's own service address, where it has one for each conversation. */
  via?: string
}

/** Lines that have still to go out: the outbox is the conversation itself, there is no second truth. */
export interface Push {
  to: Address
  /** `seq` of committed lines that nobody has marked as delivered. */
  due: number[]
  /** They wait until she writes: she is asked for her word first, or it is no hour to write to her. */
  held?: true
  /** She was told, once, that something waits. */
  knocked?: true
  /** The carrier takes nothing more for her. */
  closed?: true
}

export interface Talk {
  announced: 'waiting' | 'claimed'
  /** Id of the worker told of. */
  by?: string
  meanwhile?: true
  /** The question to go back to afterwards. */
  back?: string
  /** She was told that nobody is here, or that nobody came: a safe call-back is offered. */
  noWorkerTold?: true
  unanswered?: true
  /** She was told that what she writes waits for the worker. */
  kept?: true
  /** She is telling how she can be called back. */
  callBack?: true
  /** A worker has the bot ask. */
  asking?: true
}

/**
 * She came with the code of another conversation. It is a document of its own, and nothing of it is in this one: so
 * nothing that reads, changes, sends or deletes here can reach it before its word was given.
 */
export interface Door extends Tries {
  to: string
  /** It has a word and its code was not issued while others could see: else nothing opens it. */
  word: boolean
  /** The case there, for whoever talks with her here. */
  case?: string
}

/** Everything of one conversation. Sealed as a whole before a store sees it. */
export interface State {
  channel: string
  /** BCP 47; absent until she chose one. `guess` only orders the choice. */
  language?: string
  guess?: string
  answers: Answers
  log: Line[]
  seq: number
  /** The dialogs' stack: a position that can always be dropped and walked to again. */
  stack: object
  /** Hash of form and dialogs that `stack` belongs to. */
  version: string
  /** The question that waits for an answer, and the line that asked it. */
  /** With the version of the words it was asked in. */
  open?: { key: string; seq: number; wording?: string }
  /** A key that is asked although it is answered. */
  changing?: string
  /** The optional section being told. */
  optionalSection?: string
  /** How many short questions she was told are left, and whether that had become more. */
  left?: { told: number; more?: true }
  asks?: Asks
  /** Requests of the desk that she has been told of: whom they went to, and which authority. */
  requestsAnnounced?: { id: string; to: string; who?: string }[]
  /** Notices already given. */
  noticesGiven: string[]
  /** The last five inbound ids with the lines they brought. */
  recent: { id: string; from: number; to: number }[]
  /** Ids of all that she and workers ever sent here, as short hashes. */
  taken?: string
  effects: Effect[]
  /** The number of the last effect that was committed. */
  acts?: number
  /**
   * The case in the caseworkers' queue: how many times it was sent, whether answers changed since, and whether
   * the case-management system has it all.
   */
  case?: { id: string; revision: number; dirty: boolean; taken?: true }
  /** What she sent is no longer here, and nothing was changed since: it ended, or it is only in the system that took it. */
  over?: 'ended' | 'taken'
  /** Cases of this conversation that the desk has closed: erased with it all the same. */
  past?: string[]
  /** What she sent was taken by the case-management system and is erased here: it can still be read there. */
  exported?: true
  /** She wants to be called: asked for a person as soon as it is known whether she is in danger. */
  calling?: true
  /** Present from asking for a person until the conversation is given back. */
  talk?: Talk
  /** What she agreed to, in the words she read. */
  permissions?: Permission[]
  shared?: true
  /** She let a worker read how to reach her. */
  reachable?: true
  danger?: true
  /** What was offered when she was not understood. */
  maybe?: Maybe
  /** Until her next message. */
  rewriting?: Rewriting
  /** Messages in a row that were not understood, and at which question. */
  misses?: { key: string; count: number }
  /** Words of hers that answer no question were kept; sent only after a yes of their own. */
  story?: 'kept' | 'agreed'
  /** Id of the return code's record; never the code. */
  code?: string
  /** The code itself, in groups as it is read: on a page, until she says that she has it. */
  issued?: string
  /** When it last stood in her sight, in milliseconds since 1970; absent: it is shown when she asks for it. */
  issuedAt?: number
  /** That code was issued while others could see: it opens nothing that was said before. */
  codeShut?: true
  door?: Door
  /** Rises when a page must no longer show this conversation: quick exit, or coming back elsewhere. */
  view: number
  /** Lines up to here are not shown: those from before coming back with a code. */
  hiddenUpTo: number
  /** This conversation goes on as another one, reached by a return code. */
  alias?: string
  /** The other one's `view` then: coming back to it once more, from elsewhere, ends this way to it. */
  aliasView?: number
  gone?: 'left' | 'deleted'
  push?: Push
  carried?: Carried
  passphrase?: Check
  /** While words are chosen: the one to be written once more, and the first as long as a second is offered. */
  choosing?: Choosing
  verifiedAt?: number
  /** She asked for a plain page in its place: nothing of it is shown or said before she asks for it back. */
  covered?: true
  /** The empty conversation of a second word. */
  decoy?: true
  /** Whoever writes from here is in this other conversation, until its word is asked and this one's is said. */
  aside?: string
}

export interface Choosing {
  /** The question to go on with. */
  at?: string
  again?: Check
  first?: string
}

/** What a worker may read once she sends or shares: words she wrote unasked wait for a yes of their own. */
export function answersToShow({ answers, story }: Pick<State, 'answers' | 'story'>): Answers {
  if (story !== 'kept') return answers
  const { [OWN_WORDS]: _, ...rest } = answers
  return rest
}

/** Every case that holds something of this conversation. */
export const casesOf = ({ case: now, past = [] }: State): string[] => [...(now ? [now.id] : []), ...past]

export interface ConversationDoc extends Doc {
  /** When it is erased unless she sends, in milliseconds since 1970: the date she was told. */
  due: number
  /** 1 while effects or undelivered lines wait. */
  pending: number
  key: string
  sealed: string
}

export interface Loaded {
  id: string
  etag: string
  due: number
  key: string
  state: State
}

export const emptyState = (channel: string): State => ({
  channel,
  answers: {},
  log: [],
  seq: 0,
  stack: {},
  version: '',
  noticesGiven: [],
  recent: [],
  effects: [],
  view: 0,
  hiddenUpTo: 0,
})

const numbered = (state: State): State => {
  let { acts = 0 } = state
  const effects = state.effects.map((one) => (one.number ? one : { ...one, number: ++acts }))
  return acts ? { ...state, effects, acts } : state
}

/** As kept: a line leaves out what the line before it, or the question it asks, says already. */
const packed = (state: State): object => ({
  ...state,
  log: state.log.map((line, i) => ({
    ...line,
    at: line.at === state.log[i - 1]?.at ? undefined : line.at,
    say: isPlain(line) && line.say === `${line.question}.ask` ? undefined : line.say,
  })),
})
const unpacked = (kept: State): State => {
  let at = 0
  const log = kept.log.map((line) => {
    at = line.at ?? at
    return { ...line, at, ...(isPlain(line) && !line.say ? { say: `${line.question}.ask` } : {}) }
  })
  return { ...kept, log }
}
const isPlain = ({ from, question, text }: Line) => from === 'bot' && question && text === undefined

/** The sweep has tried it again by then. */
const STUCK = 3 * MINUTE

const isDue = ({ push }: State) => push !== undefined && push.due.length > 0 && !push.held

/** What is readable beside it is sealed with it; an older program sealed it by its id alone. */
const placeOf = ({ id, changed, due, key }: Omit<ConversationDoc, 'sealed'>) => ({
  ...placeBefore(id),
  version: JSON.stringify([2, changed, due, key]),
})
const placeBefore = (id: string) => ({ doc: id, field: 'state', version: 1 })

const newKey = (id: string) => `${id}.${randomInt(2 ** 47).toString(36)}`

/** Conversations: load, commit if nobody else did, erase, and the three questions the sweep and live views ask. */
export function conversations(
  collection: Collection<ConversationDoc>,
  vault: Vault,
  clock: Clock,
  /** What is erased with a conversation. */
  parts: readonly { erase(id: string): Promise<void> }[] = [],
  /** Told of answers before anybody reads them. */
  read: (answers: Answers) => Promise<void> = async () => {},
) {
  const sealedIn = async (doc: Omit<ConversationDoc, 'sealed'>, state: State): Promise<string | null> => {
    try {
      return await vault.seal(doc.key, placeOf(doc), packed(state))
    } catch (error) {
      if (isKeyGone(error)) return null
      throw error
    }
  }

  return {
    /** `null`: there is none, or its key is destroyed and nothing of it can be read. */
    async load(id: string): Promise<Loaded | null> {
      const doc = await collection.read(id)
      if (!doc) return null
      try {
        const state = unpacked(
          (await openAt(vault, doc.key, [placeOf(doc), placeBefore(id)], doc.sealed)) as State,
        )
        await read(state.answers)
        return { id, etag: doc.etag, due: doc.due, key: doc.key, state }
      } catch (error) {
        if (isKeyGone(error)) return null
        throw error
      }
    },

    /**
     * `null`: somebody else was first, or erased it; load again and decide anew.
     * @param known the key it is under; `null` where a conversation begins, which makes one
     */
    async commit(
      id: string,
      next: State,
      due: number,
      known: string | null,
      etag: string | null,
    ): Promise<Loaded | null> {
      const key = known ?? newKey(id)
      const state = numbered(next)
      if (!known) await vault.create(key)
      const readable = {
        id,
        part: id,
        changed: clock(),
        due,
        pending: state.effects.length > 0 || isDue(state) ? 1 : 0,
        key,
      }
      const sealed = await sealedIn(readable, state)
      if (!sealed) return null
      const doc = { ...readable, sealed }
      const kept = etag === null ? await collection.create(doc) : await collection.replace(doc, etag)
      if (!kept && !known) await vault.destroy(key)
      return kept && { id, etag: kept.etag, due, key, state }
    },

    async erase(id: string, key: string): Promise<void> {
      for (const part of parts) await part.erase(id)
      await collection.remove(id)
      await vault.destroy(key)
    },

    /** Those whose date has come, the longest overdue first: a page at a time. */
    expired: (after: Cursor | null, limit: number) =>
      pageOf(collection, { field: 'due', below: clock() }, after, limit),
    /** Those in which something is still to be done or sent, the oldest first: a page at a time. */
    pending: (after: Cursor | null, limit: number) =>
      pageOf(collection, { where: { pending: 1 }, field: 'changed' }, after, limit),
    /** Something of them was to be done or sent minutes ago, and is not; counted up to `most`. */
    async stuck(most: number): Promise<number> {
      const range = { field: 'changed', below: clock() - STUCK }
      return (await collection.find({ where: { pending: 1 }, range, limit: most })).length
    },
    changedSince: (since: number, limit: number) =>
      collection.find({ range: { field: 'changed', from: since }, order: { field: 'changed' }, limit }),
  }
}

export type Conversations = ReturnType<typeof conversations>
