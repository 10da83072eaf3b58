import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { uncommented, unspaced } from '../../platform/files.ts'

describe('scripts as they are served', () => {
  it('have no comments, and all their code', () => {
    const script = `// Why.\nconst a = 1\n\n/**\n * @param {string} b\n */\nfunction f(b) {\n  // Here.\n  return /** @type {any} */ (b) // after\n}\n`
    assert.equal(uncommented(script), 'const a = 1\nfunction f(b) {\n  return (b) // after\n}\n')
  })

  for (const name of globSync('web/**/*.js', { cwd: new URL('../..', import.meta.url) }))
    it(`${name} is a script still, and a smaller one`, () => {
      const whole = readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
      const served = uncommented(whole)
      stripTypeScriptTypes(served)
      assert.ok(served.length < whole.length)
      assert.doesNotMatch(served, /\/\*\*/)
    })

  it('styles are as they were, without comments and what only parts them for a reader', () => {
    const styles =
      '/* Why.\n   Long. */\na,\nb :is(c) {\n  font:\n    1rem serif;\n  top: calc(1px + 2px);\n}\n\nd {\n}\n'
    assert.equal(unspaced(styles), 'a,b :is(c){font:1rem serif;top:calc(1px + 2px)}d{}')
  })
})
