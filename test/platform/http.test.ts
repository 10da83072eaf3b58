import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Request, Response } from 'restify'
import { Refusal } from '../../platform/errors.ts'
import { guarded, readBody, sendJson, urlOf } from '../../platform/http.ts'
import { printed } from '../promises/canary.ts'

const CANARY = 'kanarialintu'
const MB = 2 ** 20

describe('What every route is wrapped in', () => {
  const handlers = {
    '/fails': async () => {
      throw new TypeError(CANARY)
    },
    '/throws': async () => {
      throw { status: 200, code: CANARY, detail: CANARY, retry: false }
    },
    '/away': async () => {
      throw new Refusal('UNAVAILABLE')
    },
    '/much': async () => {
      throw Object.assign(new Refusal('TOO_MANY'), { after: 70 })
    },
    '/reads': async (req: Request, res: Response) =>
      sendJson(res, 200, { bytes: (await readBody(req)).length }),
  }
  let server: Server
  before(async () => {
    server = createServer((req, res) => {
      const handler = handlers[req.url as keyof typeof handlers]
      guarded(handler)(req as Request, res as Response).catch(() => res.destroy())
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  const port = () => (server.address() as AddressInfo).port
  const post = (path: string, body: string) =>
    fetch(`http://127.0.0.1:${port()}${path}`, { method: 'POST', body })

  for (const path of ['/fails', '/throws'])
    it(`sends nothing of an error but its code: ${path}`, async () => {
      let answer = ''
      const output = await printed(async () => {
        const failed = await post(path, '')
        assert.equal(failed.status, 500)
        answer = await failed.text()
      })
      assert.deepEqual(JSON.parse(answer), { error: { code: 'INTERNAL', message: 'INTERNAL', retry: false } })
      assert.ok(!output.includes(CANARY))
    })

  it('says when to ask again where that helps', async () => {
    const when = async (path: string) => (await post(path, '')).headers.get('retry-after')
    assert.deepEqual([await when('/away'), await when('/much'), await when('/fails')], ['5', '70', null])
  })

  it('answers that a body is too large, which it read to its end for that', async () => {
    assert.equal((await post('/reads', 'a'.repeat(64 * 1024))).status, 200)
    const { status } = await post('/reads', 'a'.repeat(4 * MB))
    assert.equal(status, 413)
  })

  it('answers whoever sends without end before that end', async () => {
    const socket = connect(port(), '127.0.0.1').setEncoding('latin1')
    try {
      const answered = once(socket, 'data')
      socket.write(`POST /reads HTTP/1.1\r\nHost: silta\r\nContent-Length: ${64 * MB}\r\n\r\n`)
      socket.write(Buffer.alloc(9 * MB, 'a'))
      assert.match(String(await answered), /^HTTP\/1.1 413 /)
    } finally {
      socket.destroy()
    }
    assert.equal((await post('/reads', '')).status, 200)
  })
})

describe('Where a request came to', () => {
  it('is a path here, though it begins as the name of another host does', () => {
    assert.equal(urlOf({ url: '//elsewhere.example/a?b=1' }).pathname, '//elsewhere.example/a')
    assert.equal(urlOf({ url: '//[' }).pathname, '//[')
    assert.equal(urlOf({ url: '/\\elsewhere.example/a' }).host, 'silta')
    assert.equal(urlOf({ url: '//elsewhere.example/a' }).host, 'silta')
  })

  it('is the first page where it is no address', () => {
    for (const url of ['http://[', undefined, '']) assert.equal(urlOf({ url }).href, 'http://silta/')
  })
})
