import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { type Services, services } from '../../bot/services.ts'
import type { Inbound } from '../../bot/turns/inbound.ts'
import type { Outcome } from '../../bot/turns/transaction.ts'
import { showsCode } from '../../dialogs/issued.ts'
import { emptyState } from '../../intake/conversation/conversation.ts'
import { standingOf } from '../../intake/conversation/standing.ts'
import { show } from '../../intake/conversation/transcript.ts'
import { ask } from '../../intake/form/ask.ts'
import { contacts } from '../../intake/form/contacts.ts'
import type { Clock, Collection, CollectionName, Doc, Store } from '../../intake/store/ports.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { readConfig } from '../../platform/config.ts'
import { shortPath, typed as written } from './essential.ts'

/** Real services on an embedded store in memory: nothing between the test and the engine is pretended. */
export function freshServices(
  env: Record<string, string> = {},
  store: Store = sqliteStore(':memory:'),
  clock?: Clock,
): Services {
  // A key of its own that is kept in no file, unless the test brings a folder to keep it in.
  const key = env.DATA_DIR ? {} : { MASTER_KEY: randomBytes(32).toString('base64') }
  return services(readConfig({ NODE_ENV: 'test', ...key, ...env }), store, clock)
}

/** A person at a keyboard: says things, and remembers what she was told, as locale keys and as words. */
export class Person {
  readonly services: Services
  readonly channel: string
  id: string
  last!: Outcome
  messages = 0

  constructor(parts: Services, channel = 'web') {
    this.services = parts
    this.channel = channel
    this.id = parts.idFor(channel, randomUUID())
  }

  async send(inbound: Partial<Inbound>): Promise<this> {
    this.last = await this.services.turns.take(this.id, this.channel, { id: randomUUID(), ...inbound })
    this.id = this.last.id
    this.messages += 1
    return this
  }

  /** Opens the conversation and says nothing yet. */
  async arrives(): Promise<this> {
    this.last = await this.services.turns.open(this.id, this.channel)
    return this
  }
  /** Types; the channel carries no question of its own. */
  says = (text: string) => this.send({ text })
  /** Presses a button of the open question. */
  picks = (...value: string[]) => this.send({ value, ...(this.open ? { question: this.open } : {}) })
  /** Types into the open question's own box. */
  writes = (text: string) => this.send({ text, ...(this.open ? { question: this.open } : {}) })
  command = (command: NonNullable<Inbound['command']>) => this.send({ command })

  get open(): string | undefined {
    return this.last?.state.open?.key
  }
  /** What the last message brought, in locale keys. */
  get keys(): string[] {
    return this.last.lines
      .filter(({ from }) => from === 'bot')
      .map(({ say, question }) => question ?? say ?? 'text')
  }
  answer = (key: string) => this.last.state.answers[key]?.value
  /** What it was, without saying: the answers' values or ways of passing, by question. */
  get answers(): Record<string, unknown> {
    const given = Object.entries(this.last.state.answers)
    return Object.fromEntries(given.map(([key, answer]) => [key, answer?.value ?? answer?.status]))
  }

  /** The conversation as she reads it. */
  get words(): string[] {
    const { state } = this.last
    const t = this.services.speech.t(state.language ?? 'en')
    return state.log.flatMap((line) => show(line, { answers: state.answers, contacts, t })?.text ?? [])
  }
}

/** A call of a store, told before it is done. */
export interface Call {
  on: CollectionName
  what: keyof Collection<Doc>
}

/**
 * The same store, with each call told first: to count them, to throw there, as a process that dies, or to have
 * another process act just before it.
 */
export function watched(store: Store, see: (call: Call) => unknown): Store {
  const told = <T extends Doc>(on: CollectionName): Collection<T> => {
    const inner = store.collection<T>(on)
    const tell = async <R>(what: Call['what'], doIt: () => Promise<R>): Promise<R> => {
      await see({ on, what })
      return doIt()
    }
    return {
      create: (doc) => tell('create', () => inner.create(doc)),
      read: (id, part) => tell('read', () => inner.read(id, part)),
      replace: (doc, etag) => tell('replace', () => inner.replace(doc, etag)),
      remove: (id, part) => tell('remove', () => inner.remove(id, part)),
      find: (query) => tell('find', () => inner.find(query)),
    }
  }
  return { collection: told, ping: () => store.ping(), close: () => store.close() }
}

