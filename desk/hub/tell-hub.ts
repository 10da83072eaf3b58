import type { Audit } from '../../intake/audit/audit.ts'
import type { Case } from '../../intake/case/case.ts'
import type { Cases } from '../../intake/case/cases.ts'
import type { Message, Messages } from '../../intake/case/messages.ts'
import { HUB } from '../../intake/case/timeouts.ts'
import type { Speech, Translate } from '../../intake/form/words.ts'
import { Bounded } from '../../platform/bounded.ts'
import type { Config } from '../../platform/config.ts'
import { log, nameOf } from '../../platform/errors.ts'
import { isTaken, postJson } from '../../platform/post.ts'
import { serially } from '../../platform/serially.ts'
import { consoleLanguages } from '../sign-in/session.ts'

/** What a hub is sent, in the Bot Framework's own form. `here`: where the hub answers. */
export interface HandoffActivities {
  /** She waits for a person. */
  initiation(found: Case, id: string, given: { here: string; t: Translate }): object
  /** What she wrote. */
  spoken(found: Case, message: Message, here: string): object
}

export interface TellHubParts {
  handoff: HandoffActivities
  cases: Cases
  messages: Messages
  audit: Audit
  speech: Speech
  config: Config
}

/** Milliseconds the hub has to take an event. */
const PATIENCE = 10_000
const MOST_NOTED = 10_000

/** The event that the hub has not taken yet; named by the waiting it is about, so that it can be sent twice. */
function dueEvent({
  talk,
  talkVersion,
  content,
  hubNotified,
}: Omit<Case, 'etag' | 'part' | 'rank' | 'changed'>): string | null {
  if (talk !== 'waiting' || !content || hubNotified === `${talkVersion}.failed`) return null
  const name = content.shared ? `${talkVersion}.shared` : `${talkVersion}`
  return hubNotified === name ? null : name
}

/** Tells the hub of one case what it has not been told: that she waits, and what she wrote while the hub has it. */
export function tellHub({ handoff, cases, messages, audit, speech, config }: TellHubParts) {
  const { HANDOFF_HUB: address, HANDOFF_KEY: key, PUBLIC_URL } = config
  const inTurn = serially()
  const noted = new Bounded<string, string>(MOST_NOTED)
  const t = speech.t(consoleLanguages({ speech })[0]!)
  const here = PUBLIC_URL && `${PUBLIC_URL}/api/handoff`

  /** @returns whether the hub took it. @throws Unreachable */
  async function post(activity: object): Promise<boolean> {
    const headers = { Authorization: `Bearer ${key}` }
    const status = await postJson(address, activity, { patience: PATIENCE, headers }).catch((error) => {
      log('handoff.unreachable', nameOf(error))
      throw new Unreachable()
    })
    if (!isTaken(status)) log('handoff.refused', { status })
    return isTaken(status)
  }

  /** What she let workers read, or wrote, goes to another system: written down, tried again once only. */
  async function told(id: string, what: string): Promise<void> {
    if (noted.get(id) === what) return
    await audit.note(HUB, 'export', id)
    noted.set(id, what)
  }

  async function offer(found: Case): Promise<void> {
    const name = dueEvent(found)
    if (!name) return
    // Before it leaves: it has left even if no answer comes.
    if (found.content?.shared) await told(found.id, name)
    if (!(await post(handoff.initiation(found, `${found.id}.${name}`, { here, t })))) return
    await cases.update(found.id, (now) => (dueEvent(now) === name ? { ...now, hubNotified: name } : null))
  }

  /** What she wrote, in its order, as long as the hub takes it. */
  async function forward(found: Case): Promise<void> {
    if (!(isTheirs(found) && found.content)) return
    for (const message of await messages.of(found.id, found.key)) {
      if (message.from !== 'person' || message.order <= (found.hubForwardedUpTo ?? 0)) continue
      await told(found.id, `${message.order}`)
      if (!(await post(handoff.spoken(found, message, here)))) return
      await cases.update(found.id, (now) =>
        message.order > (now.hubForwardedUpTo ?? 0) ? { ...now, hubForwardedUpTo: message.order } : null,
      )
    }
  }

  /** @returns false when there is no use in trying the next one */
  return (id: string): Promise<boolean> =>
    inTurn(id, async () => {
      const found = await cases.get(id)
      if (found) await offer(found)
      if (found) await forward(found)
      return true
    }).catch((error) => {
      if (error instanceof Unreachable) return false
      log('handoff.failed', nameOf(error))
      return true
    })
}

class Unreachable extends Error {}

/** The hub has it. */
export const isTheirs = ({ assignee, talk, application }: Case): boolean =>
  assignee === HUB && talk === 'claimed' && application !== 'closed'
