import { type InfoRequest, isOpen } from './requests.ts'

/** What whoever has a case wants to be reminded of; it goes with the case to whoever has it then. */
export interface Reminder {
  id: string
  /** When it is due, in milliseconds since 1970. */
  at: number
  /** Sealed with the case; may be empty. */
  text: string
  by: { id: string; name: string }
  /** Made with a request for more information, and over with it. */
  request?: string
}

/** More than anybody keeps in mind of one case. */
export const MOST_REMINDERS = 20

interface HasReminders {
  application: string
  talk: string
  content: { reminders?: Reminder[]; requests?: InfoRequest[] } | null
}

/** Those that stand, the next first. A case that is over reminds of nothing. */
export function standing({ application, talk, content }: HasReminders): Reminder[] {
  if (application === 'closed' || talk === 'ending') return []
  const { reminders = [], requests = [] } = content ?? {}
  return reminders
    .filter(({ request }) => !request || requests.some((one) => one.id === request && isOpen(one)))
    .sort((one, other) => one.at - other.at)
}

/** When the next is due; always worked out from the content. */
export const remindAtOf = (found: HasReminders): number | undefined => standing(found)[0]?.at

/** Since when a reminder waits; `undefined`: none is due yet. */
export const remindsSince = ({ remindAt }: { remindAt?: number }, now: number): number | undefined =>
  remindAt !== undefined && remindAt <= now ? remindAt : undefined
