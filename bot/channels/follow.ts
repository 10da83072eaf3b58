import type { Stores } from '../../intake/store/stores.ts'
import { asRefusal, Refusal } from '../../platform/errors.ts'
import type { Inbound } from '../turns/inbound.ts'
import type { Outcome } from '../turns/transaction.ts'
import type { Turns } from '../turns/turns.ts'

/** Conversations that one place may have left behind for other phones or the web. */
const MOST_LEFT = 20

export interface FollowParts {
  idFor: Stores['idFor']
  turns: Turns
}

/**
 * Where we push, a place leads to its conversation for ever, unless that one went on elsewhere with a return code:
 * then to the next one.
 */
export async function followConversation(
  { idFor, turns }: FollowParts,
  channel: string,
  place: string,
  inbound: Inbound,
): Promise<Outcome> {
  for (let n = 0; n < MOST_LEFT; n += 1) {
    try {
      return await turns.take(idFor(channel, place + (n ? `#${n}` : '')), channel, inbound)
    } catch (error) {
      if (asRefusal(error).code !== 'GONE') throw error
    }
  }
  throw new Refusal('TOO_MANY')
}
