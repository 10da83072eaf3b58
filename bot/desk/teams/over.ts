import type { Connector } from '../../channels/azure/connector.ts'
import { textMessage } from '../../channels/teams/messages.ts'
import type { Services } from '../../services.ts'
import { numberOf } from '../queue/read.ts'
import { without } from './places.ts'

/** Tells a worker, once, that a case talked about in the own chat is no longer there. */
export const overs =
  ({ speech, teams }: Services, azure: Connector) =>
  async (id: string, worker: string): Promise<void> => {
    const chat = await teams.chat(worker)
    if (!chat || chat.told[id] === undefined) return
    await teams.inChat(worker, (now) => now && without(now, id))
    await azure.send(
      chat,
      textMessage(speech.t(chat.language)('desk.teams.over', { number: numberOf(id) }), ''),
    )
  }
