import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Server } from 'restify'
import { guarded, send } from '../platform/http.ts'

const files = {
  'tokens.css': 'text/css; charset=utf-8',
  'send.js': 'text/javascript; charset=utf-8',
}
const folder = join(import.meta.dirname, '../web')

/** What her pages and the console's have in common: how they look, and how a script posts. */
export function sharedFiles(server: Server): void {
  for (const [name, type] of Object.entries(files)) {
    const body = readFileSync(join(folder, name))
    server.get(
      `/${name}`,
      guarded(async (_req, res) => send(res, 200, type, body)),
    )
  }
}
