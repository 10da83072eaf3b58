import { numberOf } from '../../../../desk/queue/items.ts'
import type { Speech } from '../../../../intake/form/words.ts'
import type { Connector } from '../../azure/connector.ts'
import { textMessage } from '../messages.ts'
import { type TeamsStore, without } from './teams-store.ts'

export interface ReleasedParts {
  speech: Speech
  teams: TeamsStore
}

/** Tells a worker, once, that a case talked about in the own chat is no longer there. */
export const releasedNotice =
  ({ speech, teams }: ReleasedParts, azure: Connector) =>
  async (id: string, worker: string): Promise<void> => {
    const chat = await teams.chat(worker)
    if (!chat || chat.told[id] === undefined) return
    await teams.inChat(worker, (now) => now && without(now, id))
    await azure.send(
      chat,
      textMessage(speech.t(chat.language)('desk.teams.over', { number: numberOf(id) }), ''),
    )
  }
