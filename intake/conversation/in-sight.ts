import { isWithin, MINUTE } from '../hours/time.ts'
import type { State } from './conversation.ts'

/** Silence after which whoever looks at her page may be somebody else: as long as the page itself waits. */
const IDLE = 5 * MINUTE

/** Does the code that she was given still stand in her sight? Else she asks for it. `now` in milliseconds since 1970. */
export const isInSight = ({ issuedAt }: Pick<State, 'issuedAt'>, now: number): boolean =>
  issuedAt !== undefined && isWithin(issuedAt, IDLE, now)

/** She is here: a code that was in sight until now stays there, and no other comes back. */
export function keepInSight(state: State, now: number): void {
  if (isInSight(state, now)) state.issuedAt = now
  else delete state.issuedAt
}
