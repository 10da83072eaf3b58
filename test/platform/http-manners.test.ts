import assert from 'node:assert/strict'
import { request } from 'node:http'
import { contacts } from '../../intake/form/contacts.ts'
import { languages, words } from '../../locales/index.ts'
import { production } from '../support/production.ts'
import { type Running, startServer } from '../support/server.ts'

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** As it goes over the wire: `fetch` would tidy the path and hide what a HEAD brings. */
const ask = (
  url: string,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const asked = request({ hostname, port, path, method, headers, agent: false }, (answer) => {
      let body = ''
      answer.setEncoding('utf8').on('data', (chunk) => {
        body += chunk
      })
      answer.once('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body }))
    })
    asked.once('error', reject).end()
  })

describe('HTTP as it is spoken', () => {
  let server: Running
  before(async () => {
    server = await startServer()
  })
  after(() => server.close())
  const get = (path: string, given?: Parameters<typeof ask>[2]) => ask(server.url, path, given)

  for (const path of ['/', '/healthz', '/chat.css', '/r/nothing'])
    it(`HEAD ${path} is GET without a body`, async () => {
      const [whole, head] = await Promise.all([get(path), get(path, { method: 'HEAD' })])
      assert.equal(head.status, whole.status)
      assert.equal(head.headers['content-type'], whole.headers['content-type'])
      assert.equal(head.body, '')
      assert.notEqual(whole.body, '')
    })

  it('a method that an address does not take is told so, with those that it takes', async () => {
    for (const [method, path, allow] of [
      ['DELETE', '/', 'GET, HEAD, POST'],
      ['PUT', '/healthz', 'GET, HEAD'],
      ['GET', '/live', 'POST'],
      ['GET', '/v3/directline/tokens/generate', 'POST'],
    ] as const) {
      const { status, headers } = await get(path, { method })
      assert.equal(status, 405, `${method} ${path}`)
      for (const one of allow.split(', '))
        assert.match(String(headers.allow), new RegExp(`\\b${one}\\b`), `${method} ${path}`)
    }
  })

  for (const language of languages)
    it(`a browser at an address without a page is told so kindly, with the numbers, in ${language}`, async () => {
      const t = words(language)
      for (const [path, method, status] of [
        ['/nowhere', 'GET', 404],
        ['/live', 'GET', 405],
        ['/nowhere', 'POST', 404],
      ] as const) {
        const answer = await get(path, { method, headers: { ...browser, 'accept-language': language } })
        assert.equal(answer.status, status)
        assert.match(String(answer.headers['content-type']), /^text\/html/)
        assert.match(answer.body, new RegExp(`<html lang="${language}" dir="${t.dir}">`))
        for (const shown of [
          t('web.missing.title'),
          t('web.missing.text'),
          'href="tel:112"',
          contacts.helpline,
          `href="/?lang=${language}"`,
        ])
          assert.ok(answer.body.includes(shown), shown)
        assert.ok(!answer.body.includes('nowhere'))
      }
    })

  it('a program is told a code', async () => {
    for (const accept of ['*/*', 'application/json', '']) {
      const { status, body } = await get('/nowhere', { headers: accept ? { accept } : {} })
      assert.deepEqual([status, JSON.parse(body).error.code], [404, 'NOT_FOUND'])
    }
  })

  it('a link is found with what a sentence put after it', async () => {
    const { body } = await get('/?lang=ar')
    const title = /<html[^>]*>/.exec(body)![0]
    for (const trail of ['.', ')', ').', '!', '…'.replace('…', '...'), '%22', '%E2%80%9D', '%3E', '",']) {
      const chosen = await get(`/?lang=ar${trail}`)
      assert.equal(/<html[^>]*>/.exec(chosen.body)![0], title, trail)
      for (const path of ['/healthz', '/r/nothing', '/'])
        assert.equal((await get(path + trail)).status, (await get(path)).status, path + trail)
    }
    assert.equal((await get('/healthz.x')).status, 404)
  })

  it('every answer has a policy and says what it is, and none what it is made with', async () => {
    for (const [path, given] of [
      ['/', {}],
      ['/healthz', {}],
      ['/nowhere', {}],
      ['/nowhere', { headers: browser }],
      ['/chat.js', {}],
      ['/icon.svg', {}],
      ['/console', {}],
      ['/exit', { method: 'POST' }],
      ['/v3/directline/tokens/generate', { method: 'POST' }],
      ['//[', { headers: { host: '[' } }],
    ] as const) {
      const { headers } = await get(path, given)
      const policy = String(headers['content-security-policy'])
      for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", 'form-action '])
        assert.ok(policy.includes(rule), `${path}: ${policy}`)
      assert.equal(headers.server, undefined)
      assert.equal(headers['x-content-type-options'], 'nosniff')
      // A script tells nobody where it was asked for.
      if (path !== '/chat.js')
        assert.match(String(headers['referrer-policy']), /^(no-referrer|same-origin)$/, path)
      if (path !== '/exit') assert.match(String(headers['content-type']), /^[\w+/]+; charset=utf-8$/, path)
    }
  })

  it('https is kept for the hosts below, too, where that is wished', async () => {
    for (const [HSTS_SUBDOMAINS, expected] of [
      ['false', 'max-age=31536000'],
      ['true', 'max-age=31536000; includeSubDomains'],
    ] as const) {
      const live = await startServer({ ...production, HSTS_SUBDOMAINS })
      try {
        const { headers } = await ask(live.url, '/nowhere')
        assert.equal(headers['strict-transport-security'], expected)
      } finally {
        await live.close()
      }
    }
  })
})
