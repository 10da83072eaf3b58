import { randomInt } from 'node:crypto'
import { verify } from '../../intake/audit/verify.ts'
import { openStore } from '../../intake/store/open.ts'
import { readConfig } from '../../platform/config.ts'
import { secretsOf } from '../../platform/master-key.ts'
import { Worker } from '../support/page.ts'
import type { StoreSetting } from '../support/stores.ts'
import { type Plan, startTroubled, type Told, type Troubled } from '../support/troubled.ts'
import type { Finding } from './verdicts.ts'

/** What no log may say, whatever befalls the store or the wire. */
const UGLY =
  /"event":"(uncaught|request\.failed|web\.failed|desk\.failed|turn\.failed|exit\.failed|wordings\.failed)"[^\n]*/g

/** Some processes on one store, whoever of them lives; who dies is started again. */
export async function openPlace(setting: StoreSetting, count = 1, more: Record<string, string> = {}) {
  const env = { TRUST_PROXY: '1', ...setting.env, ...more }
  const processes: Troubled[] = await Promise.all(Array.from({ length: count }, () => startTroubled(env)))
  const read = processes.map(() => 0)
  const coming = new Map<number, Promise<void>>()
  const worker = await Worker.signIn(processes[0]!.newest(), 'Aino')
  /** What those who died had said. */
  let before = ''

  function revive(at: number): Promise<void> {
    const going =
      coming.get(at) ??
      (async () => {
        before += processes[at]!.output()
        await processes[at]!.kill()
        processes[at] = await startTroubled(env)
        read[at] = 0
      })().finally(() => coming.delete(at))
    coming.set(at, going)
    return going
  }

  return {
    env,
    processes,
    worker,
    /** A living process: any of them, unless one is named. */
    async living(wished = randomInt(count)): Promise<Troubled> {
      const dead = processes.flatMap((one, at) => (one.ended() ? [at] : []))
      const all = dead.map(revive)
      if (dead.length === count) await Promise.race(all)
      for (const one of all) one.catch(() => {})
      const there = processes.filter((one) => !one.ended())
      return there[wished % there.length] ?? this.living(wished)
    },
    /** All of them, at once: whoever is asked meets it. @returns what they called since */
    async arm(plan: Plan | null): Promise<Told> {
      const told = await Promise.all(processes.map((one) => one.arm(plan)))
      return { calls: told.flatMap(({ calls }) => calls), met: told.flatMap(({ met }) => met) }
    },
    /** Waits until all are there. */
    async whole(): Promise<void> {
      for (const [at, one] of processes.entries()) if (one.ended()) await revive(at)
    },
    /** What was logged since this was asked last, and should not have been. */
    ugly: (): Finding[] =>
      processes.flatMap((one, at) => {
        const fresh = one.output().slice(read[at])
        read[at] = one.output().length
        return [...fresh.matchAll(UGLY)].map(([what]) => ({ verdict: 'ugly' as const, what }))
      }),
    output: () => before + processes.map((one) => one.output()).join(''),
    /** The audit, read past all processes: whole, or broken. */
    async audit(): Promise<Finding[]> {
      const config = readConfig({ NODE_ENV: 'test', ...setting.env })
      const store = await openStore(config)
      const reports = await verify(store.collection('audit'), [secretsOf(config).audit])
      await store.close()
      const broken = reports.filter((one) => one.broken)
      return broken.map((one) => ({ verdict: 'lost', what: `audit: ${JSON.stringify(one)}` }))
    },
    async close(): Promise<void> {
      await Promise.allSettled(coming.values())
      for (const one of processes) await one.kill()
      await setting.close()
    },
  }
}

export type Place = Awaited<ReturnType<typeof openPlace>>
