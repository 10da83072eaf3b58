import { perform } from '../../desk/act.ts'
import { acts } from '../../desk/acts.ts'
import { MINUTE } from '../../intake/hours/time.ts'
import type { Store } from '../../intake/store/ports.ts'
import type { Config } from '../../platform/config.ts'
import { services } from '../services.ts'
import { people } from './people.ts'
import { answers, comes } from './somebody.ts'
import { byOf, colleagues, signsIn } from './workers.ts'

const { noor, vera, testi, maja, sam, rana, anni, kim } = people

/**
 * The day until now: people come by their turns, workers act as they do at the desk, on a clock that goes through the
 * last hours. Nothing is written beside them, so that all there is to see has come about as it would.
 */
export async function liveTheDay(config: Config, store: Store, now = Date.now()): Promise<void> {
  let clock = now
  const parts = services(config, store, () => clock)
  const ago = (minutes: number) => {
    clock = now - minutes * MINUTE
  }
  async function act(who: string, name: string, id: string, given: Record<string, unknown> = {}) {
    const doing = { desk: parts.desk, id, by: byOf(parts, who), spoken: 'fi' }
    await perform(acts.find((one) => one.name === name)!, given, doing)
  }

  ago(420)
  for (const [who, { skills }] of Object.entries(colleagues)) {
    const { worker } = await signsIn(parts, who)
    await parts.workers.work(worker.id, { capacity: 0, skills, shortcuts: true })
  }
  const kims = await comes(parts, kim)
  ago(360)
  await act('leena', 'claim', kims)
  await act('leena', 'close', kims, { outcome: 'answered' })
  ago(350)
  await parts.desk.endDue(1)

  ago(300)
  const majas = await comes(parts, maja)
  ago(280)
  await act('mikael', 'claim', majas)
  await act('mikael', 'request', majas, { to: 'applicant', keys: ['where.countries', 'needs.tonight'] })

  ago(200)
  const sams = await comes(parts, sam)
  ago(190)
  await act('aino', 'claim', sams)
  await act('aino', 'note', sams, { text: 'Demo: varattu tulkki ja soittoaika.' })
  await act('aino', 'remind', sams, { at: now + 2 * MINUTE, note: 'Demo: vahvista aika' })

  ago(150)
  await comes(parts, rana)
  ago(95)
  await comes(parts, anni)
  ago(40)
  await comes(parts, testi)
  ago(25)
  await answers(parts, maja, 'asked')

  ago(6)
  await comes(parts, vera)
  ago(3)
  await comes(parts, noor)

  await parts.outbox.idle()
  parts.watch.stop()
  parts.receipts.stop()
}
