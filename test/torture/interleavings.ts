import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Services } from '../../bot/services.ts'
import { Refusal } from '../../platform/errors.ts'
import { openStores } from '../support/open-stores.ts'
import { freshServices, Person, walkTo, watched } from '../support/talk.ts'
import { type Finding, Table } from './verdicts.ts'

const RUNS = 10_000
const MOST_PROCESSES = 4
const workers = ['Aino', 'Bertta'].map((name) => ({ id: name, name }))

/** Where she stands when several things happen at once. */
const places = {
  async asked(person: Person) {
    await walkTo(person, 'en', 'role.who')
  },
  async waiting(person: Person) {
    await walkTo(person, 'en', 'consent.start')
    await person.command('human')
  },
  async claimed(person: Person) {
    await places.waiting(person)
    await person.services.desk.claim(person.last.state.case!.id, workers[0]!)
    await person.services.turns.sync(person.id)
  },
} satisfies Record<string, (person: Person) => Promise<void>>

/** What one run is about: everything done is told to it once it was acknowledged. */
interface Run {
  person: Person
  case: string | undefined
  /** What she wrote, and what was written to her, that was taken. */
  hers: string[]
  theirs: string[]
  claims: string[]
}

type Act = (run: Run, at: Services, n: number) => Promise<unknown>

/** Her words; the same again, by the network, at whichever process. */
const writes: Act = async (run, at, n) => {
  const { person } = run
  const text = `word ${'abcdefgh'[n % 8]}`
  const { turns } = at
  await turns.take(person.id, 'web', { id: text, text, existing: true, view: person.last.state.view })
  if (!run.hers.includes(text)) run.hers.push(text)
}

const acts: Record<string, Act> = {
  writes,
  again: writes,
  answers: async ({ person }, at, n) => {
    const { open, view } = person.last.state
    if (!open || open.key.startsWith('control.')) return
    const value = [n % 2 ? 'self' : 'referrer']
    await at.turns.take(person.id, 'web', {
      id: `answer ${n % 2}`,
      question: open.key,
      value,
      existing: true,
      view,
    })
  },
  asksForHuman: ({ person }, at) =>
    at.turns.take(person.id, 'web', {
      id: 'human',
      command: 'human',
      existing: true,
      view: person.last.state.view,
    }),
  claims: async (run, at, n) => {
    const worker = workers[n % 2]!
    if (!run.case) return
    await at.desk.claim(run.case, worker)
    run.claims.push(worker.id)
  },
  releases: async (run, at, n) => run.case && at.desk.release(run.case, workers[n % 2]!, { to: 'queue' }),
  message: async (run, at, n) => {
    if (!run.case) return
    const text = `hei ${'abcd'[n % 4]}`
    await at.desk.message(run.case, workers[0]!, { id: text.replace(' ', '.'), text, language: 'fi' })
    if (!run.theirs.includes(text)) run.theirs.push(text)
  },
  sync: ({ person }, at) => at.turns.sync(person.id),
  finish: ({ person }, at) => at.turns.finish(person.id),
  sweep: (_, at) => at.sweep.once(),
}

const count = (all: readonly string[], one: string) => all.filter((each) => each === one).length

/** What was acknowledged stands where it belongs, once. */
async function judge(run: Run, quiet: Services): Promise<Finding[]> {
  const { person, hers, theirs } = run
  await quiet.turns.finish(person.id)
  await quiet.turns.sync(person.id)
  const found: Finding[] = []
  const kept = (where: string, all: readonly string[], one: string) => {
    const times = count(all, one)
    if (times === 0) found.push({ verdict: 'lost', what: `${one}: ${where}` })
    if (times > 1) found.push({ verdict: 'doubled', what: `${one}: ${where}` })
  }
  const { state } = (await quiet.conversations.load(person.id))!
  const log = state.log.map(({ text }) => text ?? '')
  for (const one of [...hers, ...theirs]) kept('in her conversation', log, one)
  const made = state.case && (await quiet.cases.get(state.case.id))
  if (made) {
    const messages = (await quiet.messages.of(made.id, made.key)).map(({ text }) => text ?? '')
    for (const one of theirs) kept('beside her case', messages, one)
    for (const one of messages) if (count(messages, one) > 1) kept('beside her case', messages, one)
  }
  if (run.case && state.case?.id !== run.case) found.push({ verdict: 'lost', what: 'her case' })
  if (state.effects.length > 0) found.push({ verdict: 'stuck', what: 'an effect is left' })
  const seqs = state.log.map(({ seq }) => seq)
  if (new Set(seqs).size < seqs.length) found.push({ verdict: 'doubled', what: 'a line' })
  return found
}

/** Up to four processes in one, each of whose calls of the store waits until chance lets it go. */
export async function* interleavings(size: number): AsyncGenerator<Table> {
  const seed = randomInt(2 ** 31)
  const runs = Math.ceil((RUNS * size) / Object.keys(openStores).length)
  for (const [name, open] of Object.entries(openStores)) {
    const table = new Table(`${runs} interleavings on ${name}, seed ${seed}`)
    const { store, close } = await open()
    const env = { MASTER_KEY: randomBytes(32).toString('base64') }
    let scheduler: fc.Scheduler | undefined
    const see = ({ on, what }: { on: string; what: string }) =>
      scheduler?.schedule(Promise.resolve(), `${what} ${on}`)
    const quiet = freshServices(env, store)
    const processes = Array.from({ length: MOST_PROCESSES }, () => freshServices(env, watched(store, see)))
    const one = fc.record({
      scheduler: fc.scheduler(),
      place: fc.constantFrom(...Object.entries(places)),
      among: fc.integer({ min: 1, max: MOST_PROCESSES }),
      acts: fc.array(fc.tuple(fc.constantFrom(...Object.entries(acts)), fc.nat(), fc.nat()), {
        minLength: 2,
        maxLength: 5,
      }),
    })
    for (let n = 0; n < runs; n += 1) {
      const [drawn] = fc.sample(one, { seed: seed + n, numRuns: 1 })
      const { place, among, acts: doing } = drawn!
      const person = new Person(quiet)
      Object.assign(person, { id: quiet.idFor('web', randomUUID()) })
      await place[1](person)
      const run: Run = { person, case: person.last.state.case?.id, hers: [], theirs: [], claims: [] }
      const found: Finding[] = []
      scheduler = drawn!.scheduler
      const all = doing.map(([[, act], at, k]) =>
        Promise.resolve(act(run, processes[at % among]!, k)).catch((error: Error) => {
          if (!(error instanceof Refusal))
            found.push({ verdict: 'ugly', what: String(error.stack).slice(0, 300) })
        }),
      )
      await scheduler.waitFor(Promise.all(all))
      scheduler = undefined
      found.push(...(await judge(run, quiet)))
      const told = `${place[0]}, ${doing.map(([[what], at, k]) => `${what}(${k % 8}) at ${at % among}`).join(', ')}; seed ${seed + n}`
      table.count(
        `${among} processes, ${place[0]}`,
        found.map((each) => ({ ...each, what: `${each.what}: ${told}` })),
      )
    }
    for (const each of [quiet, ...processes]) {
      each.watch.stop()
      each.receipts.stop()
    }
    await close()
    yield table
  }
}
