import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sinon from 'sinon'
import { cosmosStore } from '../../../intake/store/cosmos.ts'
import type { Store } from '../../../intake/store/ports.ts'
import { sqliteStore } from '../../../intake/store/sqlite.ts'
import { startCosmos } from '../../support/cosmos-server.ts'
import { type IdentityProvider, startProvider, Wanderer } from '../../support/identity-provider.ts'
import { production } from '../../support/production.ts'
import { Client, type DeskServer, startDesk } from '../desk-server.ts'

const MINUTES = 60_000
const HOURS = 60 * MINUTES

describe('desk: how long a session lasts', () => {
  let desk: DeskServer
  let now: number
  beforeEach(async () => {
    now = Date.now()
    desk = await startDesk({ SESSION_IDLE_MINUTES: '30', SESSION_HOURS: '2' }, undefined, () => now)
  })
  afterEach(() => desk.close())

  it('ends after the idle time, unless something is done', async () => {
    const client = await Client.signedIn(desk)
    now += 29 * MINUTES
    assert.equal((await client.get('/console')).status, 200)
    now += 29 * MINUTES
    assert.equal((await client.json('GET', 'cases')).status, 200)
    now += 31 * MINUTES
    assert.equal((await client.get('/console')).status, 401)
    assert.equal((await client.json('GET', 'cases')).status, 401)
  })

  it('ends after the idle time even while a page fetches itself anew', async () => {
    const client = await Client.signedIn(desk)
    for (const _ of [1, 2]) {
      now += 14 * MINUTES
      assert.equal((await client.get('/console', { 'x-live': '1' })).status, 200)
    }
    now += 3 * MINUTES
    assert.equal((await client.get('/console', { 'x-live': '1' })).status, 401)
  })

  it('ends after the whole time whatever is done', async () => {
    const client = await Client.signedIn(desk)
    for (let passed = 0; passed < 115; passed += 23) {
      now += 23 * MINUTES
      assert.equal((await client.get('/console')).status, 200)
    }
    now += 6 * MINUTES
    assert.equal((await client.get('/console')).status, 401)
  })

  it('does not live on in a cookie that a later program gave a longer time', async () => {
    const { tokens } = desk.services
    const ends = Math.floor(now / 1000) + 60
    const claims = { sid: 's', sub: 'w', name: 'x', roles: ['caseworker'], gen: 0, ends }
    const client = new Client(desk.url)
    client.cookie = `silta-desk=${await tokens.sign('desk', claims, 24 * 3600)}`
    assert.equal((await client.get('/console')).status, 200)
    client.cookie = `silta-desk=${await tokens.sign('desk', claims, 24 * 3600)}`
    now += 2 * MINUTES
    assert.equal((await client.get('/console')).status, 401)
  })

  it('is not taken along from the printed address to a provider', async () => {
    const MASTER_KEY = Buffer.alloc(32, 5).toString('base64')
    const before = await startDesk({ MASTER_KEY })
    const provider = { OIDC_ISSUER: 'https://login.example', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'x' }
    const after = await startDesk({ MASTER_KEY, ...provider })
    const client = await Client.signedIn(before)
    const later = new Client(after.url)
    later.cookie = client.cookie
    assert.equal((await client.get('/console')).status, 200)
    assert.equal((await later.get('/console')).status, 401)
    await before.close()
    await after.close()
  })

  it('is over once signed out of, for a copy of its cookie too', async () => {
    const client = await Client.signedIn(desk)
    const copy = new Client(desk.url)
    copy.cookie = client.cookie
    assert.equal((await client.form('/console/sign-out', {})).status, 303)
    assert.equal((await copy.get('/console')).status, 401)
    assert.equal((await copy.get('/console/api/events')).status, 401)
  })

  it('takes nothing in production from a page that came without TLS', async () => {
    const live = await startDesk(production)
    const { tokens, clock } = live.services
    const ends = Math.floor(clock() / 1000) + 600
    const claims = { sid: 's', sub: 'w', roles: ['caseworker'], gen: 0, ends, by: production.OIDC_ISSUER }
    const client = new Client(live.url)
    client.cookie = `__Secure-silta-desk=${await tokens.sign('desk', claims, 600)}`
    const claim = (origin: string) =>
      client.send('POST', `/console/api/cases/${'1'.repeat(20)}/claim`, undefined, { origin })
    assert.equal((await claim(new URL(live.url).origin)).status, 403)
    assert.equal((await claim(production.PUBLIC_URL)).status, 404)
    await live.close()
  })

  it('takes no form of an earlier session', async () => {
    const client = await Client.signedIn(desk)
    const [, csrf] = /name="csrf" value="([^"]+)"/.exec((await client.get('/console')).text)!
    const other = await Client.signedIn(desk)
    const answer = await other.form('/console/me/sign-out-everywhere', { csrf: csrf! })
    assert.equal(answer.status, 403)
    assert.equal((await other.get('/console')).status, 200)
  })
})

