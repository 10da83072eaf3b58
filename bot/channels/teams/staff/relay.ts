import type { Desk } from '../../../../desk/desk.ts'
import { numberOf } from '../../../../desk/queue/items.ts'
import type { Cases } from '../../../../intake/case/cases.ts'
import type { Connector } from '../../azure/connector.ts'
import { textMessage } from '../messages.ts'
import type { RelayedMessages } from './relayed.ts'
import { type ReleasedParts, releasedNotice } from './released.ts'
import { type SeesParts, seesCases } from './staff.ts'
import type { TeamsStore } from './teams-store.ts'

export interface RelayParts extends ReleasedParts, SeesParts {
  cases: Cases
  desk: Desk
  relayed: RelayedMessages
  teams: TeamsStore
}

/**
 * Brings what the person writes to the worker who took the case in Teams: the case's number and the text, nothing
 * else. What was sent is marked after it was: after a crash one message may come twice, and none is lost. Where it
 * stands is noted, to be taken back.
 */
export function relay(parts: RelayParts, azure: Connector) {
  const { cases, desk, relayed, teams } = parts
  const over = releasedNotice(parts, azure)
  /** Whose case it was until now, as far as this process knows: a chat that must hear that it is over. */
  const last = new Map<string, string>()

  return async (id: string): Promise<void> => {
    const found = await cases.get(id)
    const before = last.get(id)
    if (before && before !== found?.assignee) {
      last.delete(id)
      await over(id, before)
    }
    const chat = found?.assignee && found.content ? await teams.chat(found.assignee) : null
    const told = chat?.told[id]
    if (!found || !chat || told === undefined) return
    // Whoever may no longer act in Teams hears nothing there either; unanswered, the case goes back by itself.
    if (!(await seesCases(found.assignee, parts))) return
    last.set(id, found.assignee)
    const worker = { id: found.assignee, name: found.content?.assigneeName ?? '' }
    const { messages } = await desk.view(id, worker, true)
    for (const { order, from, text = '' } of messages) {
      if (from !== 'person' || order <= told) continue
      const activity = await azure.send(chat, textMessage(`${numberOf(id)}\n\n${text}`, ''))
      await relayed.note(id, found.assignee, chat, activity)
      await teams.inChat(found.assignee, (now) =>
        now && (now.told[id] ?? order) < order ? { ...now, told: { ...now.told, [id]: order } } : null,
      )
    }
  }
}
