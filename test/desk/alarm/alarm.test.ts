import assert from 'node:assert/strict'
import type { Services } from '../../../bot/services.ts'
import { alarm } from '../../../desk/alarm/alarm.ts'
import { type AlarmLeaseDoc, alarmLease } from '../../../desk/alarm/lease.ts'
import { portsOf } from '../../../desk/alarm/ports.ts'
import { matching } from '../../../desk/queue/match.ts'
import { hoursOf } from '../../../desk/queue/presence.ts'
import type { CaseDoc } from '../../../intake/case/case.ts'
import type { Store } from '../../../intake/store/ports.ts'
import { words } from '../../../locales/index.ts'
import { eventually } from '../../support/eventually.ts'
import { openStores } from '../../support/open-stores.ts'
import { freshServices, Person, walkTo } from '../../support/talk.ts'
import { webhookServer } from '../../support/webhook.ts'
import { askingPerson, caseOf, sentApplication } from '../desk-server.ts'

const M = 60_000
const anna = { id: 'anna', name: 'Anna' }
/** A Monday at 10 in Finland. */
const MONDAY = Date.parse('2026-01-12T08:00:00Z')

/** Lines of the bot, in locale keys, each time it said them. */
async function told(services: Services, person: Person): Promise<string[]> {
  const { state } = (await services.conversations.load(person.id))!
  return state.log.flatMap(({ from, say, question }) => (from === 'bot' ? [question ?? say ?? ''] : []))
}
const count = (all: string[], one: string) => all.filter((key) => key === one).length