/** Two processes on one store: each has its own connection to it. */
const stores: Record<string, () => Promise<{ open: () => Store; close: () => Promise<void> }>> = {
  async 'the embedded store'() {
    const folder = mkdtempSync(join(tmpdir(), 'silta-'))
    return { open: () => sqliteStore(folder), close: async () => {} }
  },
  async '@azure/cosmos over a socket'() {
    const { endpoint, key, close } = await startCosmos()
    return { open: () => cosmosStore({ endpoint, key, database: 'silta' }), close }
  },
}

for (const [name, start] of Object.entries(stores))
  describe(`desk: signing out everywhere, on ${name}`, () => {
    let store: Awaited<ReturnType<typeof start>>
    let idp: IdentityProvider
    let one: DeskServer
    let two: DeskServer
    let now: number
    beforeEach(async () => {
      now = Date.now()
      idp = await startProvider()
      store = await start()
      const env = { ...idp.env, MASTER_KEY: Buffer.alloc(32, 3).toString('base64') }
      one = await startDesk(env, store.open(), () => now)
      two = await startDesk(env, store.open(), () => now)
      idp.open(one.url, two.url)
    })
    afterEach(async () => {
      await one.close()
      await two.close()
      await idp.close()
      await store.close()
    })

    async function signIn(desk: DeskServer, who: string): Promise<Client> {
      idp.state.who = who
      const browser = new Wanderer()
      await browser.visit(`${desk.url}/console/sign-in/go`)
      const client = new Client(desk.url)
      client.cookie = browser.cookie(desk.url)
      return client
    }

    it('ends the sessions of this worker in every process at once, and of nobody else', async () => {
      const here = await signIn(one, 'aino')
      const there = await signIn(two, 'aino')
      const colleague = await signIn(two, 'bertta')
      const crossed = new Client(two.url)
      crossed.cookie = here.cookie
      assert.equal((await crossed.get('/console')).status, 200)

      const out = await here.form('/console/me/sign-out-everywhere', {})
      assert.equal(out.status, 303)
      for (const client of [crossed, there]) {
        assert.equal((await client.get('/console')).status, 401)
        assert.equal((await client.json('GET', 'cases')).status, 401)
      }
      assert.equal((await colleague.get('/console')).status, 200)

      const back = await signIn(one, 'aino')
      assert.equal((await back.get('/console')).status, 200)
      assert.equal((await there.get('/console')).status, 401)
    })

    it('ends pages that listen, too', async () => {
      const client = await signIn(one, 'aino')
      const colleague = await signIn(one, 'bertta')
      const timers = sinon.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
      try {
        const [ours, theirs] = await Promise.all([client, colleague].map((each) => listen(each)))
        await two.services.workers.endAll((await two.services.workers.list(2)).find(isAino)!.id)
        await timers.tickAsync(15_000)
        assert.equal(await ours!.next(), 'over')
        assert.equal(await theirs!.next(), ': here')
      } finally {
        timers.restore()
      }
    })

    const isAino = ({ name }: { name: string }) => name.startsWith('Aino')

    /** Server-sent events of this worker, one after the other. */
    async function listen({ url, cookie }: Client) {
      const answer = await fetch(`${url}/console/api/events`, { headers: { cookie } })
      const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader()
      assert.match((await reader.read()).value!, /^retry/)
      return {
        async next() {
          const { value, done } = await reader.read()
          return done ? 'over' : value!.trim()
        },
      }
    }

    it('is not undone by a sign of life written meanwhile', async () => {
      const client = await signIn(one, 'aino')
      const { id, name } = (await one.services.workers.list(1))[0]!
      now += 2 * HOURS
      const { workers } = two.services
      await Promise.all([workers.seen(id, name), one.services.workers.endAll(id), workers.seen(id, name)])
      now -= 2 * HOURS
      assert.equal((await client.get('/console')).status, 401)
    })
  })
