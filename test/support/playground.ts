import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { freshDir } from './process.ts'

const cli = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js')

/** Microsoft 365 Agents Playground as `npm run playground` starts it, on a free port, before a bot on loopback. */
export async function startPlayground(bot: string) {
  const child = spawn(
    process.execPath,
    [
      cli,
      'start',
      ...['--app-endpoint', `${bot}/api/messages`],
      ...['--channel-id', 'msteams'],
      ...['--port', String(20_000 + Math.floor(Math.random() * 20_000))],
      '--disable-telemetry',
    ],
    { cwd: freshDir(), env: { PATH: process.env.PATH, TEAMSAPPTESTER_BROWSER: 'none' } },
  )
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += chunk
    })
  const port = () => printed.match(/Listening on (\d+)/)?.[1]
  for (let waited = 0; !port(); waited += 50) {
    if (child.exitCode !== null || waited > 20_000) throw new Error(`did not start: ${printed}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url: `http://localhost:${port()}/`,
    async close() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}
