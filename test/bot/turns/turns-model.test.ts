import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Inbound } from '../../../bot/turns/inbound.ts'
import { type Answer, type Answers, isAnonymous, passes } from '../../../intake/form/answers.ts'
import { isControl } from '../../../intake/form/controls.ts'
import { questions, TELLING } from '../../../intake/form/form.ts'
import { onRoute, orphans } from '../../../intake/form/route.ts'
import { sqliteStore } from '../../../intake/store/sqlite.ts'
import { languages } from '../../../locales/index.ts'
import { freshServices, Person } from '../../support/talk.ts'

/**
 * Any order of what people and networks do, against the plainest model there is: a table of answers by question.
 * After each step the engine must hold the same table, and its open question must be one she can answer.
 */
type Model = Record<string, unknown>
const MASTER_KEY = randomBytes(32).toString('base64')

/** The conversation under test, and what the model needs to know of it. */
class Run {
  readonly store = sqliteStore(':memory:')
  services = freshServices({ MASTER_KEY }, this.store)
  person = new Person(this.services)
  model: Model = {}
  sent: Inbound | undefined
  asked: string[] = []

  get open() {
    return this.person.open!
  }

  async send(inbound: Partial<Inbound>): Promise<void> {
    this.sent = { id: randomUUID(), ...inbound }
    await this.person.send(this.sent)
    if (this.open) this.asked.push(this.open)
  }

  /** The model's only rule: an answer stands under its question, and takes with it what no longer has one. */
  keep(key: string, value: unknown): void {
    // These three are about the conversation: they lead elsewhere and the question stays open.
    if (leads[key]?.includes(value as string)) {
      if (key === 'consent.start') delete this.model[key]
      return
    }
    this.model[key] = value
    for (const gone of orphans(asAnswers(this.model))) delete this.model[gone]
    if (key !== 'referrer.consent' || !isAnonymous(asAnswers(this.model))) return
    // Without consent, what others wrote about the person goes too; it is asked for again, without names.
    for (const [one, { kind }] of questions)
      if (kind === 'text' && !one.startsWith('referrer.') && !isPass(this.model[one])) delete this.model[one]
  }
}

const leads: Record<string, string[]> = { 'consent.start': ['no', 'human'], 'role.who': ['info'] }

const isPass = (value: unknown) => passes.some((pass) => pass === value)
const asAnswers = (model: Model): Answers =>
  Object.fromEntries(
    Object.entries(model).map(([key, value]) => {
      const own = questions.get(key)!.options.includes(value as string)
      const given = isPass(value) && !own ? { status: value } : { status: 'answered', value }
      return [key, { ...given, language: '', wording: '', at: 0 } as Answer]
    }),
  )

const named = ['Noor', 'Mira', 'Olena', 'Thuy', 'Grace', 'Samira', 'Ioana', 'Fatou', 'Lina', 'Amal']

/** A valid answer to a question: the nth of its options, or a text. */
function answerTo(key: string, n: number, way: unknown = 'phone'): Partial<Inbound> & { given: unknown } {
  const { kind, options, alone } = questions.get(key)!
  if (kind === 'text') {
    // What looks like an address, a number or a name.
    const contact = way === 'email' ? `noor${n}@example.org` : `040 123 ${4000 + n}`
    const name = named[n % named.length]!
    const told = `I share one small room with ${name} and we sleep badly`
    const text = ['contact.value', 'referrer.contact'].includes(key)
      ? contact
      : TELLING.has(key)
        ? told
        : name
    return { text, given: text }
  }
  if (kind === 'date') return { date: { year: 1990 + (n % 20) }, given: { year: 1990 + (n % 20) } }
  const first = options[n % options.length]!
  if (kind === 'choice') return { value: [first], given: first }
  const second = options[(n + 1) % options.length]!
  const value = n % 2 && ![first, second].some((id) => alone.includes(id)) ? [first, second] : [first]
  return { value, given: value }
}

/** What leads on from a question about the conversation, chosen so that nothing is sent or erased. */
const onward: Record<string, string[]> = {
  'control.language': [...languages],
  'control.review': ['more', 'change', 'remove', 'keep'],
  'control.more': ['done', 'more.where', 'more.what', 'more.help', 'more.person'],
  'control.change': ['back'],
  'control.remove': ['back'],
  'control.paused': ['goOn'],
  'control.notNow': ['begin'],
  'control.deleteAll': ['no'],
  'control.copy': ['no', 'yes'],
  'control.share': ['no'],
  'control.waiting': ['goOn'],
}

type Step = (run: Run, n: number) => Promise<void>

