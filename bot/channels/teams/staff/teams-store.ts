import type { Clock, Collection, Doc, Versioned } from '../../../../intake/store/ports.ts'
import { revise } from '../../../../intake/store/revise.ts'
import type { Vault } from '../../../../intake/store/seal.ts'
import type { Reference } from '../../azure/connector.ts'

/**
 * Where in Teams the desk speaks: channels that cases are posted to, and workers' own chats. Sealed, each under a
 * key of its own; what was posted of a case holds nothing of it.
 */
export interface TeamsDoc extends Doc {
  sealed?: string
  /** Of what was posted: the channel's id of it, empty while it is being posted. */
  activity?: string
  /** What it shows, to change it only when that does. */
  face?: string
  looks?: string
  /** Of what was brought: to whom. */
  worker?: string
}

/** The key of a place, and of what says where in it something stands. */
export const key = (id: string) => `teams.${id}`

export interface Board extends Reference {
  id: string
  /** The language its cards are in. */
  language: string
}

/** A worker's own chat with the bot. */
export interface Chat extends Reference {
  language: string
  /** The case that what the worker writes goes to. */
  talking?: string
  /** Cases talked about here, each with the last of the person's messages that was brought. */
  told: Record<string, number>
}

/** Where something is reached, without what else is known of it. */
export const bare = ({ channelId, conversation, bot, via, tenant }: Reference): Reference => ({
  ...{ channelId, conversation, bot, via },
  ...(tenant ? { tenant } : {}),
})

/** The chat once a case is no longer talked about there. */
export function without({ talking, told, ...chat }: Chat, id: string): Chat {
  const { [id]: _, ...rest } = told
  return { ...chat, told: rest, ...(talking && talking !== id ? { talking } : {}) }
}

export interface Posted {
  id: string
  activity: string
  face: string
  looks: string
  changed: number
  etag: string
}

const BOARD = 'board'
const CHAT = 'chat'
const MOST_BOARDS = 20

export function teamsStore(collection: Collection<TeamsDoc>, vault: Vault, clock: Clock) {
  const place = (id: string) => ({ doc: id, field: 'place', version: 1 })

  const seal = async (id: string, part: string, value: unknown): Promise<TeamsDoc> => ({
    id,
    part,
    changed: clock(),
    sealed: await vault.seal(key(id), place(id), value),
  })
  const open = async <T>({ id, sealed = '' }: TeamsDoc) => (await vault.open(key(id), place(id), sealed)) as T
  const postedOf = ({
    id,
    activity = '',
    face = '',
    looks = '',
    changed,
    etag,
  }: Versioned<TeamsDoc>): Posted => ({
    ...{ id, activity, face, looks, changed, etag },
  })

  return {
    async boards(): Promise<Board[]> {
      const docs = await collection.find({ where: { part: BOARD }, limit: MOST_BOARDS })
      return Promise.all(docs.map((doc) => open<Board>(doc)))
    },
    async board(id: string): Promise<Board | null> {
      const doc = await collection.read(id, BOARD)
      return doc && open<Board>(doc)
    },
    /** Linking again changes its language and where it is reached. */
    async link(board: Board): Promise<void> {
      await vault.create(key(board.id))
      await revise(collection, board.id, () => seal(board.id, BOARD, board), BOARD)
    },
    async unlink(id: string): Promise<void> {
      await collection.remove(id, BOARD)
      await vault.destroy(key(id))
    },

    /** What of a case stands in a channel; `null`: nothing yet. */
    async posted(caseId: string, board: string): Promise<Posted | null> {
      const doc = await collection.read(`${caseId}.${board}`, caseId)
      return doc && postedOf(doc)
    },
    /** Whoever makes it posts; `null`: another process does. `before`: what stood there until now. */
    async posting(caseId: string, board: string, before: Posted | null): Promise<Posted | null> {
      const doc = { id: `${caseId}.${board}`, part: caseId, changed: clock(), activity: '' }
      const kept = before ? await collection.replace(doc, before.etag) : await collection.create(doc)
      return kept && postedOf(kept)
    },
    async shows(caseId: string, posted: Posted, now: Pick<Posted, 'activity' | 'face' | 'looks'>) {
      await collection.replace({ id: posted.id, part: caseId, changed: clock(), ...now }, posted.etag)
    },
    forget: (caseId: string, { id }: Posted) => collection.remove(id, caseId),

    async chat(worker: string): Promise<Chat | null> {
      const doc = await collection.read(worker, CHAT)
      return doc && open<Chat>(doc)
    },
    /** Applies `change` to the newest version; `null` leaves it as it is. */
    async inChat(worker: string, change: (now: Chat | null) => Chat | null): Promise<Chat | null> {
      let chat: Chat | null = null
      const changed = async (doc: TeamsDoc | null) => {
        const now = doc && (await open<Chat>(doc))
        const next = change(now)
        chat = next ?? now
        if (next && !doc) await vault.create(key(worker))
        return next && seal(worker, CHAT, next)
      }
      await revise(collection, worker, changed, CHAT)
      return chat
    },
  }
}

export type TeamsStore = ReturnType<typeof teamsStore>
