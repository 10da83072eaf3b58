import type { Response } from 'restify'
import { type Row, tableFormats } from '../../intake/case/csv.ts'
import { Refusal } from '../../platform/errors.ts'
import { send } from '../../platform/http.ts'

export class NoFormat extends Refusal {
  constructor() {
    super('BAD_REQUEST', `format is json, ${Object.keys(tableFormats).join(' or ')}`)
  }
}

/** Rows as a file of this name to keep. */
export function sendTable(
  res: Response,
  name: string,
  format: keyof typeof tableFormats,
  rows: readonly Row[],
  headers: Record<string, string> = {},
): void {
  const kept = { ...headers, 'Content-Disposition': `attachment; filename="${name}.csv"` }
  send(res, 200, 'text/csv; charset=utf-8', tableFormats[format](rows), kept)
}