const steps: Record<string, Step> = {
  /** Presses or types a valid answer to what stands there. */
  async answer(run, n) {
    const key = run.open
    if (isControl(key)) {
      const ids = onward[key]!
      await run.send({ question: key, value: [ids[n % ids.length]!] })
      if (key === 'control.notNow') run.keep('consent.start', 'yes')
      return
    }
    const { given, ...inbound } = answerTo(key, n, run.model['contact.way'])
    await run.send({ question: key, ...inbound })
    run.keep(key, given)
  },

  async rubbish(run, n) {
    const key = run.open
    const text = ['🙂🙂', '7777 8888', '<b>x</b>', 'qwzx qwzx', '\u0000\u0007'][n % 5]!
    const waiting = run.person.last.state.talk && !run.person.last.state.talk.meanwhile
    if (questions.get(key)?.kind === 'text') return
    await run.send({ text, ...(waiting ? {} : { question: key }) })
  },

  async back(run) {
    await run.send({ command: 'back' })
  },

  async pass(run, n) {
    const key = run.open
    const pass = passes[n % passes.length]!
    await run.send({ question: key, value: [pass] })
    const field = questions.get(key)
    if (field?.options.includes(pass)) run.keep(key, field.kind === 'many' ? [pass] : pass)
    else if (field && !field.required) run.keep(key, pass)
  },

  async language(run, n) {
    await run.send({ command: 'language' })
    await run.send({ question: 'control.language', value: [languages[n % languages.length]!] })
  },

  /** The last message once more, by the network. */
  async again(run) {
    if (!run.sent) return
    const { seq } = run.person.last.state
    await run.person.send(run.sent)
    assert.equal(run.person.last.state.seq, seq)
  },

  /** An answer to any question that was asked before, from an old page. */
  async late(run, n) {
    const key = run.asked[n % (run.asked.length || 1)]
    if (!key || isControl(key) || key === run.open) return
    const { given, ...inbound } = answerTo(key, n, run.model['contact.way'])
    const before = run.model[key]
    const stands = onRoute(key, asAnswers(run.model))
    if (stands && leads[key]?.includes(given as string)) return
    await run.send({ question: key, ...inbound })
    if (!stands) return
    // Words that come late are added to those that are there.
    const more = questions.get(key)!.kind === 'text' && typeof before === 'string' && !isPass(before)
    run.keep(key, more ? `${before}\n${given}` : given)
  },

  /** An answer to a question that was never on her way. */
  async stray(run) {
    const key = [...questions.keys()].find((one) => !onRoute(one, asAnswers(run.model)))!
    const { given: _, ...inbound } = answerTo(key, 1)
    await run.send({ question: key, ...inbound })
  },

  async stopAndGoOn(run) {
    await run.send({ command: 'stop' })
    await run.send({ question: 'control.paused', value: ['goOn'] })
  },

  async askForHuman(run) {
    await run.send({ command: 'human' })
  },

  async help(run) {
    await run.send({ command: 'help' })
  },

  /** Another process takes over, of another version: positions are dropped. */
  async restart(run, n) {
    const last = run.person
    run.services = freshServices({ MASTER_KEY }, run.store)
    run.person = new Person(run.services)
    Object.assign(run.person, { id: last.id, last: last.last })
    if (n % 2) return
    const { state, ...found } = (await run.services.conversations.load(last.id))!
    const older = { ...state, version: 'older', stack: {} }
    await run.services.conversations.commit(last.id, older, found.due, found.key, found.etag)
  },
}

function check(run: Run, did: string): void {
  const { state } = run.person.last
  // Who sees this screen is asked anew before what is heavy: what she said of it earlier holds no longer.
  if (run.open === 'safety.seen' && !state.answers['safety.seen']) delete run.model['safety.seen']
  assert.deepEqual(run.person.answers, run.model, did)
  assert.deepEqual(orphans(state.answers), [], did)
  assert.ok(state.open, `${did}: nothing is asked`)
  if (!isControl(state.open.key))
    assert.ok(onRoute(state.open.key, state.answers), `${did}: ${state.open.key}`)
  assert.deepEqual(state.effects, [])
  const seqs = state.log.map(({ seq }) => seq)
  assert.deepEqual(
    seqs,
    [...new Set(seqs)].sort((a, b) => a - b),
  )
  // Every line of hers that answers a form question gave what stands there, or was added to it.
  for (const { from, question, text } of state.log)
    if (from === 'person' && text && question && questions.get(question)?.kind === 'text')
      assert.ok(String(run.model[question]).includes(text) || isPass(run.model[question]), did)
}

describe('Any order of messages, against a plain model', () => {
  const names = Object.keys(steps)
  // Answering is what people mostly do: without that no run would get far.
  const name = fc.oneof(
    { weight: 12, arbitrary: fc.constant('answer') },
    { weight: 10, arbitrary: fc.constantFrom(...names) },
  )
  const story = fc.array(fc.tuple(name, fc.nat(1000)), {
    minLength: 20,
    maxLength: 45,
    size: 'max',
  })

  it('no answer is lost, and none is filed under another question', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const run = new Run()
        await run.person.arrives()
        const done: string[] = []
        for (const [step, n] of told) {
          done.push(`${step} ${n} at ${run.open}`)
          await steps[step]!(run, n)
          check(run, done.slice(-6).join(' | '))
        }
      }),
      // SEED=<any number> and RUNS=<many> look for new stories.
      { numRuns: Number(process.env.RUNS ?? 60) },
    )
  })
})
