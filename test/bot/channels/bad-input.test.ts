import assert from 'node:assert/strict'
import { printSignIn } from '../../../desk/sign-in/by-address.ts'
import { type Comer, directLineAt, door, everyDoor } from '../../support/doors.ts'
import { type Running, startServer } from '../../support/server.ts'
import { Person, walkTo } from '../../support/talk.ts'

const canary = 'Kanarialintu'
const MB = 2 ** 20

const json = 'application/json'
const form = 'application/x-www-form-urlencoded'
const parts = 'multipart/form-data; boundary=part'

/** [what is sent, how it is called, and the body]. Each carries what no log and no answer may. */
const bodies: readonly (readonly [string, string, string | Uint8Array<ArrayBuffer>])[] = [
  ['nothing', json, ''],
  ['half of an object', json, `{"text":"${canary}`],
  ['no object', json, `["${canary}"]`],
  ['null', json, 'null'],
  ['only nesting', json, '['.repeat(60_000)],
  [
    'an object of other shapes',
    json,
    JSON.stringify({ type: 7, text: { [canary]: [] }, id: {}, value: [null], data: null }),
  ],
  ['a prototype', json, `{"__proto__":{"type":"message","text":"${canary}"},"constructor":{"prototype":{}}}`],
  [
    'events without anything in them',
    json,
    `[null,{},{"data":null},{"eventType":"Microsoft.Communication.SMSReceived","data":{"messageId":"${canary}","from":{}}}]`,
  ],
  ['bytes that are no text', json, Uint8Array.from([0x7b, 0xff, 0xfe, 0x00, 0xc3, 0x28, 0x7d])],
  ['a name for another kind of body', 'text/plain', canary],
  ['a name for no kind of body', ';;;', canary],
  ['a broken form', form, `%E0%A4%A&=&&text=%ZZ${canary}&token=%00&csrf=%`],
  ['a form of another program', form, `a[b][c]=${canary}&a[b]=1&text=x&text=y`],
  [
    'parts that never end',
    parts,
    `--part\r\nContent-Disposition: form-data; name="file"; filename="${canary}.jpg"\r\n\r\n\u0000`,
  ],
  ['parts without their boundary', 'multipart/form-data', `--\r\n${canary}`],
]

describe('What nobody should send', () => {
  let server: Running
  let comer: Comer
  let output = ''
  const { log, error, warn } = console

  before(async () => {
    server = await startServer(everyDoor)
    const person = await walkTo(new Person(server.services), 'en')
    await person.picks('send')
    const { id } = person.last.state.case!
    const address = printSignIn(server.services, server.url, () => {}).replace(/^Desk:\s*/, '')
    const entered = await fetch(address, { redirect: 'manual' })
    const cookie = entered.headers.get('set-cookie')!.split(';')[0]!
    comer = { cookie, id, line: await directLineAt(server.url) }
    for (const name of ['log', 'error', 'warn'] as const)
      console[name] = (...given: unknown[]) => {
        output += `${given.join(' ')}\n`
      }
  })
  after(async () => {
    Object.assign(console, { log, error, warn })
    await server.close()
  })

  const takers = () => server.routes.filter((route) => /^(POST|PUT|PATCH|DELETE) /.test(route))

  async function answered(
    route: string,
    type: string,
    body: string | Uint8Array<ArrayBuffer>,
  ): Promise<number> {
    const [method, path] = route.split(' ') as [string, string]
    const [at, headers] = door(server.url, path, comer)
    const init = { method, body, headers: { ...headers, 'content-type': type }, redirect: 'manual' as const }
    const answer = await fetch(server.url + at, init)
    const text = await answer.text()
    // A page gives back to whoever typed it what could not be done; a program is told codes.
    if (/json/.test(answer.headers.get('content-type') ?? '') && answer.status >= 400)
      assert.doesNotMatch(text, new RegExp(canary), route)
    return answer.status
  }

  for (const [what, type, body] of bodies)
    it(`is answered clearly at every door there is: ${what}`, async () => {
      const routes = takers()
      assert.ok(routes.length > 70, String(routes.length))
      const wrong: string[] = []
      for (const route of routes) {
        const status = await answered(route, type, body)
        if (status >= 500) wrong.push(`${status} ${route}`)
      }
      assert.deepEqual(wrong, [])
      assert.equal((await fetch(`${server.url}/healthz`)).status, 200)
    })

  it('is refused clearly when it is 50 MB, and the sender hears of it', async () => {
    const flood = new Uint8Array(50 * MB).fill(0x78)
    const wrong: string[] = []
    // All of the console reads by the same three functions: some of it stands for the rest.
    const some = / \/console\/(find|me\/work|cases\/:id\/note|api\/phrases|api\/cases\/:id\/note)$/
    const routes = takers().filter((one) => !one.includes('/console') || some.test(one))
    assert.ok(routes.length > 15, routes.join())
    for (const route of routes) {
      const type = route.endsWith('/upload')
        ? parts
        : / \/(api|v3|console\/api)\/(?!sms\/tw)/.test(route)
          ? json
          : form
      const status = await answered(route, type, flood).catch(({ cause }) => String(cause))
      // Whatever was sent to it, leaving leaves.
      const expected = route.endsWith('/exit')
        ? status === 303
        : Number(status) >= 400 && Number(status) < 500
      if (!expected) wrong.push(`${status} ${route}`)
    }
    assert.deepEqual(wrong, [])
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200)
  })

  it('stands in no log', () => {
    assert.doesNotMatch(output, new RegExp(canary))
    assert.doesNotMatch(output, /request\.failed|desk\.failed|web\.failed/)
  })
})
