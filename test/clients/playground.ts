import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'
import { freshDir } from '../support/process.ts'

const cli = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js')

/** Its own made-up people; it wants six. */
const names = [
  'Alex Wilber',
  'Megan Bowen',
  'Adele Vance',
  'Isaiah Langer',
  'Patti Fernandez',
  'Lynne Robbins',
]

/** Who may sit before it, by the id that their directory would have. */
export const objectOf = (name: string) => `00000000-0000-0000-0000-000000000002${names.indexOf(name)}`

/** What it reads from the folder it is started in: its organisation, with somebody else before the screen. */
const organisation = (me: string) => {
  const [givenName, surname] = me.split(' ')
  const person = (name: string) => ({
    ...{ id: `user-${names.indexOf(name)}`, name, aadObjectId: objectOf(name), givenName, surname },
    ...{
      userPrincipleName: `${names.indexOf(name)}@example.com`,
      email: `${names.indexOf(name)}@example.com`,
    },
  })
  const place = (kind: string) => `${kind}-${givenName}`
  return {
    version: '0.1.1',
    tenantId: '00000000-0000-0000-0000-000000000001',
    bot: { id: '00000000-0000-0000-0000-000000000011', name: 'Test Bot' },
    currentUser: person(me),
    users: names.filter((name) => name !== me).map(person),
    personalChat: { id: place('personal') },
    groupChat: { id: place('group'), name: 'Group Chat' },
    team: {
      ...{ id: place('team'), name: 'My Team', aadGroupId: '00000000-0000-0000-0000-000000000031' },
      channels: [{ id: place('channel'), name: 'Announcements' }],
    },
  }
}

/** Microsoft 365 Agents Playground as `npm run playground` starts it, on a free port, before a bot on loopback. */
export async function startPlayground(bot: string, me = names[0]!) {
  const cwd = freshDir()
  // JSON is YAML.
  writeFileSync(join(cwd, '.m365agentsplayground.yml'), JSON.stringify(organisation(me)))
  const child = spawn(
    process.execPath,
    [
      cli,
      'start',
      ...['--app-endpoint', `${bot}/api/messages`],
      ...['--channel-id', 'msteams'],
      ...['--port', String(await freePort())],
      '--disable-telemetry',
    ],
    { cwd, env: { PATH: process.env.PATH, TEAMSAPPTESTER_BROWSER: 'none' } },
  )
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += chunk
    })
  const port = () => printed.match(/Listening on (\d+)/)?.[1]
  await eventually(() => child.exitCode !== null || port(), 'the playground')
  if (child.exitCode !== null) throw new Error(`did not start: ${printed}`)
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
