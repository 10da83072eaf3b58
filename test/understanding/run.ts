import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { languages } from '../../locales/index.ts'
import { freshServices } from '../support/talk.ts'
import { crossValidated } from './learned.ts'
import { doneIn, verdictOf } from './outcome.ts'
import { places } from './places.ts'
import { type Judged, printed, report } from './report.ts'
import { expectedOf, keyOf, type Row, readRows } from './rows.ts'

/**
 * `npm run understanding [FILE…] [--json]`: every row of the corpora, put to the whole bot in this process. How an
 * abstract question is put to a real one, and what the columns mean, stands in README.md beside this. `--learned`:
 * what is heard of the examples themselves, each by an ear that has not seen it.
 */
export async function judge(rows: readonly Row[]): Promise<Judged[]> {
  const services = freshServices()
  const at = places(services)
  const judged: Judged[] = []
  for (const row of rows) {
    const key = keyOf(row)
    const expected = expectedOf(row)
    const place = languages.includes(row.lang) && expected ? await at(row.lang, key) : null
    if (!place || !expected) {
      judged.push({ row, why: !languages.includes(row.lang) ? 'language' : expected ? 'question' : 'expect' })
      continue
    }
    const begun = performance.now()
    const outcome = await place.say({ text: row.utterance, question: key })
    const ms = performance.now() - begun
    const done = doneIn(place.before, outcome, key)
    judged.push({ row, expected, done, verdict: verdictOf(expected, done), ms })
  }
  return judged
}

/** `which`: those that were tuned on, or one written later by somebody who had not seen them. */
export const corpora = (which: '' | 'second' | 'third' | 'fourth' | 'seventh' = ''): string[] =>
  languages
    .map((tag) => join(import.meta.dirname, which, `${tag.slice(0, 2)}.json`))
    .filter((file) => existsSync(file))

if (process.argv[1] && basename(process.argv[1]) === 'run.ts') {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' }, all: { type: 'boolean' }, learned: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (values.learned) {
    crossValidated()
    process.exit(0)
  }
  const files = positionals.length > 0 ? positionals : corpora()
  const judged = await judge(files.flatMap(readRows))
  if (values.json) console.log(JSON.stringify(report(judged), null, 2))
  else printed(judged, values.all === true)
  process.exit(0)
}
