import { z } from 'zod'
import type { AuditQuery } from '../../intake/audit/audit.ts'
import { instant } from '../../intake/hours/hours.ts'

/** Which lines of the audit are asked for: of a case, of a worker (both by id), of a day in Finland. Empty asks for any. */
export interface AuditFilter {
  case: string
  who: string
  day: string
}

const LONGEST = 100
/** Minutes from a midnight to the next one, as a clock shows them. */
const WHOLE_DAY = 24 * 60

/** What can be written in another way than it is meant. */
const shapes = {
  case: z.string().regex(/^(\d{20})?$/),
  day: z.union([z.literal(''), z.iso.date()]),
}

/** As an address has it; a case's number may be written in groups. */
export function filterIn(address: URLSearchParams): AuditFilter {
  const typed = (name: string) => (address.get(name) ?? '').slice(0, LONGEST)
  return { case: typed('case').replace(/\s/g, ''), who: typed('who'), day: typed('day') }
}

/** What of it cannot be meant. */
export function wrongIn(filter: AuditFilter): keyof typeof shapes | undefined {
  if (!shapes.case.safeParse(filter.case).success) return 'case'
  return shapes.day.safeParse(filter.day).success ? undefined : 'day'
}

export const queryFor = ({ case: about, who, day }: AuditFilter): AuditQuery => ({
  case: about,
  who,
  ...(day ? { from: instant(day, 0), below: instant(day, WHOLE_DAY) } : {}),
})