/** How somebody without buttons answers: an option's number, in her own digits, or its title; several by number. */
export type Hand = 'numbers' | 'titles'

/** [what she answers, what the bot says to it]: ids of options or her own words, then locale keys. */
export type Exchange = readonly [answer: string | readonly string[], ...keys: readonly string[]]

/** Asked for an age, a number is one. */
const AGES: Record<string, string> = { adult: '25', '15to17': '16', under15: '3' }

/** What she would type to choose these options of the open question; her own words stay as they are. */
export function typed(person: Person, answer: string | readonly string[], hand: Hand): string {
  const { speech } = person.services
  const state = person.last?.state ?? emptyState('')
  const { language = speech.languages[0]! } = state
  const standing = standingOf(state, speech.languages)
  const { kind, options } = ask(person.open!, standing, speech.t(language))
  if (kind === 'text') return String(answer)
  const age = hand === 'numbers' && person.open === 'identity.age' && AGES[String(answer)]
  if (age) return age
  const show = new Intl.NumberFormat(language === 'ar' ? 'ar-u-nu-arab' : 'en')
  const written = [answer].flat().map((id) => {
    const at = options.findIndex((option) => option.id === id)
    assert.ok(at >= 0, `${person.open} has no ${id}`)
    return hand === 'titles' && !Array.isArray(answer) ? options[at]!.title : show.format(at + 1)
  })
  return written.join(language === 'ar' ? '، ' : ', ')
}

/** Has her type her way through a table; each time the bot must say just what stands there. */
export async function follow(person: Person, table: readonly Exchange[], hand: Hand): Promise<Person> {
  if (!person.last) await person.arrives()
  for (const [answer, ...keys] of table) {
    await person.says(typed(person, answer, hand))
    assert.deepEqual(person.keys, keys, `${answer} to message ${person.messages}`)
  }
  return person
}

/** [question, what is picked or written]. */
type Step = readonly [question: string, given: string | string[], how?: 'writes']

const herself = shortPath('Noor').map(
  ([key, given]): Step => (written.has(key) ? [key, given, 'writes'] : [key, given]),
)

/** Walks the short path from the first word to the review, or to `until`. */
export async function walkTo(
  person: Person,
  language: string,
  until = 'control.review',
  path: readonly Step[] = herself,
): Promise<Person> {
  await person.send({ question: 'control.language', value: [language] })
  for (const [key, given, how] of path) {
    if (person.open === until) return person
    if (person.open !== key) throw new Error(`expected ${key}, asked ${person.open}`)
    await (how === 'writes' ? person.writes(String(given)) : person.picks(...[given].flat()))
  }
  return person
}

/** The code that was shown just now, or that is shown for the asking; with the words that open what it leads to. */
export async function codeFor(person: Person, word?: string, second?: string): Promise<string> {
  const shown = () => person.last.lines.find(showsCode)
  if (!shown()) await person.command('code')
  const code = String(shown()?.with?.code).replace(/\D/g, '')
  const asked = person.open === 'control.word'
  if (asked && !word) await person.picks('skipped')
  if (!asked || !word) return code
  await person.writes(word)
  await person.writes(word)
  assert.equal(person.open, 'control.second', 'the word is kept')
  if (!second) await person.picks('skipped')
  if (!second) return code
  await person.writes(second)
  await person.writes(second)
  return code
}

/** Somebody at another page, who writes a code, wants to go on, and gives a word where one is asked. */
export async function withCode(services: Services, code: string, word?: string): Promise<Person> {
  const back = new Person(services)
  await back.send({ question: 'control.language', value: ['en'] })
  return enters(back, code, word)
}

export async function enters(back: Person, code: string, word?: string): Promise<Person> {
  await back.says(code)
  if (word && back.open === 'control.check') await back.writes(word)
  return back
}

/** Time passed while some process swept all along: a clock that jumps is doubted, and erases nothing. */
export const sweptMeanwhile = ({ store }: Services): Promise<void> =>
  store.collection('leases').remove('sweep')
