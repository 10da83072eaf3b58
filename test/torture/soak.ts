import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { serially } from '../../platform/serially.ts'
import { storeSettings } from '../support/stores.ts'
import { faults } from '../support/wire.ts'
import { steps } from './life.ts'
import { openPlace } from './place.ts'
import { Table } from './verdicts.ts'
import { undisturbed, walk } from './walk.ts'

const PEOPLE = 200
const MINUTES = 10
const CHANCE = 0.01

const stepAt = (name: string) => steps.findIndex((one) => one.name === name)
/** While nobody has her case, nobody else's is free: so she is found. */
const unheld = [
  [stepAt('she sends'), stepAt('claim')],
  [stepAt('release'), stepAt('claim again')],
] as const

/** Many people at once for a while, at two processes, while one call of the store in a hundred goes wrong. */
export async function* soak(size: number): AsyncGenerator<Table> {
  const people = Math.ceil(PEOPLE * size)
  const pause = (2 * MINUTES * 60_000 * size) / steps.length
  for (const [name, open] of Object.entries(storeSettings)) {
    const table = new Table(`${people} people for ${MINUTES * size} minutes on ${name}, 1 % faults`)
    const place = await openPlace(await open(), 2)
    const expected = await undisturbed(place)
    for (const one of place.processes) await one.byChance(CHANCE, faults)
    const alone = serially()
    const one = async (): Promise<void> => {
      let leave = () => {}
      const whole = await walk(place, expected, {
        async before(at) {
          if (!unheld.some(([from, to]) => at > from && at <= to))
            await setTimeout(randomInt(Math.ceil(pause)))
          if (!unheld.some(([from]) => at === from)) return
          const mine = Promise.withResolvers<void>()
          void alone('queue', () => {
            mine.resolve()
            return new Promise<void>((resolve) => {
              leave = resolve
            })
          })
          await mine.promise
        },
        async after(at, found) {
          if (unheld.some(([, to]) => at === to)) leave()
          table.count(steps[at]!.name, found)
        },
      })
      leave()
      table.count('the whole', whole)
    }
    await Promise.all(Array.from({ length: people }, one))
    for (const one of place.processes) await one.byChance(0, [])
    table.count('the audit', await place.audit())
    await place.close()
    yield table
  }
}
