import { storeSettings } from '../support/stores.ts'
import { type Fault, faults } from '../support/wire.ts'
import { openPlace, type Place } from './place.ts'
import { Table } from './verdicts.ts'
import { type Expected, undisturbed, walk } from './walk.ts'

/** Lives in which the `nth` call of each step meets the fault: over all `nth`, each call of each step. */
async function meeting(place: Place, expected: Expected, fault: Fault, nth: number, table: Table) {
  let fired = 0
  const whole = await walk(place, expected, {
    before: (at) => place.arm(nth <= expected.calls[at]!.length ? { nth, fault } : null),
    async after(_, found) {
      const { met } = await place.arm(null)
      fired += met.length
      if (met.length > 0 || found.length > 0) table.count(`${fault}, ${met[0] ?? 'none'}`, found)
    },
  })
  if (fired > 0) table.count(`${fault}, the whole`, whole)
}

/** Every call of the store, of a whole intake and what a worker does then, meets every fault. */
export async function* store(size: number): AsyncGenerator<Table> {
  for (const [name, open] of Object.entries(storeSettings)) {
    const table = new Table(`Every call of ${name} meets every fault`)
    const place = await openPlace(await open())
    const expected = await undisturbed(place)
    const most = Math.max(...expected.calls.map(({ length }) => length))
    for (const [at, fault] of faults.entries())
      for (let nth = 1 + (at % Math.ceil(1 / size)); nth <= most; nth += Math.ceil(1 / size))
        await meeting(place, expected, fault, nth, table)
    table.count('the audit', await place.audit())
    await place.close()
    yield table
  }
}
