import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Server } from 'restify'
import { guarded, send } from '../platform/http.ts'

const files = {
  'console.css': 'text/css; charset=utf-8',
  'console.js': 'text/javascript; charset=utf-8',
  'forms.js': 'text/javascript; charset=utf-8',
  'keys.js': 'text/javascript; charset=utf-8',
  'picker.js': 'text/javascript; charset=utf-8',
  'show.js': 'text/javascript; charset=utf-8',
  'submit.js': 'text/javascript; charset=utf-8',
  'sound.js': 'text/javascript; charset=utf-8',
  'talking.js': 'text/javascript; charset=utf-8',
}
const folder = join(import.meta.dirname, '../web/console')

/** The console's own styles and scripts. */
export function consoleFiles(server: Server): void {
  for (const [name, type] of Object.entries(files)) {
    const body = readFileSync(join(folder, name))
    server.get(
      `/console/${name}`,
      guarded(async (_req, res) => send(res, 200, type, body)),
    )
  }
}
