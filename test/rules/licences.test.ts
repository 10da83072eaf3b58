import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Permissive, and asking for no more than a notice: what Silta is given to an agency with. */
const allowed = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'Unlicense', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['BSD-2-Clause', 'BSD-3-Clause'],
])
/** Read in the package itself, as its manifest names it in a way that is no longer read. */
const readThere: Record<string, string> = {
  cldrjs: 'MIT',
  'escape-regexp-component': 'MIT',
  semaphore: 'MIT',
}

interface Locked {
  dev?: boolean
  license?: string
}
const lock = JSON.parse(readFileSync(join(import.meta.dirname, '../../package-lock.json'), 'utf8'))
const shipped = Object.entries(lock.packages as Record<string, Locked>)
  .filter(([path, { dev }]) => path !== '' && !dev)
  .map(([path, { license }]) => ({ name: path.split('node_modules/').at(-1)!, license }))

/** One of several that may be chosen is enough. */
const isAllowed = (license: string): boolean =>
  license
    .replace(/^\((.*)\)$/, '$1')
    .split(' OR ')
    .some((one) => allowed.has(one))

describe('licences of what is shipped', () => {
  it('are all among those that ask for no more than a notice', () => {
    assert.ok(shipped.length > 200)
    const strays = shipped.filter(({ name, license }) => !isAllowed(license ?? readThere[name] ?? 'none'))
    assert.deepEqual(strays, [])
  })

  it('were read by hand only where they had to be', () => {
    const unnamed = shipped.filter(({ license }) => !license).map(({ name }) => name)
    assert.deepEqual(unnamed.sort(), Object.keys(readThere).sort())
  })

  it('would be seen where one is another', () => {
    for (const one of ['GPL-3.0-only', 'AGPL-3.0', 'none', '(GPL-2.0 AND MIT)', 'SSPL-1.0'])
      assert.equal(isAllowed(one), false, one)
    assert.ok(isAllowed('(AFL-2.1 OR BSD-3-Clause)'))
  })
})
