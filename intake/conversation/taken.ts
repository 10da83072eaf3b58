import { fingerprint } from '../store/secrets.ts'

/**
 * Which messages a conversation has taken, for as long as it lives: a page that was left open, or an answer that was
 * lost on its way, must not be taken once more however much later it is posted. Eight characters each, which is 48
 * bits; none of them tells what it was.
 */
const EACH = 8
/** Nobody sends so much: the document stays small whatever is done to it. */
const MOST = 2000

const hashOf = (id: string) => fingerprint(id, EACH)

export function hasTaken(taken = '', id: string): boolean {
  const hash = hashOf(id)
  for (let at = taken.indexOf(hash); at >= 0; at = taken.indexOf(hash, at + 1))
    if (at % EACH === 0) return true
  return false
}

export const withTaken = (taken = '', id: string): string => (taken + hashOf(id)).slice(-EACH * MOST)
