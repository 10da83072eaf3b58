/**
 * `npm run bench` prints tables; nothing here passes or fails. Each time is a median, in milliseconds. `npm run bench
 * turns`, `channels`, `queue`, `understanding` or `web` runs that part alone. What the numbers are, and are not, stands in README.md beside this.
 */
import { channels } from './channels.ts'
import { queue } from './queue.ts'
import { turns } from './turns.ts'
import { understanding } from './understanding.ts'
import { web } from './web.ts'

const parts: Record<string, () => Promise<object[]>> = { turns, channels, queue, understanding, web }
const wanted = process.argv.slice(2)
for (const [name, run] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(name)) console.table(await run())
process.exit(0)
