import { randomInt } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { storeSettings } from '../support/stores.ts'
import { openPlace, type Place } from './place.ts'
import { type Finding, Table } from './verdicts.ts'
import { undisturbed, walk } from './walk.ts'

const LIVES = 20
const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000]
/** As far as clocks of machines are apart while people and workers go on. */
const apart = [0, 50 * SECOND, -50 * SECOND, 30 * MINUTE, -30 * MINUTE]
/** For a moment, while nobody asks. */
const jumps = [3 * HOUR, -3 * HOUR, 100 * DAY, -100 * DAY, 3650 * DAY]

const set = (place: Place, ahead: number) => Promise.all(place.processes.map((one) => one.setClock(ahead)))

/** It still rings, and says so. */
async function rings(place: Place): Promise<Finding[]> {
  const { chat } = await place.living()
  for (const end = performance.now() + 2 * MINUTE; performance.now() < end; await setTimeout(SECOND)) {
    const { alarm } = (await (await fetch(new URL('/readyz', chat))).json()) as { alarm: string }
    if (alarm === 'running') return []
  }
  return [{ verdict: 'stuck', what: 'the alarm is late' }]
}

/** Clocks that jump, forward and back, of two processes that do not agree. */
export async function* clock(size: number): AsyncGenerator<Table> {
  for (const [name, open] of Object.entries(storeSettings)) {
    const table = new Table(`Clocks that jump, on ${name}`)
    const place = await openPlace(await open(), 2)
    const expected = await undisturbed(place)
    for (let life = 0; life < LIVES * size; life += 1) {
      let ahead = 0
      const whole = await walk(place, expected, {
        async before() {
          const jump = randomInt(3) === 0 ? jumps[randomInt(jumps.length)]! : 0
          if (jump) {
            await set(place, jump)
            await setTimeout(randomInt(300))
          }
          ahead = apart[randomInt(apart.length)]!
          await set(place, 0)
          await place.processes[randomInt(2)]!.setClock(ahead)
        },
        after: async (_, found) => table.count(`${ahead / SECOND} s apart`, found),
      })
      await set(place, 0)
      table.count('the whole', whole)
    }
    table.count('the alarm', await rings(place))
    table.count('the audit', await place.audit())
    await place.close()
    yield table
  }
}
