import assert from 'node:assert/strict'
import { join } from 'node:path'
import { eventually } from '../support/eventually.ts'
import { Page, Worker } from '../support/page.ts'
import { type Running, startProcess } from '../support/process.ts'
import { type StoreSetting, storeSettings } from '../support/stores.ts'

/** Later than an ending can be undone, and than another process's lease lasts; in minutes. */
const LATER = [10, 20]

for (const [name, open] of Object.entries(storeSettings))
  describe(`kill -9 while a case ends, and while it is opened again, on ${name}`, () => {
    let running: Running | undefined
    let store: StoreSetting
    const preload = join(import.meta.dirname, '../support/die.mjs')
    const start = async (late: number, die = '') => {
      await running?.kill()
      running = await startProcess(
        { ...store.env, LATE: String(late), ...(die ? { DIE_AT: die } : {}) },
        preload,
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

    it('each is done once, and she is told of each', async () => {
      const page = await new Page((await start(0)).chat).open('?lang=en')
      await page.press('no')
      await page.command('human')
      const worker = await Worker.signIn(running!.newest())
      const [{ id }] = (await worker.cases('waiting')) as [{ id: string }]
      await worker.claim(id)
      assert.equal((await worker.call('POST', `cases/${id}/close`, { outcome: 'answered' })).status, 200)
      const at = async (one: Running) => {
        worker.base = new URL('/', one.chat).href
        page.base = one.chat
        await page.reload()
      }

      // Some process ends it, and dies before it could tell her.
      const dying = await start(LATER[0]!, 'write:conversations:1').catch(() => null)
      await eventually(() => !dying || dying.child.signalCode !== null, 'a process that died of it')
      await at(await start(LATER[1]!))
      await eventually(async () => {
        await page.reload()
        return page.html.includes('has ended the conversation')
      }, 'an ending that is told')
      const ended = (await worker.open(id)).body as unknown as { application: string }
      assert.equal(ended.application, 'closed')

      const asked = { reopenNote: 'The person called again', id: 'once' }
      worker.base = new URL('/', (await start(LATER[1]!, 'write:conversations:1')).chat).href
      await assert.rejects(worker.call('POST', `cases/${id}/reopen`, asked))
      await at(await start(LATER[1]!))
      assert.equal((await worker.call('POST', `cases/${id}/reopen`, asked)).status, 200)
      await page.reload()
      assert.equal(page.html.match(/has opened this conversation again/g)?.length, 1)
      await page.type('I am still here')
      const { body } = await worker.open(id)
      const found = body as unknown as { talk: string; messages: { text: string }[]; notes: object[] }
      assert.deepEqual([found.talk, found.messages.map(({ text }) => text)], ['claimed', ['I am still here']])
      assert.equal(found.notes.length, 1)
    })
  })
