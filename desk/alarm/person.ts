import type { Case } from '../../intake/case/case.ts'
import type { Cases } from '../../intake/case/cases.ts'
import type { ConversationPort } from '../conversation-port.ts'
import { isolate } from './isolate.ts'

const MOST_WAITING = 1000

/** What the alarm tells the person herself. */
export function notifyPerson({ cases, turns }: { cases: Cases; turns: Pick<ConversationPort, 'sync'> }) {
  /** True when she knows what the case says, or there is nobody to tell. */
  async function tell({ content }: Pick<Case, 'content'>): Promise<boolean> {
    if (!content) return true
    return (await isolate(() => turns.sync(content.conversation).then(() => true))) === true
  }

  return {
    tell,

    /** The last worker left, or the desk closed: whoever waits is to know, once. */
    async nobodyLeft(): Promise<void> {
      for (const doc of await cases.list({ talk: 'waiting' }, MOST_WAITING)) {
        if (doc.noWorkerTold) continue
        const now = await isolate(() => cases.apply(doc.id, { type: 'noWorkerLeft' }))
        if (now) await tell(now)
      }
    },
  }
}
