import type { Server } from 'restify'
import type { AuditDoc } from '../../intake/audit/audit.ts'
import type { WorkerDoc } from '../../intake/case/workers.ts'
import { HOUR, isoTime } from '../../intake/hours/time.ts'
import { type Cursor, readCursor, showCursor } from '../../intake/store/paging.ts'
import { Bounded } from '../../platform/bounded.ts'
import { Refusal } from '../../platform/errors.ts'
import { queryOf, sendHtml, sendJson } from '../../platform/http.ts'
import { type AuditLine, auditPage } from '../../web/console/oversight/audit.ts'
import type { Api } from '../api.ts'
import type { Pages } from '../pages.ts'
import { numberOf } from '../queue/items.ts'
import type { DeskServices } from '../services.ts'
import { filterIn, queryFor, wrongIn } from './audit-filter.ts'

const PAGE = 100
const CASE = /^\d{20}$/

/** Milliseconds since 1970 or an ISO time. @throws Refusal BAD_REQUEST */
function timeOf(text: string): number {
  const at = /^\d{1,15}$/.test(text) ? Number(text) : Date.parse(text)
  if (Number.isFinite(at)) return at
  throw new Refusal('BAD_REQUEST', 'since is milliseconds since 1970 or an ISO 8601 time')
}

/** @throws Refusal BAD_REQUEST */
function cursorOf(text: string | null): Cursor | null {
  if (!text) return null
  const cursor = readCursor(text)
  if (!cursor) throw new Refusal('BAD_REQUEST', 'the cursor is none that was given')
  return cursor
}

const after = (lines: AuditDoc[]): string | undefined => {
  const last = lines.length === PAGE ? lines.at(-1) : undefined
  return last && showCursor([last.changed, last.id])
}

/** What a program is told that a part of its address should be. */
const expected = { case: 'a number of 20 digits', day: 'a date such as 2026-03-29' }

type AuditPageNeeds = Pick<DeskServices, 'audit' | 'clock' | 'store' | 'workers'>

/** Who viewed and changed what, as a page and as JSON. Looking at it is itself written down. */
export function deskAudit(server: Server, services: AuditPageNeeds, api: Api, pages: Pages): void {
  const { audit, clock, store, workers } = services
  const known = store.collection<WorkerDoc>('workers')
  /** When a worker's look at the audit was last noted by this process. */
  const noted = new Bounded<string, number>(10_000)

  /** `again`: a page that stays open shows itself anew; noted once an hour, not at every change. */
  async function note(who: string, about: string, again: boolean): Promise<void> {
    const name = `${who} ${about}`
    if (again && clock() - (noted.get(name) ?? 0) < HOUR) return
    await audit.note(who, 'audit', about)
    noted.set(name, clock())
  }

  async function shown(lines: AuditDoc[]): Promise<AuditLine[]> {
    const ids = [...new Set(lines.map(({ who }) => who))]
    const found = await Promise.all(ids.map((id) => known.read(id).catch(() => null)))
    const names = new Map(ids.map((id, at) => [id, found[at]?.name || id]))
    return lines.map(({ changed: at, who, what, case: about }) => ({
      at,
      who: names.get(who) ?? who,
      what,
      ...(CASE.test(about) ? { case: about, number: numberOf(about) } : {}),
    }))
  }

  /** Whom to choose from, by name; whoever was asked for by an address stays chosen. */
  async function listed(asked: string): Promise<{ id: string; name: string }[]> {
    const named = (await workers.lately()).map(({ id, name }) => ({ id, name: name || id }))
    const known = asked === '' || named.some(({ id }) => id === asked)
    return [...named, ...(known ? [] : [{ id: asked, name: asked }])].sort((a, b) =>
      a.name.localeCompare(b.name),
    )
  }

  server.get(
    '/console/api/audit',
    api.signed(async (req, res, { worker }) => {
      const asked = queryOf(req)
      const filter = filterIn(asked)
      const since = asked.get('since')
      const wrong = wrongIn(filter)
      if (wrong) throw new Refusal('BAD_REQUEST', `${wrong} is ${expected[wrong]}`)
      const cursor = cursorOf(asked.get('cursor'))
      const begins = since ? { from: timeOf(since), oldestFirst: true } : {}
      const found = await audit.page({ ...queryFor(filter), ...begins }, cursor, PAGE)
      if (!cursor) await note(worker.id, filter.case, false)
      const lines = found.map(({ part: chain, order, changed: at, who, what, case: on, hash }) => ({
        chain,
        order,
        at: isoTime(at),
        who,
        what,
        case: CASE.test(on) ? on : null,
        hash,
      }))
      sendJson(res, 200, { lines, next: after(found) ?? null })
    }, 'audit'),
  )

  server.get(
    '/console/audit',
    pages.signed(async (req, res, session) => {
      const address = queryOf(req)
      const filter = filterIn(address)
      const wrong = wrongIn(filter)
      const cursor = readCursor(address.get('before') ?? '')
      const found = wrong ? [] : await audit.page(queryFor(filter), cursor, PAGE)
      if (!cursor && !wrong) await note(session.worker.id, filter.case, req.headers['x-live'] !== undefined)
      const to = (before = '') => {
        const all = Object.entries({ ...filter, before }).filter(([, value]) => value)
        return `/console/audit?${new URLSearchParams(all)}`
      }
      const older = after(found)
      sendHtml(
        res,
        200,
        auditPage({
          ...(await pages.frameOf(req, session)),
          lines: await shown(found),
          filter,
          workers: await listed(filter.who),
          wrong,
          older: older ? to(older) : undefined,
          newest: cursor ? to() : undefined,
        }),
      )
    }, 'audit'),
  )
}
