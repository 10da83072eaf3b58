import type { Response, Server } from 'restify'
import { isTable } from '../../intake/case/csv.ts'
import { type ExportedCase, publishedSchema, rowsOf, schemaVersion } from '../../intake/case/export.ts'
import { isoTime } from '../../intake/hours/time.ts'
import { readCursor } from '../../intake/store/paging.ts'
import { keyed } from '../../platform/bearer.ts'
import { Refusal } from '../../platform/errors.ts'
import { guarded, queryOf, send, sendJson } from '../../platform/http.ts'
import { caseIdOf } from '../act.ts'
import type { Api } from '../api.ts'
import type { DeskServices } from '../services.ts'
import { NoFormat, sendTable } from './table.ts'

const MOST = 100

/** @throws Refusal BAD_REQUEST */
function limitOf(text: string | null): number {
  const limit = Number(text ?? MOST)
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit
  throw new Refusal('BAD_REQUEST', `limit is from 1 to ${MOST}`)
}

/** @throws Refusal NOT_FOUND */
function deliveryOf(id: unknown): { id: string; revision: number } {
  const [, number, revision] = /^(\d{20})-(\d{1,9})$/.exec(String(id)) ?? []
  if (!number || Number(revision) < 1) throw new Refusal('NOT_FOUND')
  return { id: number, revision: Number(revision) }
}

/** @throws Refusal BAD_REQUEST */
function sendCases(res: Response, format: string, cases: ExportedCase[], asJson: unknown): void {
  const name = `silta-${cases.length === 1 ? cases[0]!.id : 'cases'}`
  const headers = { 'X-Silta-Schema': schemaVersion }
  if (isTable(format)) sendTable(res, name, format, rowsOf(cases), headers)
  else if (format === 'json')
    sendJson(res, 200, asJson, { ...headers, 'Content-Disposition': `attachment; filename="${name}.json"` })
  else throw new NoFormat()
}

/** One case for a caseworker, to take along. */
export function deskExport(
  server: Server,
  { exportQueue, desk }: Pick<DeskServices, 'exportQueue' | 'desk'>,
  api: Api,
): void {
  server.get(
    '/console/api/cases/:id/export',
    api.signed(async (req, res, { worker }) => {
      const id = caseIdOf(req.params.id)
      await desk.mustHave(id, worker)
      const found = await exportQueue.one(id, worker.id)
      sendCases(res, queryOf(req).get('format') ?? 'json', [found], found)
    }),
  )
}

/**
 * The record for other systems: its schema, and what the case-management system pulls. That one holds a key
 * instead of a session, so that it needs nobody who can sign in; without `EXPORT_KEY` its routes do not exist.
 */
export function pullApi(
  server: Server,
  { exportQueue, config }: Pick<DeskServices, 'exportQueue' | 'config'>,
): void {
  server.get(
    '/console/api/schema',
    guarded(async (_req, res) =>
      send(res, 200, 'application/schema+json; charset=utf-8', JSON.stringify(publishedSchema)),
    ),
  )

  if (!config.EXPORT_KEY) return
  const open = keyed(config.EXPORT_KEY)

  server.get(
    '/console/api/export',
    open(async (req, res) => {
      const asked = queryOf(req)
      const since = asked.get('since')
      const cursor = since ? readCursor(since) : null
      if (since && !cursor) throw new Refusal('BAD_REQUEST', 'since is a cursor that was given before')
      const found = await exportQueue.pull(cursor, limitOf(asked.get('limit')))
      sendCases(res, asked.get('format') ?? 'json', found.cases, found)
    }),
  )

  server.post(
    '/console/api/export/:id/ack',
    open(async (req, res) => {
      const { id, revision } = deliveryOf(req.params.id)
      const { at } = await exportQueue.acknowledge(id, revision)
      sendJson(res, 200, { id: `${id}-${revision}`, acknowledged: isoTime(at) })
    }),
  )
}
