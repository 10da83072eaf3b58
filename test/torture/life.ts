import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { shortPath, typed } from '../support/essential.ts'
import { Page, type Worker } from '../support/page.ts'
import type { Finding } from './verdicts.ts'

/** So long anybody waits for one answer, in ms, and so often she presses again. */
const PATIENCE = 40_000
const TRIES = 60

/** Where a life is lived: at some process, whichever lives, and with a worker who is signed in at all of them. */
export interface Where {
  living: () => Promise<{ chat: string }>
  worker: Worker
  /** What was logged since this was asked last, and should not have been. */
  ugly: () => Finding[]
  /** One of them may not see yet what another did: what is refused for that is asked once more. */
  lags?: true
}

/** What may be read of a case by whoever has it. */
interface Seen {
  rows: { key: string; text: string }[]
  messages: { from: string; text: string }[]
  notes: { text: string }[]
  requests: { status: string }[]
  reminders: object[]
  record: { revision: number }
  application: string
  talk: string
  outcome?: string
}

interface Queue {
  cases?: { id: string; assignee: object | null }[]
}

const letters = () => Array.from({ length: 9 }, () => 'abdefgklmnoprstu'[randomInt(16)]).join('')

/**
 * Somebody from her first word to an answer to her case, and the worker who has it. What does not go through is
 * pressed again, the same, at whichever process lives. Each step is judged by what she reads after it.
 */
export class Life {
  readonly place: Where
  readonly name = `Noor ${letters()}`
  readonly phone = `040 ${randomInt(1_000_000, 9_999_999)}`
  readonly page: Page
  readonly worker: Worker
  readonly found: Finding[] = []
  case = ''
  /** The ids that a program gives what it sends, so that sent twice it is there once. */
  private readonly ids = new Map<string, string>()

  constructor(place: Where) {
    this.place = place
    this.page = new Page('')
    this.page.headers = { 'x-forwarded-for': `10.${randomInt(255)}.${randomInt(255)}.${randomInt(255)}` }
    this.worker = Object.assign(Object.create(place.worker), { base: '' }) as Worker
    this.worker.call = place.worker.call.bind(this.worker)
  }

  find(verdict: Finding['verdict'], what: string): void {
    this.found.push({ verdict, what })
  }

  idOf(what: string): string {
    const known = this.ids.get(what) ?? randomUUID()
    this.ids.set(what, known)
    return known
  }

  /** Does it again while it meets no answer, or one that says to come again. */
  private async insist(what: string, once: () => Promise<number>): Promise<boolean> {
    let status = 0
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { chat } = await this.place.living()
      this.page.base = chat
      this.worker.base = chat
      const gaveUp = setTimeout(PATIENCE, -1, { ref: false })
      status = await Promise.race([once().catch(() => 0), gaveUp])
      if (status < 0) break
      if (status === 500) this.find('ugly', `${what}: 500`)
      const late = this.place.lags && (status === 404 || status === 409)
      if (late) this.find('ugly', `${what}: ${status} before it was seen`)
      if (!late && status > 0 && status < 500 && status !== 429) break
      await setTimeout(Math.min(20 * 2 ** tries, 500))
    }
    if (status >= 200 && status < 400) return true
    this.find('stuck', `${what}: ${status < 0 ? 'no answer' : status || 'no connection'}`)
    return false
  }

  /** Posts what the page's form would, the very same until it is taken. */
  async post(what: string, fields: Record<string, string | string[]>): Promise<boolean> {
    const { page } = this
    const body = page.form(fields)
    return this.insist(what, async () => (await page.post(body)).status)
  }

  open = () => this.insist('open', async () => (await this.page.open('?lang=en')).status)

  async desk(what: string, method: string, path: string, body?: unknown): Promise<unknown> {
    let got: unknown
    await this.insist(what, async () => {
      const answer = await this.worker.call(method, path, body)
      got = answer.body
      return answer.status
    })
    return got
  }

  act = (name: string, body: object = {}) => this.desk(name, 'POST', `cases/${this.case}/${name}`, body)

  async seen(): Promise<Seen> {
    return (await this.desk('look', 'GET', `cases/${this.case}`)) as Seen
  }

  /** Without what is hers alone: numbers and times, too. So two lives can be compared. */
  private plain = (text: string): string =>
    text
      .replaceAll(this.name, 'NAME')
      .replaceAll(this.phone, 'PHONE')
      .replace(/\d[\d ]*/g, '0')

  /** What stands on her page, and what is asked of her. */
  reads = (): string[] => [...this.page.lines, `asked ${this.page.question}`].map(this.plain)

  /** What was done to her case, as the audit says it; what was only looked at is not. */
  async audited(): Promise<string[]> {
    const { lines = [] } = (await this.desk('audit', 'GET', `audit?case=${this.case}`)) as {
      lines?: { what: string }[]
    }
    return lines.map(({ what }) => `audit ${what}`).filter((one) => one !== 'audit view')
  }

  /** What the desk holds of her, in words that can be counted. */
  async held(): Promise<string[]> {
    const seen = await this.seen()
    return [
      ...(seen.rows ?? []).map(({ key, text }) => `${key}: ${text}`),
      ...(seen.messages ?? []).map(({ from, text }) => `${from} said ${text}`),
      ...(seen.notes ?? []).map(({ text }) => `note ${text}`),
      ...(seen.requests ?? []).map(({ status }) => `request ${status}`),
      ...(seen.reminders ?? []).map(() => 'a reminder'),
      `revision ${seen.record?.revision}`,
      `${seen.application}, ${seen.talk}, ${seen.outcome}`,
    ].map(this.plain)
  }
}

