import type { WorkerDoc } from '../../intake/case/workers.ts'
import { type Hours, hasHours, isOpen, nextOpening, readDates, readWeek } from '../../intake/hours/hours.ts'
import type { Presence } from '../../intake/hours/presence.ts'
import type { Clock } from '../../intake/store/ports.ts'
import type { Config } from '../../platform/config.ts'

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
