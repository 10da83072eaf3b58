import assert from 'node:assert/strict'
import { DAY } from '../../intake/hours/time.ts'
import { startServer } from '../support/server.ts'

const PATH = '/.well-known/security.txt'

describe('whom to tell of a weakness', () => {
  it('is not there while nobody is named', async () => {
    const server = await startServer()
    assert.equal((await fetch(server.url + PATH)).status, 404)
    await server.close()
  })

  it('is said as RFC 9116 asks, and is never out of date', async () => {
    const server = await startServer({
      SECURITY_CONTACT: 'mailto:security@silta.example',
      PUBLIC_URL: 'https://silta.example',
    })
    const answer = await fetch(server.url + PATH)
    assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8')
    const fields = Object.fromEntries(
      (await answer.text())
        .trim()
        .split('\n')
        .map((line) => line.split(/: (.*)/).slice(0, 2)),
    )
    assert.deepEqual(
      { ...fields, Expires: '' },
      {
        Contact: 'mailto:security@silta.example',
        Expires: '',
        'Preferred-Languages': 'fi, sv, en',
        Canonical: `https://silta.example${PATH}`,
      },
    )
    const ahead = Date.parse(fields.Expires!) - Date.now()
    assert.ok(ahead > 7 * DAY && ahead < 365 * DAY, fields.Expires)
    await server.close()
  })
})
