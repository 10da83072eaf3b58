import type { AddressInfo } from 'node:net'
import restify from 'restify'
import type { Services } from '../../bot/services.ts'
import { sharedFiles } from '../../bot/shared-files.ts'
import { deskConsole } from '../../desk/console.ts'
import { printSignIn } from '../../desk/sign-in/by-address.ts'
import type { Clock, Store } from '../../intake/store/ports.ts'
import { PATIENCE } from '../support/eventually.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

/** The console on a real server of its own, and what is needed to use it as a browser or a program does. */
export async function startDesk(env: Record<string, string> = {}, store?: Store, clock?: Clock) {
  const services = freshServices(env, store, clock)
  const server = restify.createServer({ handleUncaughtExceptions: false, ignoreTrailingSlash: true })
  sharedFiles(server)
  deskConsole(server, services)
  // A client uses a connection again that the server closes after 5 s: on a busy machine at the same moment.
  server.server.keepAliveTimeout = PATIENCE
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const routes = Object.values(server.router.getRoutes()) as unknown as { method: string; path: string }[]
  const printed: string[] = []
  printSignIn(services, url, (line) => printed.push(line))
  return {
    url,
    services,
    /** Every route there is, such as `GET /console`. */
    routes: routes.map(({ method, path }) => `${method} ${path}`),
    printed,
    newest: () => printed.at(-1)!.replace('Desk:', '').trim(),
    close: async () => {
      services.watch.stop()
      services.receipts.stop()
      server.server.closeAllConnections()
      server.close()
      await services.store.close()
    },
  }
}

export type DeskServer = Awaited<ReturnType<typeof startDesk>>

/** A caseworker's browser or program: holds a cookie, follows nothing. */
export class Client {
  readonly url: string
  cookie = ''

  constructor(url: string) {
    this.url = url
  }

  static async signedIn(desk: DeskServer, name = ''): Promise<Client> {
    const client = new Client(desk.url)
    await client.get(`${desk.newest()}${name ? `&name=${encodeURIComponent(name)}` : ''}`)
    return client
  }

  async send(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
    const answer = await fetch(new URL(path, this.url), {
      method,
      redirect: 'manual',
      headers: { 'accept-language': 'en', ...(this.cookie ? { cookie: this.cookie } : {}), ...headers },
      ...(body === undefined ? {} : { body }),
    })
    const set = answer.headers.get('set-cookie')
    if (set) this.cookie = set.split(';')[0]!
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }

  get = (path: string, headers?: Record<string, string>) => this.send('GET', path, undefined, headers)

  // biome-ignore lint/suspicious/noExplicitAny: tests look inside
  async json(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
    const headers = { 'content-type': 'application/json' }
    const given = body === undefined ? undefined : JSON.stringify(body)
    const { status, text } = await this.send(method, `/console/api/${path}`, given, given ? headers : {})
    return { status, body: JSON.parse(text) }
  }

  /** Posts a form as a page of this session would. */
  async form(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    const page = await this.get(path.replace(/\/(?!\d)[a-z]+$/, ''))
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    return this.send('POST', path, String(new URLSearchParams({ csrf, ...fields })), { ...type, ...headers })
  }
}

/** Somebody who asks for a human in the middle, having answered some questions. */
export async function askingPerson(
  services: Services,
  language = 'en',
  until = 'what.forms',
): Promise<Person> {
  const person = await walkTo(new Person(services), language, until)
  await person.command('human')
  return person
}

/** Somebody who sent an application. */
export async function sentApplication(
  services: Services,
  language = 'en',
  ...allowed: string[]
): Promise<Person> {
  const person = await walkTo(new Person(services), language)
  for (const question of allowed) await person.send({ question, value: ['yes'] })
  await person.picks('send')
  return person
}

export const caseOf = (person: Person): string => person.last.state.case!.id

/** Everything said to her so far, from the store, in locale keys or words. */
export async function logOf(services: Services, person: Person) {
  const { state } = (await services.conversations.load(person.id))!
  return state.log.map(({ from, say, question, text }) => ({
    from,
    what: (from === 'bot' ? (question ?? say) : text) ?? question ?? '',
  }))
}
