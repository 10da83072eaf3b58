// Loaded before Silta in a child process: the next version of the form. A question is new, one is no more, and an
// option has another name; the code is the same.
import { registerHooks } from 'node:module'

const patches = {
  'intake/form/form.ts': (code) =>
    code
      .replace(/^.*'where\.inFinland': .*\n/m, '')
      .replace(/^(.*'where\.places': .*\n)/m, "$1    'where.night': about(choice('yes', 'no')),\n")
      .replaceAll("'labour'", "'unpaid'"),
  'locales/index.ts': (code) =>
    code.replace(
      "JSON.parse(readFileSync(path, 'utf8'))",
      "next(file, JSON.parse(readFileSync(path, 'utf8')))",
    ) +
    `
function next(file, words) {
  if (file !== 'form.json') return words
  const { questions } = words
  delete questions['where.inFinland']
  questions['where.night'] = { ...questions['where.underage'], label: 'At night', ask: 'Was it at night?', options: { yes: 'Yes, at night', no: 'No' } }
  const { labour, ...options } = questions['what.forms'].options
  questions['what.forms'].options = { unpaid: 'Unpaid labour', ...options }
  return words
}`,
}

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    const [, patch] = Object.entries(patches).find(([name]) => url.endsWith(`/${name}`)) ?? []
    return patch ? { ...loaded, source: patch(String(loaded.source)) } : loaded
  },
})
