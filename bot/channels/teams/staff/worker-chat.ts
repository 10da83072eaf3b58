import { randomUUID } from 'node:crypto'
import { type Act, caseIdOf, perform } from '../../../../desk/act.ts'
import { release } from '../../../../desk/assignment/release.act.ts'
import type { Desk } from '../../../../desk/desk.ts'
import { numberOf } from '../../../../desk/queue/items.ts'
import { message } from '../../../../desk/talk/message.act.ts'
import type { By } from '../../../../desk/worker.ts'
import { normalise } from '../../../../dialogs/understanding/text.ts'
import type { Cases } from '../../../../intake/case/cases.ts'
import type { Speech } from '../../../../intake/form/words.ts'
import type { Stores } from '../../../../intake/store/stores.ts'
import { type Config, webAddress } from '../../../../platform/config.ts'
import type { Connector, Reference } from '../../azure/connector.ts'
import type { Incoming } from '../../azure/incoming.ts'
import { card, textBlock } from '../card.ts'
import { cardMessage, textMessage } from '../messages.ts'
import { troubleOf } from './card-actions.ts'
import { commandIn } from './commands.ts'
import { type Chat, type TeamsStore, without } from './teams-store.ts'

/** Cases one worker has at a time, at most. */
const MOST = 50

export interface ChatParts {
  cases: Cases
  config: Config
  desk: Desk
  idFor: Stores['idFor']
  speech: Speech
  teams: TeamsStore
}

/**
 * A caseworker alone with the bot: what is written goes to the person of the case that is talked about, by the same
 * desk as from the console. With several cases the worker says which; nothing is ever guessed between people.
 */
export function workersChat(parts: ChatParts, azure: Connector) {
  const { cases, config, desk, idFor, speech, teams } = parts
  const mine = async ({ worker }: By) =>
    (await desk.list({ assignee: worker.id }, MOST))
      .filter(({ application, talk }) => application !== 'closed' && talk !== 'ending')
      .map(({ id }) => id)

  const say = (where: Reference, language: string, key: string, params?: Record<string, string>) =>
    azure.send(where, textMessage(speech.t(language)(key, params), language))

  /** Goes on with this case here: what the person writes is brought, and what the worker writes goes there. */
  async function choose(by: By, where: Reference, language: string, id: string): Promise<void> {
    await teams.inChat(by.worker.id, (now) => ({
      ...where,
      language,
      talking: id,
      told: { [id]: 0, ...now?.told },
    }))
    await cases.update(id, (now) =>
      now.assignee === by.worker.id && !now.viaTeams ? { ...now, viaTeams: 1 } : null,
    )
    const address = `${webAddress(config)}/console/cases/${id}`
    await say(where, language, 'desk.teams.yours', { number: numberOf(id), address })
  }

  async function which(where: Reference, language: string, ids: string[]): Promise<void> {
    const t = speech.t(language)
    if (ids.length === 0) return void (await say(where, language, 'desk.teams.none'))
    const actions = ids.map((id) => ({
      type: 'Action.Submit',
      title: numberOf(id),
      data: { verb: 'choose', case: id },
    }))
    const rows = actions.map((action) => ({ type: 'ActionSet', actions: [action] }))
    await azure.send(where, cardMessage(card([textBlock(t('desk.teams.which')), ...rows], t)))
  }

  /** The case that is talked about, if it is certain. */
  const current = (chat: Chat | null, ids: string[]) =>
    ids.length === 1 ? ids[0] : ids.find((id) => id === chat?.talking)

  /** Where this worker is reached alone from now on. */
  const arrive = ({ worker }: By, where: Reference, language: string) =>
    teams.inChat(worker.id, (now) =>
      now && now.conversation === where.conversation && now.via === where.via && now.language === language
        ? null
        : { told: {}, ...now, ...where, language },
    )

  async function write(by: By, language: string, id: string, activity: Incoming) {
    const given = { id: idFor('teams', activity.id ?? randomUUID()), text: activity.text ?? '' }
    await perform(message, given, { desk, id, by, spoken: language })
    // Written to before it was chosen: what the person answers belongs here too.
    await teams.inChat(by.worker.id, (now) =>
      !now || now.talking === id ? null : { ...now, talking: id, told: { [id]: 0, ...now.told } },
    )
  }

  async function act(one: Act, by: By, where: Reference, language: string, id: string) {
    // Before it goes: otherwise it is told twice that it is gone.
    if (one === release) await teams.inChat(by.worker.id, (now) => now && without(now, id))
    await perform(one, {}, { desk, id, by, spoken: language })
    await say(where, language, `desk.teams.done.${one.name}`, { number: numberOf(id) })
  }

  return {
    choose,
    say,

    async take(activity: Incoming, by: By, where: Reference, language: string): Promise<void> {
      await desk.here(by.worker)
      const known = await arrive(by, where, language)
      const ids = await mine(by)
      const picked = pickedIn(activity, ids)
      if (picked) return choose(by, where, language, picked)
      const command = commandIn(activity.text ?? '', speech)
      const id = current(known, ids)
      try {
        if (command === 'cases') await which(where, language, ids)
        else if (command === 'help' || !activity.text?.trim()) await say(where, language, 'desk.teams.help')
        else if (!id) await which(where, language, ids)
        else if (typeof command === 'object') await act(command, by, where, language, id)
        else await write(by, language, id, activity)
      } catch (error) {
        await azure.send(where, textMessage(troubleOf(error, speech.t(language)), language))
      }
    },
  }
}

/** A case chosen by its card or by its number: only one that this worker has. */
function pickedIn({ value, text }: Incoming, ids: string[]): string | undefined {
  const data = value as { verb?: unknown; case?: unknown } | null | undefined
  if (data?.verb === 'choose') return ids.find((id) => id === caseIdOf(data.case))
  const digits = normalise(text ?? '').replace(/\s/g, '')
  return /^\d{5,20}$/.test(digits)
    ? ids.find((id) => id.startsWith(digits) || id.endsWith(digits))
    : undefined
}
