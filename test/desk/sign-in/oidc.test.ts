import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  accounts,
  type IdentityProvider,
  startProvider,
  TENANT,
  Wanderer,
} from '../../support/identity-provider.ts'
import { freshDir, startProcess } from '../../support/process.ts'
import { type DeskServer, startDesk } from '../desk-server.ts'

const CALLBACK = '/console/sign-in/callback'

describe('desk: signing in with a real OpenID provider', () => {
  let idp: IdentityProvider
  let desk: DeskServer
  let browser: Wanderer
  beforeEach(async () => {
    idp = await startProvider()
    desk = await startDesk(idp.env)
    idp.open(desk.url)
    browser = new Wanderer()
  })
  afterEach(async () => {
    await desk.close()
    await idp.close()
  })

  const go = (query = '') => `${desk.url}/console/sign-in/go${query}`

  /** It is said plainly, and nobody is signed in. */
  async function refused(answer: { status: number; text: string }, says: RegExp, by = browser) {
    assert.equal(answer.status, 403)
    assert.match(answer.text, says)
    assert.match(answer.text, /id="go"/)
    assert.equal(by.cookie(desk.url), '')
    assert.equal((await by.hop(`${desk.url}/console`)).status, 401)
    assert.deepEqual(await desk.services.workers.list(10), [])
  }
  const notFinished = /The sign-in was not finished/

  it('goes by code, PKCE, state and nonce, and comes back signed in under the name and role given', async () => {
    const page = await browser.hop(`${desk.url}/console`)
    assert.equal(page.status, 401)
    assert.match(page.text, /href="\/console\/sign-in\/go\?to=%2Fconsole"/)
    const started = await browser.hop(go())
    const asked = new URL(started.to!)
    assert.equal(asked.origin, idp.issuer)
    const { searchParams: sent } = asked
    assert.equal(sent.get('response_type'), 'code')
    assert.equal(sent.get('code_challenge_method'), 'S256')
    assert.equal(sent.get('redirect_uri'), desk.url + CALLBACK)
    for (const name of ['state', 'nonce', 'code_challenge']) assert.ok(sent.get(name)!.length >= 43, name)
    assert.match(
      started.headers.get('set-cookie')!,
      /^silta-sign-in=[\w.-]+; Path=\/console\/sign-in; HttpOnly; SameSite=Lax; Max-Age=600$/,
    )

    const { status, text } = await browser.visit(started.to!)
    assert.equal(status, 200)
    assert.equal(browser.at, `${desk.url}/console`)
    assert.match(text, /Aino Virtanen/)
    assert.doesNotMatch(browser.cookie(desk.url), /sign-in/)
    const audit = await desk.services.audit.of('desk')
    assert.deepEqual(
      audit.map(({ what }) => what),
      ['signIn'],
    )
  })

  it('knows a worker again, and by the directory, without keeping who that is there', async () => {
    await browser.visit(go())
    await new Wanderer().visit(go())
    const { workers, idFor } = desk.services
    const all = await workers.list(10)
    assert.equal(all.length, 1)
    assert.equal(all[0]!.name, 'Aino Virtanen')
    assert.deepEqual(all[0]!.roles, ['caseworker'])
    const found = await workers.ofDirectory(idFor('entra', JSON.stringify([TENANT, 'oid-aino'])))
    assert.equal(found?.id, all[0]!.id)
    assert.equal(await workers.ofDirectory(''), null)
    assert.doesNotMatch(JSON.stringify(all), new RegExp(`oid-aino|${TENANT}|"aino"`))
  })

  it('goes on to the case that was asked for, and to no other site', async () => {
    const way = `/console/cases/${'1'.repeat(20)}`
    await browser.visit(go(`?to=${encodeURIComponent(way)}`))
    assert.equal(browser.at, desk.url + way)
    for (const to of ['//other.example', 'https://other.example', '/console/../x', '/\\other.example']) {
      await browser.visit(go(`?to=${encodeURIComponent(to)}`))
      assert.equal(browser.at, `${desk.url}/console`)
    }
  })

  it('begins with a press: a link on another site leads to where it is pressed', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const asked = await browser.hop(go(), { 'sec-fetch-site': site })
      assert.deepEqual([asked.status, asked.to], [303, `${desk.url}/console/sign-in`])
      assert.equal(browser.cookie(desk.url), '')
    }
    const pressed = await browser.hop(go(), { 'sec-fetch-site': 'same-origin' })
    assert.equal(new URL(pressed.to!).origin, idp.issuer)
  })

  it('refuses another tenant, and an account without a role', async () => {
    idp.state.who = 'stranger'
    await refused(await browser.visit(go()), /account of another organisation/)
    for (const who of ['visitor', 'nobody']) {
      idp.state.who = who
      browser = new Wanderer()
      await refused(await browser.visit(go()), /nobody has given it a role/)
    }
  })

  it('refuses a forged state', async () => {
    const back = new URL(await browser.until(go(), CALLBACK))
    back.searchParams.set('state', `${back.searchParams.get('state')!.slice(0, -1)}_`)
    await refused(await browser.hop(back.href), notFinished)
  })

  it('refuses an answer to a sign-in that another browser began', async () => {
    const back = await new Wanderer().until(go(), CALLBACK)
    await refused(await browser.hop(back), notFinished)
    await browser.hop(go())
    await refused(await browser.hop(back), notFinished)
  })

  it('refuses a forged nonce', async () => {
    const asked = new URL((await browser.hop(go())).to!)
    asked.searchParams.set('nonce', 'forged')
    await refused(await browser.visit(asked.href), notFinished)
  })

  it('refuses a code without its verifier', async () => {
    const asked = new URL((await browser.hop(go())).to!)
    asked.searchParams.set('code_challenge', 'A'.repeat(43))
    await refused(await browser.visit(asked.href), notFinished)
  })

  it('refuses a code used again', async () => {
    const back = await browser.until(go(), CALLBACK)
    const held = browser.cookie(back)
    assert.equal((await browser.hop(back)).status, 303)
    const again = await new Wanderer().hop(back, { cookie: held })
    assert.equal(again.status, 403)
    assert.match(again.text, notFinished)
    assert.doesNotMatch(again.headers.getSetCookie().join(), /silta-desk=/)
  })

  /** A true id token of the provider for one of its applications, with the nonce of the sign-in under way. */
  async function idToken(application: string, asked: URL): Promise<string> {
    idp.state.idToken = ''
    const other = new URL(asked)
    const verifier = 'v'.repeat(43)
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(verifier))
    other.searchParams.set('client_id', application)
    other.searchParams.set('code_challenge', Buffer.from(digest).toString('base64url'))
    const back = new URL(await new Wanderer().until(other.href, CALLBACK))
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code')!,
      redirect_uri: desk.url + CALLBACK,
      code_verifier: verifier,
      client_id: application,
      client_secret: idp.clientSecret,
    })
    const answer = await fetch(`${idp.issuer}/token`, { method: 'POST', body })
    return ((await answer.json()) as { id_token: string }).id_token
  }

  it('refuses an id token for another application, and one that was changed', async () => {
    const asked = new URL((await browser.hop(go())).to!)
    idp.state.idToken = await idToken('other', asked)
    await refused(await browser.visit(asked.href), notFinished)

    const again = new URL((await browser.hop(go())).to!)
    const [head, claims, signature] = (await idToken('silta', again)).split('.')
    const changed = {
      ...JSON.parse(Buffer.from(claims!, 'base64url').toString()),
      roles: ['Silta.Supervisor'],
    }
    idp.state.idToken = [head, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join(
      '.',
    )
    await refused(await browser.visit(again.href), notFinished)

    // The same with nothing wrong in it is taken, so it was that.
    const third = new URL((await browser.hop(go())).to!)
    idp.state.idToken = await idToken('silta', third)
    assert.equal((await browser.visit(third.href)).status, 200)
  })

  it('says so when the person or the provider said no, and logs no word of it', async () => {
    const state = new URL((await browser.hop(go())).to!).searchParams.get('state')
    const written: string[] = []
    const { write } = process.stdout
    process.stdout.write = ((text: string) => written.push(text) > 0) as typeof write
    try {
      const address = `${desk.url}${CALLBACK}?error=canary&error_description=canary&state=${state}&iss=${idp.issuer}`
      await refused(await browser.hop(address), notFinished)
    } finally {
      process.stdout.write = write
    }
    assert.match(written.join(''), /signIn\.refused/)
    assert.doesNotMatch(written.join(''), /canary/)
  })

  it('takes groups where the configuration says so', async () => {
    const group = '8f1c6a52-0000-4000-8000-000000000001'
    const grouped = await startDesk({
      ...idp.env,
      OIDC_ROLES_CLAIM: 'groups',
      OIDC_ROLES: `${group}=supervisor,${group.replace('1', '2')}=auditor`,
    })
    idp.open(grouped.url)
    accounts.grouped = { name: 'Gia', tid: TENANT, groups: ['else', group], roles: ['administrator'] }
    idp.state.who = 'grouped'
    await browser.visit(`${grouped.url}/console/sign-in/go`)
    const [worker] = await grouped.services.workers.list(10)
    assert.deepEqual([worker?.roles, worker?.directory], [['supervisor'], ''])
    await grouped.close()
  })

  it('refuses the one-time address beside a provider', async () => {
    const page = await browser.hop(desk.newest())
    assert.equal(page.status, 403)
    assert.match(page.text, /sign in with their organisation/)
    assert.equal(browser.cookie(desk.url), '')
    assert.equal(desk.printed.length, 1)
  })

  it('keeps its cookies to https, and names its own address, where that is https', async () => {
    const real = await startDesk({ ...idp.env, PUBLIC_URL: 'https://silta.example' })
    idp.open('https://silta.example')
    const start = await fetch(`${real.url}/console/sign-in/go`, { redirect: 'manual' })
    const begun = start.headers.get('set-cookie')!
    assert.match(begun, /^__Secure-silta-sign-in=.*; Secure$/)
    const back = await browser.until(start.headers.get('location')!, CALLBACK)
    assert.match(back, /^https:\/\/silta\.example\/console\/sign-in\/callback\?/)
    const cookie = begun.split(';')[0]!
    const { search } = new URL(back)
    const done = await fetch(real.url + CALLBACK + search, { redirect: 'manual', headers: { cookie } })
    const [session, over] = done.headers.getSetCookie()
    assert.match(
      session!,
      /^__Secure-silta-desk=[\w.-]+; Path=\/console; HttpOnly; SameSite=Lax; Max-Age=3600; Secure$/,
    )
    assert.match(over!, /^__Secure-silta-sign-in=; Path=\/console\/sign-in; .*Max-Age=0; Secure$/)
    assert.equal(done.headers.get('location'), '/console')
    await real.close()
  })

  it('prints no one-time address at the start', async () => {
    const started = await startProcess({ ...idp.env, DATA_DIR: freshDir() })
    assert.match(started.desk, /^http:\/\/127\.0\.0\.1:\d+\/console$/)
    await started.kill()
  })

  it('believes no provider that says it is another', async () => {
    const impostor = createServer((_req, res) => {
      const at = (path: string) => `${idp.issuer}${path}`
      const said = { issuer: idp.issuer, authorization_endpoint: at('/auth'), token_endpoint: at('/token') }
      res.setHeader('content-type', 'application/json').end(JSON.stringify(said))
    }).listen(0, '127.0.0.1')
    await once(impostor, 'listening')
    const OIDC_ISSUER = `http://127.0.0.1:${(impostor.address() as AddressInfo).port}`
    const other = await startDesk({ ...idp.env, OIDC_ISSUER })
    assert.equal((await browser.hop(`${other.url}/console/sign-in/go`)).status, 503)
    await other.close()
    impostor.closeAllConnections()
    impostor.close()
  })

  it('asks again when the provider was away', async () => {
    const away = await startProvider()
    const other = await startDesk(away.env)
    const start = `${other.url}/console/sign-in/go`
    const page = await browser.hop(start)
    assert.equal(page.status, 503)
    assert.match(page.text, /Try again in a moment/)
    away.open(other.url)
    assert.equal((await browser.visit(start)).status, 200)
    await other.close()
    await away.close()
  })
})
