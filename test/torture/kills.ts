import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { storeSettings } from '../support/stores.ts'
import { isWrite } from '../support/troubled.ts'
import { deaths } from '../support/wire.ts'
import { openPlace, type Place } from './place.ts'
import { Table } from './verdicts.ts'
import { type Expected, undisturbed, walk } from './walk.ts'

/** Lives at whose random steps a random process is killed at a moment nobody chose. */
const RANDOM = 20
/** Longer than most steps take, in ms. */
const STEP = 60

async function atBoundaries(place: Place, expected: Expected, skip: number, table: Table) {
  const writes = expected.calls.map((calls) => calls.filter(isWrite).length)
  const count = place.processes.length
  for (const [by, fault] of deaths.entries())
    for (let nth = 1 + (by % skip); nth <= Math.max(...writes); nth += skip) {
      const whole = await walk(place, expected, {
        before: (at) => place.arm(nth <= writes[at]! ? { nth, fault, writes: true } : null),
        async after(at, found) {
          await place.arm(null)
          if (nth <= writes[at]! || found.length > 0) table.count(`${count}, ${fault} a write`, found)
          await place.whole()
        },
      })
      table.count(`${count}, ${fault} a write, the whole`, whole)
    }
}

async function atRandom(place: Place, expected: Expected, table: Table) {
  const count = place.processes.length
  const whole = await walk(place, expected, {
    async before() {
      if (randomInt(3) > 0) return
      const { child } = await place.living()
      void setTimeout(randomInt(STEP)).then(() => child.kill('SIGKILL'))
    },
    async after(_, found) {
      table.count(`${count}, at random`, found)
    },
  })
  table.count(`${count}, at random, the whole`, whole)
}

/** kill -9 before and after every write of a whole intake and what a worker does then, and at random. */
export async function* kills(size: number): AsyncGenerator<Table> {
  for (const [name, open] of Object.entries(storeSettings)) {
    const table = new Table(`kill -9 on ${name}, by number of processes`)
    for (const count of [1, 2, 4]) {
      const place = await openPlace(await open(), count)
      const expected = await undisturbed(place)
      await atBoundaries(place, expected, Math.ceil(1 / size), table)
      for (let time = 0; time < RANDOM * size; time += 1) await atRandom(place, expected, table)
      await place.whole()
      table.count('the audit', await place.audit())
      await place.close()
    }
    yield table
  }
}
