import type { Request, Server } from 'restify'
import { isTable, type Row } from '../../intake/case/csv.ts'
import { type Stats, startOf, statsOf, tables } from '../../intake/case/stats.ts'
import { DAY, isoTime } from '../../intake/hours/time.ts'
import { Refusal } from '../../platform/errors.ts'
import { queryOf, sendHtml, sendJson } from '../../platform/http.ts'
import { statsPage } from '../../web/console/oversight/stats.ts'
import type { Api } from '../api.ts'
import { NoFormat, sendTable } from '../export/table.ts'
import type { Pages } from '../pages.ts'
import type { DeskServices } from '../services.ts'

/** Few periods to choose from: the difference of two could show what neither does. */
const periods = [4, 13, 26, 52]
const USUAL = 13
/** Counted once a day, at the first look: whoever watches the numbers sees no case come. */
const dayOf = (at: number) => Math.floor(at / DAY)

const rowsOf = ({ tables: counted, total }: Stats): Row[] => [
  ['table', 'cell', 'count'],
  ['total', '', total ?? 'hidden'],
  ...tables.flatMap((table) => counted[table].map(({ id, count }) => [table, id, count ?? 'hidden'])),
]

/** Numbers without content, as a page, JSON and CSV. */
export function deskStats(
  server: Server,
  { cases, clock }: Pick<DeskServices, 'cases' | 'clock'>,
  api: Api,
  pages: Pages,
): void {
  const counted = new Map<number, Promise<Stats>>()

  async function statsFor(weeks: number): Promise<Stats> {
    const known = await counted.get(weeks)
    if (known && dayOf(clock()) === dayOf(known.at)) return known
    const now = clock()
    const made = statsOf(cases.since(startOf(weeks, now)), weeks, now)
    counted.set(weeks, made)
    made.catch(() => counted.delete(weeks))
    return made
  }

  /** @throws Refusal BAD_REQUEST */
  function weeksOf(req: Request): number {
    const weeks = Number(queryOf(req).get('weeks') ?? USUAL)
    if (periods.includes(weeks)) return weeks
    throw new Refusal('BAD_REQUEST', `weeks is one of ${periods.join(', ')}`)
  }

  server.get(
    '/console/api/stats',
    api.signed(async (req, res) => {
      const stats = await statsFor(weeksOf(req))
      const format = queryOf(req).get('format') ?? 'json'
      if (isTable(format)) return sendTable(res, 'silta-stats', format, rowsOf(stats))
      if (format !== 'json') throw new NoFormat()
      const { from, at, ...rest } = stats
      sendJson(res, 200, { from: isoTime(from), at: isoTime(at), ...rest })
    }, null),
  )

  server.get(
    '/console/stats',
    pages.signed(async (req, res, session) => {
      const wished = Number(queryOf(req).get('weeks'))
      const stats = await statsFor(periods.includes(wished) ? wished : USUAL)
      sendHtml(res, 200, statsPage({ ...(await pages.frameOf(req, session)), stats, periods }))
    }, null),
  )
}
