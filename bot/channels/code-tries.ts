import { codeIn } from '../../intake/conversation/codes.ts'
import type { Limits } from '../../platform/limits.ts'
import type { Outcome } from '../turns/transaction.ts'

const WRONG = ['say.codeWrong', 'say.codeThrottled']

/** Whoever rents one server is given a /48 of IPv6: 65,536 networks, and as many senders to guess as. */
const guesserOf = (sender: string): string => sender.split(':').slice(0, 3).join(':')

/**
 * A message that may hold a return code is paid for by whoever sends it before it is looked up, so that tries made at
 * once all count; what was right is given back. Anything else costs nothing here.
 */
export async function trying(
  limits: Limits,
  sender: string,
  text: string | undefined,
  take: () => Promise<Outcome>,
): Promise<Outcome> {
  if (!text || !codeIn(text)) return take()
  const guesser = guesserOf(sender)
  await limits.spend('code', guesser)
  const outcome = await take()
  if (!outcome.lines.some(({ say }) => WRONG.includes(say ?? ''))) limits.giveBack('code', guesser)
  return outcome
}
