import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Packed, packForGood, packOnce, sendPacked } from '../../platform/compress.ts'
import { load } from '../support/weight.ts'

const words = 'Olen täällä. أنا هنا. '.repeat(100)

describe('platform/compress', () => {
  let packed: Packed
  const server = createServer((_req, res) => sendPacked(res, 200, 'text/plain; charset=utf-8', packed))
  let url: string
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => server.close())

  for (const [taken, coding] of [
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['*', 'br'],
    ['identity', ''],
    ['br;q=0, *;q=0', ''],
    ['', ''],
  ])
    for (const [kind, pack] of [
      ['once', packOnce],
      ['for good', (text: string) => packForGood(Buffer.from(text))],
    ] as const)
      it(`sends what a browser takes (${taken || 'nothing named'}), packed ${kind}`, async () => {
        packed = pack(words)
        const { text, bytes, ...answer } = await load(url, undefined, { 'Accept-Encoding': taken! })
        assert.equal(text, words)
        assert.equal(answer.coding, coding)
        assert.equal(bytes < words.length / 4, coding !== '')
      })

  it('leaves alone what is small', async () => {
    packed = packOnce('ok')
    assert.deepEqual({ ...(await load(url)), bytes: 0 }, { text: 'ok', coding: '', bytes: 0 })
  })
})
