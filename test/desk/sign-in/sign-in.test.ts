import assert from 'node:assert/strict'
import { SignJWT } from 'jose'
import { useSignIn } from '../../../desk/sign-in/by-address.ts'
import { doorless, production } from '../../support/production.ts'
import { Client, type DeskServer, startDesk } from '../desk-server.ts'

describe('desk: signing in', () => {
  let desk: DeskServer
  beforeEach(async () => {
    desk = await startDesk()
  })
  afterEach(() => desk.close())

  it('prints an address that opens once, and prints the next when it was used', async () => {
    assert.match(
      desk.printed[0]!,
      /^Desk: {4}http:\/\/127\.0\.0\.1:\d+\/console\/sign-in\?token=[\w-]{43}\n$/,
    )
    const address = desk.newest()
    const client = new Client(desk.url)
    const first = await client.get(address)
    assert.equal(first.status, 303)
    assert.equal(first.headers.get('location'), '/console')
    const cookie = first.headers.get('set-cookie')!
    assert.match(cookie, /^silta-desk=[\w.-]+; Path=\/console; HttpOnly; SameSite=Lax; Max-Age=3600$/)
    assert.equal((await client.get('/console')).status, 200)

    const second = await new Client(desk.url).get(address)
    assert.equal(second.status, 403)
    assert.match(second.text, /has been used already/)
    assert.equal(second.headers.get('set-cookie'), null)

    assert.equal(desk.printed.length, 2)
    assert.notEqual(desk.newest(), address)
    assert.equal((await new Client(desk.url).get(desk.newest())).status, 303)
  })

  it('refuses a wrong, empty or long token', async () => {
    for (const token of ['', 'x', 'A'.repeat(43), 'A'.repeat(5000), '%00'])
      assert.equal((await new Client(desk.url).get(`/console/sign-in?token=${token}`)).status, 403)
    assert.equal((await new Client(desk.url).get(desk.newest())).status, 303)
  })

  it('numbers workers, and takes a name as text', async () => {
    const one = await Client.signedIn(desk)
    const two = await Client.signedIn(desk)
    const three = await Client.signedIn(desk, '<b>Aino</b>')
    assert.match((await one.get('/console')).text, /Caseworker 1/)
    assert.match((await two.get('/console')).text, /Caseworker 2/)
    assert.match((await three.get('/console')).text, /&lt;b>Aino&lt;\/b>/)
  })

  it('leaves no console at all in production without a provider', async () => {
    const real = await startDesk({ ...doorless, HOST: '127.0.0.1' })
    try {
      for (const path of ['/console', '/console/sign-in?token=x', '/console/api/cases'])
        assert.equal((await fetch(new URL(path, real.url))).status, 404, path)
    } finally {
      await real.close()
    }
  })

  it('is not there in production', async () => {
    const real = await startDesk({ ...production, HOST: '127.0.0.1' })
    const client = new Client(real.url)
    assert.equal((await client.get(real.newest())).status, 403)
    assert.equal(client.cookie, '')
    assert.equal(useSignIn(real.services, new URL(real.newest()).searchParams.get('token')!), false)
    assert.match((await client.get('/console/sign-in')).text, /id="go"/)
    assert.equal((await client.get('/console')).status, 401)
    await real.close()
  })

  it('keeps the cookie to https where the address is https', async () => {
    const real = await startDesk({ PUBLIC_URL: 'https://silta.example' })
    const { headers } = await new Client(real.url).get(real.newest())
    assert.match(headers.get('set-cookie')!, /^__Secure-silta-desk=.*; Secure$/)
    await real.close()
  })

  it('refuses a forged, expired or other token as a session', async () => {
    const { services } = desk
    const claims = { sid: 's', sub: 'x', name: 'x', roles: ['caseworker'], gen: 0, ends: 9e9 }
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience('desk')
      .setExpirationTime('1h')
      .sign(Buffer.alloc(32, 1))
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify({ ...claims, aud: 'desk' })).toString('base64url')}.`
    const expired = await services.tokens.sign('desk', claims, -120)
    const other = await services.tokens.sign('web', claims, 60)
    for (const token of [forged, none, expired, other, '', 'x.y.z']) {
      const client = new Client(desk.url)
      client.cookie = `silta-desk=${token}`
      const page = await client.get('/console')
      assert.equal(page.status, 401)
      assert.match(page.text, /one-time sign-in address/)
      assert.deepEqual(await client.json('GET', 'cases'), {
        status: 401,
        body: { error: { code: 'UNAUTHORISED', message: 'sign in first', retry: false } },
      })
      assert.equal((await client.get('/console/api/events')).status, 401)
    }
  })

  it('tells how to sign in, in three languages', async () => {
    const client = new Client(desk.url)
    const page = await client.get('/console/sign-in')
    assert.equal(page.status, 200)
    assert.match(page.text, /<h1>Sign in<\/h1>/)
    assert.match((await client.get('/console/sign-in?lang=sv')).text, /<h1>Logga in<\/h1>/)
    assert.match(
      (await client.get('/console', { 'accept-language': 'fi-FI,en' })).text,
      /<h1>Kirjaudu sisään<\/h1>/,
    )
    assert.match((await client.get('/console', { 'accept-language': 'ar' })).text, /lang="fi"/)
  })

  it('keeps the language chosen in the session', async () => {
    const client = await Client.signedIn(desk)
    const choose = await client.get('/console?status=sent&lang=sv')
    assert.equal(choose.status, 303)
    assert.equal(choose.headers.get('location'), '/console?status=sent')
    assert.match((await client.get('/console')).text, /<html lang="sv"/)
    assert.match((await client.get('/console/cases/x')).text, /Här finns ingenting/)
  })

  it('counts a worker as here from signing in until signing out', async () => {
    const { workers } = desk.services
    assert.equal((await workers.onDuty()).length, 0)
    const client = await Client.signedIn(desk)
    assert.equal((await workers.onDuty()).length, 1)
    const out = await client.form('/console/sign-out', {})
    assert.equal(out.status, 303)
    assert.match(out.headers.get('set-cookie')!, /^silta-desk=; .*Max-Age=0/)
    assert.equal((await workers.onDuty()).length, 0)
    assert.equal((await client.get('/console')).status, 401)
  })

  it('is held by any process with the same key and store', async () => {
    const key = Buffer.alloc(32, 9).toString('base64')
    const one = await startDesk({ MASTER_KEY: key })
    const two = await startDesk({ MASTER_KEY: key })
    const client = await Client.signedIn(one)
    const elsewhere = new Client(two.url)
    elsewhere.cookie = client.cookie
    assert.equal((await elsewhere.get('/console')).status, 200)
    await one.close()
    await two.close()
  })
})
