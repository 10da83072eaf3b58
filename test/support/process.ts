import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from './eventually.ts'

const root = join(import.meta.dirname, '../..')

export const freshDir = () => mkdtempSync(join(tmpdir(), 'silta-'))

/** Silta as an engineer starts it: its own process, on a free port, known by what it prints. */
export interface Running {
  chat: string
  /** The one-time sign-in address printed first, and the one printed last: each opens once. */
  desk: string
  newest: () => string
  child: ChildProcess
  /** Everything it printed so far. */
  output: () => string
  kill: (signal?: NodeJS.Signals) => Promise<void>
}

/** Those that live, ended with whoever started them, whatever ends that. */
const living = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

export async function startProcess(env: Record<string, string>, preload?: string): Promise<Running> {
  const args = [...(preload ? ['--import', preload] : []), 'bot/index.ts']
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    // What is loaded before it may be told more while it runs.
    ...(preload ? { stdio: ['pipe', 'pipe', 'pipe', 'ipc'] as const } : {}),
  }) as ChildProcessWithoutNullStreams
  living.add(child)
  child.once('exit', () => living.delete(child))
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += chunk
    })
  const ended = () => child.exitCode !== null || child.signalCode !== null
  const found = (label: string) => printed.match(new RegExp(`^${label}: +(\\S+)$`, 'm'))?.[1]
  await eventually(() => ended() || (found('Chat') && found('Desk')), 'a process that started')
  if (ended()) throw new Error(`did not start: ${printed}`)
  return {
    chat: found('Chat')!,
    desk: found('Desk')!,
    newest: () => [...printed.matchAll(/^Desk: +(\S+)$/gm)].at(-1)![1]!,
    child,
    output: () => printed,
    async kill(signal = 'SIGKILL') {
      if (ended()) return
      const exited = once(child, 'exit')
      child.kill(signal)
      await exited
    },
  }
}
