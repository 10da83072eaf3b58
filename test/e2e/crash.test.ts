import assert from 'node:assert/strict'
import { join } from 'node:path'
import { Page, Worker } from '../support/page.ts'
import { type Running, startProcess } from '../support/process.ts'
import { type StoreSetting, storeSettings } from '../support/stores.ts'

/** The short path, as what is pressed or typed at each open question. */
const answers: Record<string, (page: Page) => Promise<Page>> = {
  'safety.seen': (page) => page.press('no'),
  'safety.danger': (page) => page.press('no'),
  'consent.start': (page) => page.press('yes'),
  'role.who': (page) => page.press('self'),
  'where.inFinland': (page) => page.press('yes'),
  'identity.age': (page) => page.press('adult'),
  'what.forms': (page) => page.press('labour', 'debt'),
  'where.places': (page) => page.press('finland'),
  'needs.help': (page) => page.press('legal'),
  'contact.way': (page) => page.press('email'),
  'contact.value': (page) => page.type('noor@example.org'),
  'contact.rules': (page) => page.press('evening'),
  'identity.name': (page) => page.type('Noor'),
  'control.review': (page) => page.press('send'),
}
const order = Object.keys(answers)

/** Answers until `stop` is the open question; returns the questions met on the way. */
async function walk(page: Page, stop: string): Promise<string[]> {
  const met: string[] = []
  while (page.question !== stop) {
    met.push(page.question)
    const act = answers[page.question]
    if (!act) throw new Error(`no answer for ${page.question}`)
    await act(page)
  }
  return met
}

for (const [name, open] of Object.entries(storeSettings))
  describe(`kill -9 on ${name}`, () => {
    let running: Running | undefined
    let store: StoreSetting
    const preload = join(import.meta.dirname, '../support/die.mjs')
    const start = async (die?: string) => {
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
    })

    /** The same page at a server that came back on another port. */
    const at = (page: Page, { chat }: Running) => Object.assign(page, { base: chat })

    it('in the middle of a conversation: it goes on at the same question, nothing asked twice', async () => {
      const page = await new Page((await start()).chat).open('?lang=en')
      await walk(page, 'what.forms')
      await running!.kill()
      at(page, await start())
      await page.command('refresh')
      assert.equal(page.question, 'what.forms')
      const met = await walk(page, 'control.sent')
      assert.deepEqual(met, order.slice(order.indexOf('what.forms')))
    })

    for (const turn of [1, 9])
      it(`between commit and delivery of answer ${turn}: the same post again shows the page that was lost`, async () => {
        const page = await new Page((await start(`answer:${turn}`)).chat).open('?lang=en')
        const asked = order[turn - 1]!
        await walk(page, asked)
        await assert.rejects(answers[asked]!(page))
        at(page, await start())
        await page.reload()
        assert.equal(page.question, order[turn])
        const mine = page.html.match(/<li\s+class="person/g) ?? []
        assert.equal(mine.length, turn, 'each answer stands in the conversation once')
        await page.reload()
        assert.equal(page.html.match(/<li\s+class="person/g)?.length, turn)
      })

    for (const [where, die] of [
      ['before the application is made', 'write:cases:1'],
      ['after it is made, before "sent" is said', `write:conversations:${order.length + 1}`],
    ] as const)
      it(`${where}: it is made once, and said`, async () => {
        const page = await new Page((await start(die)).chat).open('?lang=en')
        await walk(page, 'control.review')
        await assert.rejects(page.press('send'))
        at(page, await start())
        await page.reload()
        assert.equal(page.question, 'control.sent')
        const worker = await Worker.signIn(running!.desk)
        const cases = await worker.cases('sent')
        assert.equal(cases.length, 1)
        assert.equal((page.html.match(/Your answers have been sent/g) ?? []).length, 1)
      })

    it('at moments nobody chose: no answer is lost, none is filed twice', async () => {
      const page = await new Page((await start()).chat).open('?lang=en')
      for (const asked of order.slice(0, 6)) {
        assert.equal(page.question, asked)
        const body = page.html
        const sending = answers[asked]!(page).catch(() => undefined)
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 12))
        await running!.kill()
        await sending
        page.html = body
        at(page, await start())
        await answers[asked]!(page)
      }
      await walk(page, 'control.sent')
      const worker = await Worker.signIn(running!.desk)
      const [one] = await worker.cases('sent')
      const { body } = await worker.open(one!.id)
      assert.equal((body as unknown as { rows: unknown[] }).rows.length, order.length - 1)
    })
  })
