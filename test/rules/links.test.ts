import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const pages = ['*.md', 'docs/**/*.md', 'deploy/*.md', 'test/**/*.md'].flatMap((glob) =>
  globSync(glob, { cwd: root, exclude: ['**/node_modules'] }),
)
/** Made when it is asked for. */
const made = new Set(['deploy/teams/silta.zip'])

describe('what the papers point to', () => {
  for (const page of pages)
    it(page, () => {
      const text = readFileSync(join(root, page), 'utf8')
      const links = [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)\s]*)?\)/g)]
        .map(([, to]) => to!)
        .filter((to) => !/^https?:/.test(to))
        .map((to) => join(dirname(page), to))
      const paths = [
        ...text.matchAll(
          /`((?:bot|desk|web|dialogs|platform|intake|locales|deploy|test|docs)\/[\w./-]+\.\w+)`/g,
        ),
      ].map(([, path]) => path!)
      const gone = [...links, ...paths].filter((path) => !made.has(path) && !existsSync(join(root, path)))
      assert.deepEqual(gone, [])
    })

  it('README stays short', () => {
    assert.ok(readFileSync(join(root, 'README.md'), 'utf8').split('\n').length < 120)
  })
})