export interface Step {
  name: string
  does: (life: Life) => Promise<unknown>
}

const answers = shortPath('NAME').map(
  ([key, given]): Step => ({
    name: key,
    does: (life) => {
      const own: Record<string, string> = { 'identity.name': life.name, 'contact.value': life.phone }
      const value = own[key] ?? given
      return life.post(key, typed.has(key) ? { text: String(value) } : { value })
    },
  }),
)

/** Her case: the one that nobody has and that is sent, looked for until it is there. Two are one too many. */
async function finds(life: Life): Promise<void> {
  let free: { id: string }[] = []
  for (let tries = 0; tries < TRIES && free.length === 0; tries += 1) {
    if (tries > 0) await setTimeout(100)
    const { cases = [] } = (await life.desk('list', 'GET', 'cases?status=sent')) as Queue
    free = cases.filter(({ assignee }) => !assignee)
  }
  if (free.length === 0) life.find('lost', 'no case is there')
  if (free.length > 1) life.find('doubled', `${free.length} cases are there`)
  life.case = free[0]?.id ?? ''
}

export const LOOKS = 'she looks'
const again = { name: LOOKS, does: (life: Life) => life.post('refresh', { command: 'refresh' }) }

/** The whole of it, in order. */
export const steps: readonly Step[] = [
  { name: 'she comes', does: (life) => life.open() },
  ...answers,
  { name: 'she sends', does: (life) => life.post('send', { value: 'send' }) },
  { name: 'the queue', does: finds },
  { name: 'claim', does: (life) => life.act('claim') },
  {
    name: 'message',
    does: (life) => life.act('message', { id: life.idOf('hei'), text: 'Hei', language: 'fi' }),
  },
  again,
  { name: 'she writes', does: (life) => life.post('thanks', { text: 'Thank you, I am here' }) },
  { name: 'note', does: (life) => life.act('note', { id: life.idOf('note'), text: 'She answers' }) },
  {
    name: 'request',
    does: (life) =>
      life.act('request', { id: life.idOf('request'), to: 'applicant', keys: ['where.countries'] }),
  },
  again,
  { name: 'she answers the request', does: (life) => life.post('where.countries', { text: 'Morocco' }) },
  { name: 'she hands in', does: (life) => life.post('handIn', { value: 'yes' }) },
  { name: 'settle', does: (life) => life.act('settle') },
  { name: 'release', does: (life) => life.act('release', { to: 'bot' }) },
  { name: 'claim again', does: (life) => life.act('claim') },
  {
    name: 'close',
    does: (life) =>
      life.act('close', { outcome: 'answered', id: life.idOf('close'), closeNote: 'All is said' }),
  },
  again,
]