for (const [name, open] of Object.entries(openStores))
  describe(`desk/alarm on ${name}`, () => {
    let now: number
    let store: Store
    let close: () => Promise<void>
    const clock = () => now
    beforeEach(async () => {
      ;({ store, close } = await open())
      now = MONDAY
    })
    afterEach(() => close())

    /** Another process on the same store; the key is the first one's. */
    const MASTER_KEY = Buffer.alloc(32, 7).toString('base64')
    const start = (env: Record<string, string> = {}) => freshServices({ MASTER_KEY, ...env }, store, clock)
    const raised = async (services: Services, id: string) => (await services.cases.get(id))?.alarmed
    /** Lets time pass as the loop would see it, a round every ten seconds. */
    async function pass(services: Services, minutes: number, each = async () => {}): Promise<void> {
      for (const end = now + minutes * M; now < end; now += 10_000) {
        await each()
        await services.alarm.once()
      }
    }

    it('rings for who waits, however many cases before it cannot be opened', async () => {
      const services = start()
      await services.workers.seen(anna.id, anna.name)
      const all = store.collection<CaseDoc>('cases')
      const { etag: _, ...like } = (await all.read(caseOf(await askingPerson(services))))!
      for (let at = 0; at < 60; at += 1) {
        const id = `${at}`.padStart(20, '1')
        await all.create({ ...like, id, part: id, sealed: `${like.sealed.slice(0, -6)}AAAAAA` })
      }
      now += 1000
      const id = caseOf(await askingPerson(services))
      for (let round = 0; round < 3; round += 1) await services.alarm.once()
      assert.equal((await raised(services, id))?.times, 1)
    })

    it('nobody claims: it repeats, grows, and then she is told, once', async () => {
      const services = start()
      const onDuty = () => services.workers.seen(anna.id, anna.name)
      await onDuty()
      const person = await askingPerson(services)
      const id = caseOf(person)
      assert.ok(!(await told(services, person)).includes('talk.nobody'))
      await services.alarm.once()
      assert.equal((await raised(services, id))?.step, 'fitting')
      const met = new Set<string>()
      await pass(services, 14, async () => {
        await onDuty()
        met.add((await raised(services, id))!.step)
      })
      assert.deepEqual([...met], ['fitting', 'everyone', 'supervisors'])
      assert.equal((await raised(services, id))!.times, 8)
      assert.equal(count(await told(services, person), 'talk.unanswered'), 0)
      await pass(services, 30, onDuty)
      assert.equal((await raised(services, id))!.step, 'unanswered')
      assert.equal(count(await told(services, person), 'talk.unanswered'), 1)
      await person.says('I am still here')
      now += 61 * M
      await pass(services, 1, onDuty)
      assert.equal(count(await told(services, person), 'talk.unanswered'), 1)
      // She can still go on with the questions, and leave a way to be called back.
      const { state } = (await services.conversations.load(person.id))!
      assert.equal(state.talk?.noWorkerTold, true)
    })

    it('a claim stops it at once; waiting again begins anew', async () => {
      const services = start()
      await services.workers.seen(anna.id, anna.name)
      const id = caseOf(await askingPerson(services))
      await pass(services, 6)
      assert.equal((await raised(services, id))?.step, 'everyone')
      await services.desk.claim(id, anna)
      const held = await services.cases.get(id)
      assert.deepEqual([held?.alarm, held?.alarmed, held?.noWorkerTold], [undefined, undefined, undefined])
      await pass(services, 10)
      assert.equal(await raised(services, id), undefined)
      await services.cases.update(id, (one) => ({
        ...one,
        talk: 'waiting',
        assignee: '',
        talkVersion: one.talkVersion + 1,
      }))
      await services.alarm.once()
      const again = await raised(services, id)
      assert.equal(again?.times, 1)
      assert.equal(again?.at, now)
    })

    it('goes back to the queue with nobody there: it begins anew, and she is told when the desk opens, once', async () => {
      const services = start({ OFFICE_HOURS: 'mon-fri 08:00-16:15' })
      await services.workers.seen(anna.id, anna.name)
      const person = await askingPerson(services)
      const id = caseOf(person)
      await pass(services, 6)
      await services.desk.claim(id, anna)
      await person.says('Are you there?')
      // She is left without an answer until the desk has closed.
      now = Date.parse('2026-01-12T14:30:00Z')
      await services.sweep.once()
      await pass(services, 3)
      const again = await raised(services, id)
      assert.deepEqual([again?.step, again?.times], ['supervisors', 2])
      const all = await told(services, person)
      assert.deepEqual(all.slice(all.indexOf('talk.requeued')), [
        'talk.requeued',
        'talk.nobody',
        'talk.opens',
        'control.waiting',
      ])
      await person.picks('callBack')
      assert.ok(person.keys.includes('talk.callBack'))
    })

    it('calls first whom routing asks, with what each has in hand; the others come when it grows', async () => {
      const services = start()
      const here = () => Promise.all(['anna', 'bea'].map((id) => services.workers.seen(id, id)))
      await here()
      const skills = { languages: [], children: false, gender: '' as const }
      await services.workers.work('anna', { skills, shortcuts: true, capacity: 1 })
      await services.desk.claim(caseOf(await askingPerson(services)), anna)
      await askingPerson(services)
      const rung: string[][] = []
      const off = services.rings.on(({ called }) => rung.push([...called].sort()))
      await services.alarm.once()
      await eventually(async () => rung.length === 1)
      now += 5 * M
      await here()
      await services.alarm.once()
      await eventually(async () => rung.length === 2)
      off()
      assert.deepEqual(rung, [['bea'], ['anna', 'bea']])
    })

    it('closing, erasing and giving back to the bot end it; what was sent and is given back is calm again', async () => {
      const services = start()
      await services.workers.seen(anna.id, anna.name)
      const sent = caseOf(await sentApplication(services))
      await services.alarm.once()
      assert.equal((await services.cases.get(sent))?.alarm, now + 240 * M)
      await services.desk.claim(sent, anna)
      assert.equal((await services.cases.get(sent))?.alarm, undefined)
      await services.desk.release(sent, anna, { to: 'bot' })
      assert.equal((await services.cases.get(sent))?.alarm, now)
      await services.cases.erase(sent)
      assert.equal((await services.cases.get(sent))?.alarm, undefined)
      const asked = caseOf(await askingPerson(services))
      await services.desk.claim(asked, anna)
      await services.desk.message(asked, anna, { id: 'm', text: 'Hello', language: 'en' })
      await services.desk.release(asked, anna, { to: 'bot' })
      assert.equal((await services.cases.get(asked))?.alarm, undefined)
      assert.deepEqual(await services.cases.alarming(10), [])
    })

    it('rings for what was asked for and never came while nobody has the case, after a week', async () => {
      const services = start()
      await services.workers.seen(anna.id, anna.name)
      const person = await sentApplication(services)
      const id = caseOf(person)
      await services.desk.claim(id, anna)
      await services.desk.request(id, anna, { id: 'r1', to: 'applicant', keys: ['needs.health'] })
      now += M
      await services.desk.release(id, anna, { to: 'bot' })
      const found = (await services.cases.get(id))!
      assert.deepEqual([found.application, found.alarm], ['moreInfo', MONDAY + 7 * 24 * 60 * M])
      await services.alarm.once()
      assert.equal(await raised(services, id), undefined)
      now = MONDAY + 7 * 24 * 60 * M
      await services.workers.seen(anna.id, anna.name)
      await services.alarm.once()
      assert.equal((await raised(services, id))?.times, 1)
      // What comes begins another waiting.
      now += M
      await services.cases.apply(id, {
        type: 'sent',
        record: { ...found.content!.record!, revision: 2, at: now },
        danger: false,
        answered: ['applicant', 'r1', 'anna.r1'],
      })
      const sent = (await services.cases.get(id))!
      assert.deepEqual([sent.application, sent.alarm, sent.alarmed], ['sent', now, undefined])
    })

    it('what is not urgent waits for the morning, somebody who waits does not', async () => {
      const services = start({ OFFICE_HOURS: 'mon-fri 08:00-16:15' })
      now = Date.parse('2026-01-16T18:00:00Z')
      const sent = caseOf(await sentApplication(services))
      const asked = caseOf(await askingPerson(services))
      await services.alarm.once()
      assert.equal((await services.cases.get(sent))?.alarm, Date.parse('2026-01-19T06:00:00Z'))
      assert.equal(await raised(services, sent), undefined)
      // Nobody is on duty: supervisors are called at once.
      assert.equal((await raised(services, asked))?.step, 'supervisors')
    })

    it('the last worker leaves while she waits: she is told once', async () => {
      const services = start()
      await services.workers.seen(anna.id, anna.name)
      const person = await askingPerson(services)
      await services.alarm.once()
      assert.equal(count(await told(services, person), 'talk.nobody'), 0)
      await services.workers.left(anna.id)
      await pass(services, 2)
      assert.equal(count(await told(services, person), 'talk.nobody'), 1)
      await services.workers.seen(anna.id, anna.name)
      await pass(services, 1)
      await services.workers.left(anna.id)
      await pass(services, 1)
      assert.equal(count(await told(services, person), 'talk.nobody'), 1)
    })

    it('the desk closes while she waits, though a page there is still open: she is told, and when it opens', async () => {
      const services = start({ OFFICE_HOURS: 'mon-fri 08:00-16:15' })
      await services.workers.seen(anna.id, anna.name)
      now = Date.parse('2026-01-12T14:10:00Z')
      await services.workers.seen(anna.id, anna.name)
      const person = await askingPerson(services)
      await services.alarm.once()
      assert.ok(!(await told(services, person)).includes('talk.outOfHours'))
      await pass(services, 7, () => services.workers.seen(anna.id, anna.name))
      const all = await told(services, person)
      assert.deepEqual([count(all, 'talk.outOfHours'), count(all, 'talk.opens')], [1, 1])
      const { state } = (await services.conversations.load(person.id))!
      const opens = state.log.find(({ say }) => say === 'talk.opens')?.with?.opens
      assert.equal(opens, `${Date.parse('2026-01-13T06:00:00Z')}/${Date.parse('2026-01-13T14:15:00Z')}`)
    })

    it('she goes on with the questions: the news comes between, and takes no question away', async () => {
      const services = start()
      await services.workers.seen(anna.id, anna.name)
      const person = await askingPerson(services)
      await person.picks('no')
      await person.picks('goOn')
      assert.equal(person.open, 'what.forms')
      await services.workers.left(anna.id)
      await services.alarm.once()
      await person.picks('labour')
      assert.equal(person.answers['what.forms']?.toString(), 'labour')
      assert.equal(person.open, 'where.places')
      assert.equal(count(await told(services, person), 'talk.nobody'), 1)
    })

    it('two processes raise each step once, even if both believe it is their turn', async () => {
      const hook = await webhookServer()
      const env = { ALARM_WEBHOOK: hook.url, ALARM_WEBHOOK_KIND: 'json' }
      const loops = [start(env), start(env), start(env)].map((services) =>
        alarm({
          cases: services.cases,
          onDuty: services.workers.onDuty,
          hours: hoursOf(services.config),
          turns: services.turns,
          lease: {
            ...alarmLease(store.collection<AlarmLeaseDoc>('leases'), clock),
            mine: async () => true,
          },
          ports: portsOf(services.config),
          fits: matching(services),
          pace: { repeat: 2 * M, escalate: 5 * M, calm: 240 * M },
          t: words('fi'),
          address: 'https://silta.example',
          clock,
        }),
      )
      const services = start()
      await services.workers.seen(anna.id, anna.name)
      const asked = await Promise.all([1, 2, 3].map(() => askingPerson(services)))
      for (let minute = 0; minute < 4; minute += 1, now += M)
        await Promise.all(loops.map((loop) => loop.once()))
      const numbers = (hook.bodies as { cases: { number: string }[] }[]).flatMap(({ cases }) =>
        cases.map(({ number }) => number.replaceAll(' ', '')),
      )
      for (const person of asked)
        assert.equal(numbers.filter((one) => one === caseOf(person)).length, 2, 'raised, and repeated once')
      await hook.close()
    })

    it('killed between the write and the message: the next process sends it', async () => {
      const hook = await webhookServer()
      const env = { ALARM_WEBHOOK: hook.url, ALARM_WEBHOOK_KIND: 'json' }
      const [dying, other] = [start(env), start(env)]
      await other.workers.seen(anna.id, anna.name)
      await askingPerson(other)
      hook.state.hang = true
      const dead = dying.alarm.once()
      const [doc] = await other.cases.list({ talk: 'waiting' }, 1)
      await eventually(() => hook.state.hanging > 0)
      hook.state.hang = false
      now += 10_000
      await other.alarm.once()
      assert.equal(hook.bodies.length, 0, 'the lease is still the first one’s')
      now += 25_000
      await other.alarm.once()
      assert.equal(hook.bodies.length, 1)
      assert.equal((await raised(other, doc!.id))!.times, 1)
      now += 30_000
      await other.alarm.once()
      assert.equal(hook.bodies.length, 1)
      await hook.close()
      await dead
    })

    it('tells of itself: a loop that stopped is late, and well again when another process goes on', async () => {
      const [one, other] = [start(), start()]
      await one.alarm.once()
      assert.equal((await one.alarm.state()).late, 0)
      const last = now
      now += 2 * M
      assert.equal((await other.alarm.state()).late, last)
      await other.alarm.once()
      assert.equal((await one.alarm.state()).late, 0)
    })
  })

describe('What she is told when nobody is here', () => {
  const seven = Date.parse('2026-01-16T17:00:00Z')
  const services = freshServices({ OFFICE_HOURS: 'mon-fri 08:00-16:15' }, undefined, () => seven)
  const opens: Record<string, RegExp> = {
    fi: /maanantai 19\. tammikuuta/,
    sv: /måndag 19 januari/,
    en: /Monday 19 January/,
    ar: /الاثنين، 19 يناير/,
    ru: /понедельник, 19 января/,
  }
  for (const language of services.speech.languages)
    it(`is so, in ${language}: nobody here, when it opens, the numbers, a safe call-back`, async () => {
      const person = await walkTo(new Person(services), language, 'safety.danger')
      await person.command('human')
      assert.deepEqual(person.keys, [
        'talk.waiting',
        'talk.nobody',
        'talk.opens',
        'talk.keptUntil',
        'control.share',
      ])
      await person.picks('no')
      assert.equal(person.open, 'control.waiting')
      const said = person.words.join('\n')
      assert.match(said, opens[language]!)
      assert.match(said, /29 546 3177/)
      assert.ok(said.includes(words(language)('control.waiting.askAlone')))
    })
})
