import type { FromWorker } from '../intake/conversation/line.ts'

/** What the desk needs of a person's conversation, wherever it is held; both are safe to repeat. */
export interface ConversationPort {
  /** Tells her what her case says and she does not know yet. */
  sync(conversation: string): Promise<unknown>
  /** Says a worker's words about a case to her; a second one of the same id changes nothing. */
  fromWorker(conversation: string, message: FromWorker, about: string): Promise<unknown>
}
