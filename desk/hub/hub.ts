import type { Audit } from '../../intake/audit/audit.ts'
import type { Case } from '../../intake/case/case.ts'
import type { Cases } from '../../intake/case/cases.ts'
import type { Message, Messages } from '../../intake/case/messages.ts'
import { HUB } from '../../intake/case/timeouts.ts'
import type { Speech, Translate } from '../../intake/form/words.ts'
import type { Config } from '../../platform/config.ts'
import { log, nameOf, Refusal } from '../../platform/errors.ts'
import { isTaken, postJson } from '../../platform/post.ts'
import { serially } from '../../platform/serially.ts'
import type { Desk } from '../desk.ts'
import { consoleLanguages } from '../sign-in/session.ts'
import { messageOf } from '../talk/message-form.ts'

/** What a hub is sent, in the Bot Framework's own form. `here`: where the hub answers. */
export interface HandoffActivities {
  /** She waits for a person. */
  initiation(found: Case, id: string, given: { here: string; t: Translate }): object
  /** What she wrote. */
  spoken(found: Case, message: Message, here: string): object
}

interface HubParts {
  handoff: HandoffActivities
  cases: Cases
  messages: Messages
  audit: Audit
  desk: Pick<Desk, 'claim' | 'release' | 'message'>
  speech: Speech
  config: Config
}

/** Milliseconds the hub has to take an event. */
const PATIENCE = 10_000
/** Waiting cases looked at in one round of the sweep. */
const AT_ONCE = 200
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

/**
 * An agency's own hub, by the hand-off protocol of the Bot Framework: `handoff.initiate` goes out when she waits
 * for a person, `handoff.status` comes back, and while the hub has the case its messages and hers are activities
 * of the same conversation. The case itself is the outbox: what it waits for and what it has been given stand in
 * it, so what a crash or a dead hub kept from going out, the sweep finds. The hub may be given one thing twice,
 * under the same id.
 */
export function hub({ handoff, cases, messages, audit, desk, speech, config }: HubParts) {
  const { HANDOFF_HUB: address, HANDOFF_KEY: key, PUBLIC_URL } = config
  const worker = { id: HUB, name: new URL(address).hostname }
  const inTurn = serially()
  const noted = new Map<string, string>()
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
    if (noted.size > MOST_NOTED) noted.clear()
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
  const tell = (id: string): Promise<boolean> =>
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

  /** The hub is not told again of this waiting. */
  const refused = (id: string, after: number) =>
    cases.update(id, (now) => ({ ...now, hubNotified: `${now.talkVersion + after}.failed` }))

  /** @returns whether the case is now as the hub says */
  async function moved(id: string, state: unknown): Promise<boolean> {
    const found = await existing(id)
    // Whom the hub gives it to is the hub's to know: no wish or limit of ours asks again.
    if (state === 'accepted') await desk.claim(id, worker, true)
    else if (state === 'completed' && isTheirs(found)) await desk.release(id, worker)
    else if (state === 'failed' && isTheirs(found)) {
      await refused(id, 1)
      await desk.release(id, worker, { to: 'queue' })
    } else if (state === 'failed' && found.talk === 'waiting') await refused(id, 0)
    else return false
    return true
  }

  async function existing(id: unknown): Promise<Case> {
    const found = typeof id === 'string' && /^\d{20}$/.test(id) ? await cases.get(id) : null
    if (!found) throw new Refusal('NOT_FOUND')
    return found
  }

  return {
    /** A case changed in this process: tells the hub at once where there is something to tell. */
    heard: (id: string): void => void tell(id),

    /** What is still to be told, whoever left it. */
    async sweep(): Promise<void> {
      for (const where of [{ talk: 'waiting' }, { talk: 'claimed', assignee: HUB }])
        for (const { id } of await cases.list(where, AT_ONCE)) if (!(await tell(id))) return
    },

    /**
     * An activity of the hub: what became of the case, or what its agent says to her. A status that no longer fits,
     * or that we do not know, changes nothing and is not refused: the protocol forbids that.
     * @throws Refusal BAD_REQUEST, NOT_FOUND, and what a worker's message is refused with
     */
    async take(activity: Record<string, unknown>): Promise<boolean> {
      const { type, name, value } = activity
      const { id } = (activity.conversation ?? {}) as { id?: unknown }
      if (type === 'message') {
        const { text, locale: language = 'und', id: own } = activity
        const found = await existing(id)
        await desk.message(found.id, worker, messageOf({ text, language, id: own }, worker, 'und'))
        return true
      }
      if (type !== 'event' || name !== 'handoff.status')
        throw new Refusal('BAD_REQUEST', 'this address takes messages, and events named handoff.status')
      const found = await existing(id)
      try {
        return await moved(found.id, (value as { state?: unknown } | undefined)?.state)
      } catch (error) {
        // Somebody else has it, or it is closed.
        if (error instanceof Refusal && ['CONFLICT', 'GONE'].includes(error.code)) return false
        throw error
      }
    },
  }
}

class Unreachable extends Error {}

const isTheirs = ({ assignee, talk, application }: Case): boolean =>
  assignee === HUB && talk === 'claimed' && application !== 'closed'

export type Hub = ReturnType<typeof hub>
