/**
 * `npm run torture [-- KIND… SIZE]`: what may befall the server befalls it, and each try is judged by what the person
 * reads afterwards and what the desk holds. Without a kind, all of them; the size is a part of the whole, such as 0.1.
 * It takes long and is not part of the gate; what it finds becomes a test that is. Ends with 1 when something was lost,
 * doubled or stuck.
 */
import { clock } from './clock.ts'
import { disk } from './disk.ts'
import { forms } from './forms.ts'
import { fuzz } from './fuzz.ts'
import { hung } from './hung.ts'
import { interleavings } from './interleavings.ts'
import { kills } from './kills.ts'
import { lag } from './lag.ts'
import { soak } from './soak.ts'
import { store } from './store.ts'
import { type Table, tables } from './verdicts.ts'

const kinds: Record<string, (size: number) => AsyncIterable<Table>> = {
  ...{ store, kills, interleavings, fuzz, forms },
  ...{ disk, clock, hung, lag, soak },
}

const given = process.argv.slice(2)
const size = Number(given.find((one) => Number(one) > 0) ?? 1)
const wished = given.filter((one) => !(Number(one) > 0))
const unknown = wished.filter((one) => !kinds[one])
if (unknown.length > 0) throw new Error(`${unknown}: a kind is one of ${Object.keys(kinds).join(', ')}`)

const printed = new Set<Table>()
function print(table: Table): void {
  table.print()
  printed.add(table)
}
function end(): void {
  for (const table of tables) if (!printed.has(table)) print(table)
  process.exit(tables.some(({ failed }) => failed) ? 1 : 0)
}
// Who has seen enough reads what was found so far.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end)

for (const [name, run] of Object.entries(kinds)) {
  if (wished.length > 0 && !wished.includes(name)) continue
  const begun = performance.now()
  for await (const table of run(size)) print(table)
  console.log(`${name}: ${Math.round((performance.now() - begun) / 1000)} s`)
}
end()
