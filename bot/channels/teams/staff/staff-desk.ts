import type { InvokeResponse } from 'botbuilder'
import { may } from '../../../../desk/sign-in/roles.ts'
import type { By } from '../../../../desk/worker.ts'
import type { Audit } from '../../../../intake/audit/audit.ts'
import { traitsOf } from '../../../../intake/form/channels.ts'
import { HOUR } from '../../../../intake/hours/time.ts'
import type { Changes } from '../../../../platform/changes.ts'
import { log, nameOf, Refusal } from '../../../../platform/errors.ts'
import { serially } from '../../../../platform/serially.ts'
import type { Sweep } from '../../../sweep.ts'
import type { Outbox } from '../../../turns/outbox.ts'
import type { Connector, Reference } from '../../azure/connector.ts'
import { type Incoming, isShared } from '../../azure/incoming.ts'
import { textMessage } from '../messages.ts'
import { actionOf, type CardActParts, cardActions, pressedIn } from './card-actions.ts'
import { type CaseCardParts, caseCards } from './case-cards.ts'
import { commandIn, spokenBy } from './commands.ts'
import { type RelayParts, relay } from './relay.ts'
import { type RetractParts, retractRelayed } from './retract.ts'
import { staffOf, tenantOf } from './staff.ts'
import { bare } from './teams-store.ts'
import { type ChatParts, workersChat } from './worker-chat.ts'

/** Open cases looked at by the sweep, of each kind. */
const MOST = 200

export interface StaffDeskParts extends CaseCardParts, ChatParts, CardActParts, RelayParts, RetractParts {
  audit: Audit
  outbox: Pick<Outbox, 'behind'>
  sweep: Pick<Sweep, 'also'>
  watch: Changes
}

/**
 * The desk in Teams: cases are posted to channels that a supervisor linked and taken from there, and talked about
 * in a worker's own chat. All of it goes through the same desk as the console.
 */
export function teamsDesk(parts: StaffDeskParts, azure: Connector) {
  const { audit, cases, clock, idFor, outbox, relayed, speech, sweep, teams, watch } = parts
  const show = caseCards(parts, azure)
  const bring = relay(parts, azure)
  const takeBack = retractRelayed(parts, azure)
  const chat = workersChat(parts, azure)
  const inOrder = serially()

  const boardId = (conversation: string) => idFor('teams board', channelOf(conversation))

  /** Goes on behind the answer: whoever waits for it is told nothing of how it went. */
  function later(key: string, task: () => Promise<void>): void {
    outbox.behind(inOrder(key, task).catch((error) => log('teams.failed', nameOf(error))))
  }

  const follow = (id: string) => {
    later(id, async () => {
      await show(id)
      await bring(id)
    })
    // Also when a channel cannot be reached.
    later(id, () => takeBack(id))
  }
  watch.onOwnCases(follow)
  sweep.also(async () => {
    const found = await Promise.all([
      cases.list({ talk: 'waiting' }, MOST),
      cases.list({ talk: 'claimed' }, MOST),
      cases.list({ application: 'sent' }, MOST),
      // Closed or erased while the channel could not be reached: its card must not go on saying that somebody waits.
      cases.changedSince(clock() - HOUR, MOST),
    ])
    const ids = new Set(found.flat().map((one) => one.id))
    for await (const id of relayed.cases()) ids.add(id)
    for (const id of ids) follow(id)
  })

  const card = cardActions(parts, (activity, board, id) =>
    later(id, async () => {
      const by = await staffOf(activity, parts)
      if (!by) return
      const known = await teams.chat(by.worker.id)
      // Delivered again: it is talked about already.
      if (known?.told[id] !== undefined) return
      const where = known ?? (await azure.open({ ...board, tenant: tenantOf(activity) }, activity.from.id))
      await chat.choose(by, bare(where), known?.language ?? board.language, id)
      await bring(id)
    }),
  )

  /** @throws Refusal */
  async function invoked(activity: Incoming): Promise<InvokeResponse> {
    if (activity.name !== 'adaptiveCard/action') throw new Refusal('BAD_REQUEST', 'no such invoke')
    const pressed = actionOf(activity)
    return card.press(activity, await teams.board(boardId(activity.conversation.id)), pressed)
  }

  /** What is said in a channel: linking it, or a card of an older client, which sends a message. */
  async function inChannel(activity: Incoming, by: By | null): Promise<boolean> {
    const added = activity.membersAdded?.some(({ id }) => id === activity.recipient?.id)
    const where = bare({ ...referenceOf(activity), conversation: channelOf(activity.conversation.id) })
    const language = spokenBy(activity.locale, speech)
    const here = referenceOf(activity)
    const answer = (key: string) => azure.send(here, textMessage(speech.t(language)(key), language))
    if (activity.type === 'conversationUpdate' && added) await answer('desk.teams.added')
    if (activity.type !== 'message') return true
    if (activity.value) {
      const pressed = pressedIn(activity.value)
      if (!pressed.act) throw new Refusal('BAD_REQUEST', 'no such action')
      const board = await teams.board(boardId(activity.conversation.id))
      if (!board || !(await teams.posted(pressed.case, board.id))) throw new Refusal('NOT_FOUND')
      const why = await card.done(pressed.act, activity, board, pressed.case)
      if (why) await azure.send(here, textMessage(why, board.language))
      return true
    }
    const command = commandIn(activity.text ?? '', speech)
    if (command !== 'link' && command !== 'unlink') return false
    if (!by || !(may(by, 'others') || may(by, 'administer'))) await answer('desk.teams.mayNotLink')
    else if (command === 'unlink') {
      await teams.unlink(boardId(where.conversation))
      await audit.note(by.worker.id, 'unlinkChannel', '')
      await answer('desk.teams.unlinked')
    } else {
      await audit.note(by.worker.id, 'linkChannel', '')
      await teams.link({ ...where, id: boardId(where.conversation), language })
      await answer('desk.teams.linked')
      for (const { id } of await cases.list({ talk: 'waiting' }, MOST)) follow(id)
    }
    return true
  }

  return {
    /** The answer to an invoke, or true when the desk took it: otherwise it is a person's. @throws Refusal */
    async take(activity: Incoming): Promise<InvokeResponse | boolean> {
      if (!traitsOf(activity.channelId).staff) return false
      if (activity.type === 'invoke') return invoked(activity)
      const by = await staffOf(activity, parts)
      if (activity.conversation.conversationType === 'channel') return inChannel(activity, by)
      if (isShared(activity)) return false
      if (!by || !may(by, 'cases')) return false
      const where = bare({ ...referenceOf(activity), tenant: tenantOf(activity) })
      const language = spokenBy(activity.locale, speech)
      const take = () => chat.take(activity, by, where, language)
      if (activity.type === 'message') await inOrder(by.worker.id, take)
      else if (activity.type === 'installationUpdate' && activity.action?.startsWith('add'))
        await chat.say(where, language, 'desk.teams.help')
      return true
    },
  }
}

/** A channel's id without the thread that something was said in. */
const channelOf = (conversation: string): string => conversation.split(';')[0]!

const referenceOf = ({ channelId, conversation, recipient, serviceUrl }: Incoming): Reference => ({
  channelId,
  conversation: conversation.id,
  bot: recipient?.id ?? '',
  via: serviceUrl,
})
