import type { Case } from '../../intake/case/case.ts'
import { HUB } from '../../intake/case/timeouts.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Desk } from '../desk.ts'
import { messageOf } from '../talk/message-form.ts'
import { isTheirs, type TellHubParts, tellHub } from './tell-hub.ts'

interface HubParts extends TellHubParts {
  desk: Pick<Desk, 'claim' | 'release' | 'message' | 'needsNoAnswer'>
}

/** Waiting cases looked at in one round of the sweep. */
const AT_ONCE = 200

/**
 * An agency's own hub, by the hand-off protocol of the Bot Framework: `handoff.initiate` goes out when she waits
 * for a person, `handoff.status` comes back, and while the hub has the case its messages and hers are activities
 * of the same conversation. The case itself is the outbox: what it waits for and what it has been given stand in
 * it, so what a crash or a dead hub kept from going out, the sweep finds. The hub may be given one thing twice,
 * under the same id.
 */
export function hub({ desk, ...parts }: HubParts) {
  const { cases, config } = parts
  const worker = { id: HUB, name: new URL(config.HANDOFF_HUB).hostname }
  const tell = tellHub(parts)

  /** The hub is not told again of this waiting. */
  const refused = (id: string, after: number) =>
    cases.update(id, (now) => ({ ...now, hubNotified: `${now.talkVersion + after}.failed` }))

  /** @returns whether the case is now as the hub says */
  async function moved(id: string, state: unknown): Promise<boolean> {
    const found = await existing(id)
    // Whom the hub gives it to is the hub's to know: no wish or limit of ours asks again.
    if (state === 'accepted') await desk.claim(id, worker, true)
    else if (state === 'completed' && isTheirs(found)) {
      // Completed, says the hub: what she wrote last waits for nothing.
      await desk.needsNoAnswer(id, worker)
      await desk.release(id, worker, { to: 'bot' })
    } else if (state === 'failed' && isTheirs(found)) {
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
        // The hub's own desk has asked, or has not: there is nobody here to ask again.
        await desk.message(found.id, worker, messageOf({ text, language, id: own }, worker, 'und'), true)
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

export type Hub = ReturnType<typeof hub>
