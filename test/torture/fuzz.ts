import { randomInt } from 'node:crypto'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { type Comer, directLineAt, everyDoor } from '../support/doors.ts'
import { freePort } from '../support/free-port.ts'
import { Worker } from '../support/page.ts'
import { startServer } from '../support/server.ts'
import { storeSettings } from '../support/stores.ts'
import { Life, steps } from './life.ts'
import { openPlace, type Place } from './place.ts'
import { CANARY, rawBytes, requestAt, type Sent } from './requests.ts'
import { differences, type Finding, Table } from './verdicts.ts'

const REQUESTS = 20_000
const AT_ONCE = 20
/** Longer than anything is held on purpose, in ms. */
const PATIENCE = 45_000
/** So long a raw socket is listened to, in ms: whether the server still lives shows at the next request. */
const LISTEN = 50

/** What the server says it answers to. */
async function routesOfAll(): Promise<string[]> {
  const { routes, close } = await startServer(everyDoor)
  await close()
  return routes
}

async function ask(url: string, { method, path, headers, body }: Sent): Promise<Finding[]> {
  const given = { ...headers, 'x-forwarded-for': `10.1.${randomInt(255)}.${randomInt(255)}` }
  const gone = AbortSignal.timeout(PATIENCE)
  try {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: given,
      redirect: 'manual',
      signal: gone,
      ...(body === undefined ? {} : { body }),
    })
    const { status } = answer
    // A stream ends only when its reader leaves.
    const stream = /event-stream/.test(answer.headers.get('content-type') ?? '')
    await (stream ? answer.body?.cancel() : answer.text())
    if (status < 500 || (status === 503 && answer.headers.get('retry-after'))) return []
    return [
      { verdict: 'ugly', what: `${status} to ${JSON.stringify({ path, headers, body }).slice(0, 600)}` },
    ]
  } catch (error) {
    const what = `${(error as Error).cause ?? error} at ${method} ${path}`.slice(0, 300)
    return [{ verdict: gone.aborted ? 'stuck' : 'ugly', what }]
  }
}

/** The part of the program that it is for. */
function areaOf({ path }: Sent): string {
  const [, first = '', second = ''] = path.split(/[/?]/)
  if (first.includes('.')) return 'files'
  return /^(console|api|v3)$/.test(first) ? `/${first}/${second.slice(0, 20)}` : `/${first.slice(0, 20)}`
}

/** Nothing has to be answered, but everything has to go on. */
async function write(url: string, bytes: Buffer): Promise<void> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname).on('error', () => {})
  socket.resume().write(bytes)
  await setTimeout(LISTEN)
  socket.destroy()
}

async function lives(place: Place): Promise<Finding[]> {
  const [one] = place.processes
  const dead: Finding = { verdict: 'stuck', what: 'the server has ended' }
  if (one!.ended()) return [dead]
  const status = await fetch(new URL('/healthz', one!.chat)).then(
    (answer) => answer.status,
    () => 0,
  )
  return status === 200 ? [] : [dead]
}

/** Somebody in the middle and somebody who waits for an answer, before and after everything that is sent. */
async function bystanders(place: Place) {
  const [sent, draft] = [new Life(place), new Life(place)]
  for (const { does } of steps.slice(0, 20)) await does(sent)
  for (const { does } of steps.slice(0, 8)) await does(draft)
  const look = async () => {
    for (const one of [sent, draft]) await one.post('refresh', { command: 'refresh' })
    return [...sent.reads(), ...draft.reads(), ...(await sent.held())]
  }
  const before = await look()
  return async (): Promise<Finding[]> => {
    const now = await look()
    return [...sent.found, ...draft.found, ...differences(before, now)]
  }
}

/** A worker who knows a case of her own: what is fuzzed is done to that one. */
async function comes(place: Place): Promise<Comer> {
  const [one] = place.processes
  const { cookie } = await Worker.signIn(one!.newest(), 'Bertta')
  const life = new Life(place)
  for (const { does } of steps.slice(0, 17)) await does(life)
  return { cookie, id: life.case, line: await directLineAt(one!.chat) }
}

/** Requests at every route, and bytes that are none. */
export async function* fuzz(size: number): AsyncGenerator<Table> {
  const routes = await routesOfAll()
  const seed = randomInt(2 ** 31)
  const count = Math.ceil(REQUESTS * size)
  // What carriers sign is the address they know it by.
  const PORT = String(await freePort())
  const own = { ...everyDoor, PORT, PUBLIC_URL: `http://127.0.0.1:${PORT}` }
  const place = await openPlace(await storeSettings['the embedded store']!(), 1, own)
  const { chat } = place.processes[0]!
  const same = await bystanders(place)
  const comer = await comes(place)
  const table = new Table(`${count} requests at ${routes.length} routes, seed ${seed}`)
  const all = fc.sample(requestAt(routes, chat, comer), { seed, numRuns: count })
  const raw = fc.sample(rawBytes, { seed, numRuns: Math.ceil(count / 10) })

  for (let at = 0; at < all.length; at += AT_ONCE) {
    const some = all.slice(at, at + AT_ONCE)
    const found = await Promise.all(some.map((one) => ask(chat, one)))
    for (const [n, one] of some.entries()) table.count(areaOf(one), found[n]!)
    if (at % 500 === 0) table.count('the server lives', [...(await lives(place)), ...place.ugly()])
    if (table.failed) break
  }
  for (let at = 0; at < raw.length; at += AT_ONCE) {
    await Promise.all(raw.slice(at, at + AT_ONCE).map((bytes) => write(chat, bytes)))
    table.count('raw sockets', [...(await lives(place)), ...place.ugly()])
  }
  const told: Finding[] = place.output().includes(CANARY) ? [{ verdict: 'ugly', what: 'a log says it' }] : []
  table.count('what is logged', told)
  table.count('bystanders', await same())
  table.count('the audit', await place.audit())
  await place.close()
  yield table
}
