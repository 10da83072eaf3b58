import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demoConfig } from '../../../bot/demo/config.ts'
import { living, seeded } from '../../../bot/demo/living.ts'
import { liveTheDay } from '../../../bot/demo/past.ts'
import { everybody, people } from '../../../bot/demo/people.ts'
import { conversationOf, type Somebody } from '../../../bot/demo/somebody.ts'
import { byOf, colleagues } from '../../../bot/demo/workers.ts'
import { type Services, services } from '../../../bot/services.ts'
import { remindsSince } from '../../../intake/case/reminders.ts'
import { casesOf } from '../../../intake/conversation/conversation.ts'
import { MINUTE } from '../../../intake/hours/time.ts'
import { sqliteStore } from '../../../intake/store/sqlite.ts'
import { languages } from '../../../locales/index.ts'
import { eventually } from '../../support/eventually.ts'

describe('The day of the demo', () => {
  const dir = mkdtempSync(join(tmpdir(), 'silta-'))
  let parts: Services
  before(async () => {
    const config = demoConfig({ DATA_DIR: dir })
    const store = sqliteStore(':memory:')
    await liveTheDay(config, store)
    parts = services(config, store)
  })
  after(async () => {
    parts.leaving.abort()
    parts.watch.stop()
    parts.receipts.stop()
    await parts.store.close()
    rmSync(dir, { recursive: true, force: true })
  })

  const stateOf = async (who: Somebody) => (await parts.conversations.load(conversationOf(parts, who)))!.state
  const caseOf = async (who: Somebody) => (await parts.cases.get(casesOf(await stateOf(who))[0]!))!
  const found = () => Promise.all(Object.values(people).map(caseOf))

  it('has people in every language, two who wait to talk, and one who is urgent', async () => {
    const all = await found()
    assert.deepEqual([...new Set(all.map(({ language }) => language))].sort(), [...languages].sort())
    const waiting = all.filter(({ talk }) => talk === 'waiting')
    assert.deepEqual(waiting.map(({ language }) => language).sort(), ['ar', 'ru'])
    assert.deepEqual(
      all.filter(({ urgent }) => urgent).map(({ language, talk }) => [language, talk]),
      [['ar', 'waiting']],
    )
  })

  it('has a referral, a request that was answered, a case that ended and one with a reminder soon', async () => {
    assert.equal((await caseOf(people.anni)).kind, 'referrer')
    const [request] = (await caseOf(people.maja)).content!.requests!
    assert.deepEqual([request!.status, request!.by.name], ['answered', 'Mikael Exempel'])
    assert.equal((await caseOf(people.kim)).application, 'closed')
    const { content } = await caseOf(people.sam)
    assert.equal(content!.assigneeName, 'Aino Esimerkki')
    const at = content!.reminders![0]!.at
    assert.ok(at > Date.now() - MINUTE && at < Date.now() + 3 * MINUTE)
    assert.equal(remindsSince({ remindAt: at }, at + 1), at)
  })

  it('was lived at the desk as elsewhere: its acts are in the audit, and its workers are known by what they speak', async () => {
    const lines = await parts.audit.of((await caseOf(people.maja)).id)
    assert.deepEqual(
      lines
        .map(({ what }) => what)
        .filter((what) => ['claim', 'request'].includes(what))
        .sort(),
      ['claim', 'request'],
    )
    for (const who of Object.keys(colleagues)) {
      const known = await parts.workers.get(byOf(parts, who).worker.id)
      assert.deepEqual([known!.name, known!.skills], [colleagues[who]!.name, colleagues[who]!.skills])
    }
  })

  it('has somebody for each who waits, and a wish that not everybody fits', async () => {
    const { rana, vera } = people
    const claims = async (who: string, whose: Somebody) =>
      parts.desk.claim((await caseOf(whose)).id, byOf(parts, who).worker)
    await assert.rejects(claims('mikael', rana), { code: 'CONFLICT' })
    assert.equal((await claims('aino', rana)).assignee, byOf(parts, 'aino').worker.id)
    assert.equal((await claims('mikael', vera)).talk, 'claimed')
    await parts.desk.release((await caseOf(vera)).id, byOf(parts, 'mikael').worker)
  })

  it('is of nobody: each name says that it is an example, and no address leads anywhere', () => {
    for (const { answers } of everybody) {
      const name = String(answers['identity.name'] ?? 'Esimerkki')
      assert.match(name, /Esimerkki|Exempel|Sample|مثال/)
      for (const [, address] of JSON.stringify(answers).matchAll(/@([\w.]+)/g))
        assert.equal(address, 'example.org')
      assert.doesNotMatch(JSON.stringify(answers), /\d{5}/)
    }
  })

  it('goes on: whoever is written to answers in her own language, one line at a time, and then she leaves', async () => {
    const { vera } = people
    const id = (await caseOf(vera)).id
    const { worker } = byOf(parts, 'mikael')
    living(parts, 0.001)
    // Nobody has answered her yet: she writes by herself.
    await eventually(async () => (await stateOf(vera)).log.some(({ text }) => text === vera.alone![0]))
    await parts.desk.claim(id, worker)
    const said = async () =>
      (await stateOf(vera)).log.flatMap(({ from, text }) => (from === 'person' && text ? [text] : []))
    for (const [i, line] of vera.lines!.entries()) {
      assert.ok(!(await said()).includes(line), `${line} comes unasked`)
      await parts.desk.message(id, worker, { id: `m${i}`, text: 'Хорошо.', language: 'ru' })
      await eventually(async () => (await said()).includes(line), line)
    }
    const { person } = await eventually(async () => {
      const now = await parts.receipts.of(conversationOf(parts, vera))
      return now.person.left > now.person.online ? now : null
    })
    assert.ok(person.read > 0)
  })

  it('has more people coming, each once', async () => {
    for (const who of everybody)
      await eventually(async () => await parts.conversations.load(conversationOf(parts, who)), who.id)
  })
})

it('the same demo comes the same way', () => {
  const [one, two] = [seeded(1), seeded(1)]
  const numbers = Array.from({ length: 100 }, one)
  assert.deepEqual(numbers, Array.from({ length: 100 }, two))
  assert.ok(Math.min(...numbers) < 0.1 && Math.max(...numbers) > 0.9 && numbers.every((n) => n >= 0 && n < 1))
})
