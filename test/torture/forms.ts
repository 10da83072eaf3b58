import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { shortPath, typed } from '../support/essential.ts'
import { Page, Worker } from '../support/page.ts'
import { type Running, startProcess } from '../support/process.ts'
import { storeSettings } from '../support/stores.ts'
import { type Finding, Table } from './verdicts.ts'

const LIVES = 60
const MOST_STEPS = 40
const next = join(import.meta.dirname, '../support/other-form.mjs')

/** What she answers; the newer form asks one more, and calls one of the options otherwise. */
const given = new Map<string, string | string[]>([
  ...shortPath('Noor'),
  ['where.night', 'yes'],
  ['control.review', 'send'],
])
const named = (html: string, value: string | string[]): string[] =>
  [value].flat().map((one) => (one === 'labour' && html.includes('"unpaid"') ? 'unpaid' : one))

interface Row {
  key: string
  text: string
}

/** One life, each message taken by the version that chance names; whoever draws a page need not take its answer. */
async function live(both: Running[], worker: Worker, pick: () => number): Promise<Finding[]> {
  const found: Finding[] = []
  const page = await new Page(both[pick()]!.chat).open('?lang=en')
  const asked: string[] = []
  while (page.question !== 'control.sent') {
    const { question, html } = page
    const value = given.get(question)
    if (!value || asked.length > MOST_STEPS)
      return [...found, { verdict: 'stuck', what: `at ${question} after ${asked.join(' ')}` }]
    if (asked.includes(question)) found.push({ verdict: 'ugly', what: `asked ${question} again` })
    asked.push(question)
    page.base = both[pick()]!.chat
    if (typed.has(question)) await page.type(String(value))
    else await page.press(...named(html, value))
    if (page.status !== 200) return [...found, { verdict: 'stuck', what: `${question}: ${page.status}` }]
  }
  worker.base = both[0]!.chat
  const [one, ...more] = (await worker.cases('sent')).filter((one) => !('assignee' in one && one.assignee))
  if (!one || more.length > 0)
    return [...found, { verdict: one ? 'doubled' : 'lost', what: `${more.length + 1} cases` }]
  const { id } = one
  await worker.claim(id)
  for (const [version, { chat }] of both.entries()) {
    worker.base = chat
    const { rows } = (await worker.open(id)).body as unknown as { rows: Row[] }
    for (const question of new Set(asked.filter((key) => !key.startsWith('control.')))) {
      const of = rows.filter(({ key }) => key === question)
      if (of.length === 0) found.push({ verdict: 'lost', what: `${question} at version ${version}` })
      if (of.length > 1) found.push({ verdict: 'doubled', what: `${question} at version ${version}` })
      if (of.some(({ text }) => /[a-z]\.[a-z]/.test(text) && !text.includes('@')))
        found.push({ verdict: 'ugly', what: `${question} reads ${of[0]!.text}` })
    }
  }
  return found
}

/** Form v and v + 1 side by side on one store, forward and back. */
export async function* forms(size: number): AsyncGenerator<Table> {
  for (const [name, open] of Object.entries(storeSettings)) {
    const table = new Table(`Two versions of the form on ${name}`)
    const setting = await open()
    const env = { ...setting.env, TRUST_PROXY: '1' }
    const both = [await startProcess(env), await startProcess(env, next)]
    const worker = await Worker.signIn(both[0]!.newest(), 'Aino')
    let at = 0
    const ways: Record<string, () => number> = {
      'by chance': () => randomInt(2),
      'each by the other': () => {
        at += 1
        return at % 2
      },
      'mostly the older': () => Number(randomInt(6) === 0),
      'mostly the newer': () => Number(randomInt(6) !== 0),
    }
    for (const [how, pick] of Object.entries(ways))
      for (let life = 0; life < (LIVES * size) / 4; life += 1)
        table.count(how, await live(both, worker, pick))
    for (const one of both) await one.kill()
    await setting.close()
    yield table
  }
}
