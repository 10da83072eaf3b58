import type { WorkerDoc } from '../../intake/case/workers.ts'
import { type Hours, hasHours, isOpen, nextOpening, readDates, readWeek } from '../../intake/hours/hours.ts'
import type { Clock } from '../../intake/store/ports.ts'
import type { Config } from '../../platform/config.ts'

/** What can truly be said to a person of who is here. */
export interface Presence {
  /** Is anybody on duty? */
  somebody: boolean
  /** Is the desk open by its hours? A page left open overnight must not pass for a worker. */
  open: boolean
  /** While it is closed, when it opens next, as `from/before` in milliseconds since 1970; empty when not told. */
  opens: string
}

export const isHere = ({ somebody, open }: Presence): boolean => somebody && open

export const hoursOf = ({ OFFICE_HOURS, HOLIDAYS }: Pick<Config, 'OFFICE_HOURS' | 'HOLIDAYS'>): Hours => ({
  week: readWeek(OFFICE_HOURS) ?? [],
  closed: new Set(readDates(HOLIDAYS) ?? []),
})

export const presence =
  (hours: Hours, onDuty: () => Promise<WorkerDoc[]>, clock: Clock) => async (): Promise<Presence> => {
    const now = clock()
    const open = isOpen(hours, now)
    const next = !open && hasHours(hours) ? nextOpening(hours, now) : null
    return { somebody: (await onDuty()).length > 0, open, opens: next?.join('/') ?? '' }
  }
