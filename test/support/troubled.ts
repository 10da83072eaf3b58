import { once } from 'node:events'
import { join } from 'node:path'
import { type Running, startProcess } from './process.ts'
import { type Fault, startWire } from './wire.ts'

const preload = join(import.meta.dirname, 'trouble.mjs')

/** The `nth` call from now on, or the `nth` that writes, meets it. */
export interface Plan {
  nth: number
  fault: Fault
  writes?: boolean
}

/** Calls of the store such as `cases.replace`, and those that met a fault. */
export interface Told {
  calls: string[]
  met: string[]
}

/** The server as it is started, on whichever store, that can be told what befalls its calls of the store. */
export interface Troubled extends Running {
  /** @returns what was called since it was last armed */
  arm: (plan: Plan | null) => Promise<Told>
  /** Each call meets one of these by chance; 0.01 is one in a hundred. */
  byChance: (chance: number, faults: readonly Fault[]) => Promise<void>
  /** Its clock goes so many milliseconds ahead of this machine's. */
  setClock: (ahead: number) => Promise<void>
  ended: () => boolean
}

export const isWrite = (call: string): boolean => /create|replace|remove/.test(call)

export async function startTroubled(env: Record<string, string>): Promise<Troubled> {
  const calls: string[] = []
  const met: string[] = []
  let armed: Plan | null = null
  let [chance, some]: [number, readonly Fault[]] = [0, []]
  const faultOf = (call: string): Fault | undefined => {
    calls.push(call)
    if (armed && (!armed.writes || isWrite(call))) armed.nth -= 1
    if (armed?.nth === 0) {
      const { fault } = armed
      armed = null
      return fault
    }
    return Math.random() < chance ? some[Math.floor(Math.random() * some.length)] : undefined
  }
  const wire = env.COSMOS_ENDPOINT
    ? await startWire(env.COSMOS_ENDPOINT, {
        call: faultOf,
        met: (call) => met.push(call),
        kill: () => running.child.kill('SIGKILL'),
      })
    : undefined
  const at: Record<string, string> = wire ? { COSMOS_ENDPOINT: wire.endpoint } : {}
  const running = await startProcess({ ...env, ...at }, preload)
  const { child } = running
  const ended = () => child.exitCode !== null || child.signalCode !== null
  child.on('message', (told: { call?: string; met?: string }) => {
    if (told.call) calls.push(told.call)
    if (told.met) met.push(told.met)
  })

  /** Heard before anything else is asked of it; whoever is gone by now hears nothing. */
  async function tell(what: object): Promise<void> {
    if (ended() || !child.connected) return
    const heard = Promise.withResolvers<void>()
    const listen = (told: { heard?: true }) => told.heard && heard.resolve()
    child.on('message', listen).once('exit', heard.resolve)
    child.send(what)
    await heard.promise
    child.off('message', listen).off('exit', heard.resolve)
  }

  return Object.assign(running, {
    ended,
    async arm(plan: Plan | null) {
      if (!wire) await tell({ arm: plan })
      armed = plan && { ...plan }
      return { calls: calls.splice(0), met: met.splice(0) }
    },
    async byChance(...given: [number, readonly Fault[]]) {
      ;[chance, some] = given
      if (!wire) await tell({ chance, faults: some })
    },
    setClock: (clock: number) => tell({ clock }),
    async kill(signal: NodeJS.Signals = 'SIGKILL') {
      if (!ended()) {
        const exited = once(child, 'exit')
        child.kill(signal)
        await exited
      }
      wire?.close()
    },
  })
}
