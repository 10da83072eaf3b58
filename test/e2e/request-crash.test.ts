import assert from 'node:assert/strict'
import { join } from 'node:path'
import { Page, Worker } from '../support/page.ts'
import { type Running, startProcess } from '../support/process.ts'
import { type StoreSetting, storeSettings } from '../support/stores.ts'

const path: readonly (readonly [string, string | string[], 'type'?])[] = [
  ['safety.seen', 'no'],
  ['safety.danger', 'no'],
  ['consent.start', 'yes'],
  ['role.who', 'self'],
  ['where.inFinland', 'yes'],
  ['identity.age', 'adult'],
  ['what.forms', 'labour'],
  ['where.places', 'finland'],
  ['needs.help', 'legal'],
  ['contact.way', 'email'],
  ['contact.value', 'noor@example.org', 'type'],
  ['contact.rules', 'evening'],
  ['identity.name', 'Noor', 'type'],
  ['control.review', 'send'],
]

// biome-ignore lint/suspicious/noExplicitAny: tests look inside
type Seen = any

for (const [name, open] of Object.entries(storeSettings))
  describe(`kill -9 between an answer and its case, on ${name}`, () => {
    let running: Running | undefined
    let store: StoreSetting
    const start = async (die?: string) => {
      await running?.kill()
      const preload = join(import.meta.dirname, '../support/die.mjs')
      running = await startProcess(
        { ...store.env, ...(die ? { DIE_AT: die } : {}) },
        die ? preload : undefined,
      )
      return running
    }
    beforeEach(async () => {
      store = await open()
    })
    afterEach(async () => {
      await running?.kill()
      await store.close()
      running = undefined
    })

    for (const [where, die] of [
      ['before the case is written', 'write:cases:1'],
      ['after it is written, before she is told', 'write:conversations:2'],
    ] as const)
      it(`${where}: the request is answered, once`, async () => {
        const page = await new Page((await start()).chat).open('?lang=en')
        for (const [key, given, how] of path) {
          assert.equal(page.question, key)
          await (how ? page.type(String(given)) : page.press(...[given].flat()))
        }
        let worker = await Worker.signIn(running!.desk)
        const [{ id }] = (await worker.cases('sent')) as [{ id: string }]
        await worker.claim(id)
        const asked = await worker.call('POST', `cases/${id}/request`, {
          to: 'applicant',
          keys: ['where.countries'],
        })
        assert.equal(asked.status, 200)
        await page.command('refresh')
        assert.equal(page.question, 'where.countries')
        await page.type('Morocco')
        assert.equal(page.question, 'control.handIn')

        const { chat } = await start(die)
        await assert.rejects(Object.assign(page, { base: chat }).press('yes'))
        Object.assign(page, { base: (await start()).chat })
        await page.reload()
        assert.equal(page.html.match(/Your additions have been sent/g)?.length, 1)
        worker = await Worker.signIn(running!.desk)
        // Signed in anew it is another worker, who does not have the case.
        await worker.call('POST', `cases/${id}/open`, { why: 'danger', words: 'Somebody is in danger' })
        const found = (await worker.open(id)).body as Seen
        assert.equal(found.application, 'sent')
        assert.equal(found.record.revision, 2)
        assert.equal(found.requests[0].status, 'answered')
        assert.equal(found.rows.filter(({ key }: { key: string }) => key === 'where.countries').length, 1)
      })
  })
