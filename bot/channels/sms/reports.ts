import { whereItWent } from '../../../intake/conversation/alias.ts'
import type { Conversations } from '../../../intake/conversation/conversation.ts'
import type { Stores } from '../../../intake/store/stores.ts'
import type { Turns } from '../../turns/turns.ts'
import type { Part } from '../port.ts'

/** What goes with a text to the carrier, and comes back with its report: which line of a worker's it is, or is part of. */
export const markOf = ({ seq, last }: Part): string => (last ? `${seq}` : `${seq}.part`)

const MARK = /^(\d{1,9})(\.part)?$/

/** Conversations that one number may have left behind. */
const MOST_LEFT = 20

export interface ReportParts {
  idFor: Stores['idFor']
  conversations: Conversations
  turns: Turns
}

/** The conversation that a number has now, wherever it went on; `null`: none. */
export async function conversationAt(
  { idFor, conversations }: Pick<ReportParts, 'idFor' | 'conversations'>,
  number: string,
): Promise<string | null> {
  for (let n = 0; n < MOST_LEFT; n += 1) {
    const found = await whereItWent(conversations, idFor('sms', number + (n ? `#${n}` : '')))
    if (!found) return null
    if (found.state.push?.to.to === number) return found.id
  }
  return null
}

/** A carrier's report on one text. One part alone that got there says nothing yet; one that did not says all. */
export async function reportText(
  parts: ReportParts,
  number: string,
  mark: string,
  reached: boolean,
): Promise<void> {
  const [, seq, part] = MARK.exec(mark) ?? []
  if (!seq || (part && reached)) return
  const id = await conversationAt(parts, number)
  if (id) await parts.turns.report(id, Number(seq), reached)
}
