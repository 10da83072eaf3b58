import { randomUUID } from 'node:crypto'

/** As it is read: where a long word may break is not seen. */
const read = (html: string) => html.replaceAll('\u00AD', '')

/** A browser without JavaScript, as far as forms go: posts what the page's own form would post. */
export class Page {
  base: string
  /** Sent with each request, such as whom a proxy says it comes from. */
  headers: Record<string, string> = {}
  html = ''
  status = 0
  posts = 0
  /** The last body posted, to post it again as a reload does. */
  sent = new URLSearchParams()

  constructor(base: string) {
    this.base = base
  }

  async open(path = ''): Promise<this> {
    const answer = await fetch(new URL(path, this.base), { headers: this.headers })
    this.status = answer.status
    this.html = read(await answer.text())
    return this
  }

  /** Of the first form that answers the open question: the choice of a language stands beside it. */
  private field = (name: string) => {
    const html = this.html.replace(/<form class="tongues"[\s\S]*?<\/form>/, '')
    return html.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? ''
  }

  get question(): string {
    return this.field('question')
  }
  /** What is said, in order, and the open question last. */
  get lines(): string[] {
    const text = (html: string) => html.replace(/<[^>]+>/g, '').trim()
    return [...this.html.matchAll(/<p lang="[^"]*" dir="[^"]*"[^>]*>([\s\S]*?)<\/p>/g)].map(([, line]) =>
      text(line!),
    )
  }

  form(fields: Record<string, string | string[]>): URLSearchParams {
    const body = new URLSearchParams()
    for (const name of ['token', 'message', 'question']) body.set(name, this.field(name))
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat()) body.append(name, one)
    return body
  }

  async post(body: URLSearchParams): Promise<this> {
    this.sent = body
    const answer = await fetch(this.base, { method: 'POST', body, headers: this.headers })
    this.status = answer.status
    this.html = read(await answer.text())
    this.posts += 1
    return this
  }

  press = (...value: string[]) => this.post(this.form({ value }))
  type = (text: string) => this.post(this.form({ text }))
  command = (command: string) => this.post(this.form({ command }))
  reload = () => this.post(this.sent)
}

/** A caseworker's client of the JSON addresses, signed in through the printed address. */
export class Worker {
  base: string
  cookie = ''

  constructor(desk: string) {
    this.base = new URL('/', desk).href
  }

  static async signIn(desk: string, name = ''): Promise<Worker> {
    const worker = new Worker(desk)
    const answer = await fetch(`${desk}${name ? `&name=${encodeURIComponent(name)}` : ''}`, {
      redirect: 'manual',
    })
    worker.cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0]!
    return worker
  }

  async call(method: string, path: string, body?: unknown) {
    const headers = { cookie: this.cookie, 'content-type': 'application/json' }
    const answer = await fetch(new URL(`/console/api/${path}`, this.base), {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, never> }
  }

  cases = async (status: string) =>
    (await this.call('GET', `cases?status=${status}`)).body.cases as unknown as { id: string }[]
  claim = (id: string) => this.call('POST', `cases/${id}/claim`, {})
  release = (id: string) => this.call('POST', `cases/${id}/release`, { to: 'bot' })
  say = (id: string, text: string) =>
    this.call('POST', `cases/${id}/message`, { id: randomUUID(), text, language: 'fi' })
  open = (id: string) => this.call('GET', `cases/${id}`)
}
