import assert from 'node:assert/strict'
import type { Services } from '../../bot/services.ts'
import type { EntryDoc } from '../../intake/case/entries.ts'
import { type CollectionName, type Doc, type Store, shapes } from '../../intake/store/ports.ts'
import { eventually } from '../support/eventually.ts'
import { openStores } from '../support/open-stores.ts'
import { codeFor, enters, freshServices, type Person } from '../support/talk.ts'
import { KEY, startTranslator } from '../support/translator-server.ts'
import { canaries, tellAll } from './canary.ts'

const DAY = 86_400_000
const anna = { id: 'w1', name: 'Anna' }
const bert = { id: 'w2', name: 'Bert' }
const story = `Later: ${canaries.story}`

/** Every document there is. */
async function all(store: Store): Promise<{ on: CollectionName; doc: Doc }[]> {
  const names = Object.keys(shapes) as CollectionName[]
  const found = names.map(async (on) =>
    (await store.collection(on).find({ limit: 1000 })).map((doc) => ({ on, doc })),
  )
  return (await Promise.all(found)).flat()
}

/** Somebody who sent all she had to say, and on whose case the desk did all that it can do. */
async function everything(
  services: Services,
): Promise<{ person: Person; id: string; token: string; code: string }> {
  const { desk } = services
  await tellAll(services, '+358401111111').then((other) => other.picks('send'))
  const alike = (await services.cases.list({ application: 'sent' }, 1))[0]!.id
  const person = await tellAll(services)
  for (const question of ['consent.machine', 'consent.askReferrer'])
    await person.send({ question, value: ['yes'] })
  await person.picks('send')
  const code = await codeFor(person, 'bluebell')
  await person.command('human')
  const { id } = person.last.state.case!
  await desk.claim(id, anna)
  await person.says(story)
  const { messages } = await desk.view(id, anna)
  await desk.translate(id, anna, messages.at(-1)!.order, 'fi')
  await desk.message(id, anna, { id: 'm1', text: 'Canariella?', language: 'en' })
  await desk.note(id, anna, { id: 'n1', text: `Calls herself ${canaries.name}` })
  await desk.edit(id, anna, { id: 'e1', key: 'identity.name', value: canaries.name })
  await desk.open(id, bert, { why: 'other', words: `Asked for ${canaries.name}` })
  await desk.dismiss(id, anna, alike)
  await desk.relate(id, anna, alike, { id: 'l1', reason: 'told', text: `Both are ${canaries.name}` })
  const permit = await desk.mayContact(id, anna, { way: 'phone', words: 'neutral', language: 'en' })
  await desk.contact(id, anna, { permit: permit.permit, result: 'other', text: canaries.number })
  const asked = { id: 'r1', to: 'referrer', keys: ['needs.health'] } as const
  const { token } = await desk.request(id, anna, asked)
  await desk.request(id, anna, { id: 'r2', to: 'applicant', keys: ['where.countries'] })
  await person.writes(canaries.story)
  services.receipts.note(person.id, 'person', { delivered: 3, read: 3, writing: services.clock() })
  services.receipts.note(person.id, 'desk', { delivered: 3, read: 3 })
  await eventually(async () => (await all(services.store)).filter(({ on }) => on === 'receipts').length === 2)
  return { person, id, token: token!, code }
}

for (const [name, open] of Object.entries(openStores))
  describe(`Delete everything, on ${name}`, () => {
    let kept: Awaited<ReturnType<typeof open>>
    let machine: Awaited<ReturnType<typeof startTranslator>>
    let now: number
    let services: Services
    before(async () => {
      machine = await startTranslator()
    })
    after(() => machine.close())
    beforeEach(async () => {
      kept = await open()
      // An evening, as her rules have it.
      now = Date.UTC(2026, 0, 7, 16)
      const env = { TRANSLATOR_ENDPOINT: machine.url, TRANSLATOR_KEY: KEY }
      services = freshServices(env, kept.store, () => now)
    })
    afterEach(async () => {
      services.receipts.stop()
      await kept.close()
    })

    it('leaves of all that came to be only that there was a case, and who looked at it', async () => {
      const { person, id, token } = await everything(services)
      const hers = [id, person.id, canaries.channel]
      const of = (list: Awaited<ReturnType<typeof all>>) =>
        list.filter((one) => hers.some((word) => JSON.stringify(one.doc).includes(word)))
      const kinds = new Set(of(await all(kept.store)).map(({ on }) => on))
      for (const on of Object.keys(shapes))
        if (!['workers', 'wordings', 'leases', 'optOuts', 'dedupe', 'teams'].includes(on))
          assert.ok(
            kinds.has(on as CollectionName),
            `nothing of hers in ${on}: the test proves nothing of it`,
          )

      const beside = await kept.store
        .collection<EntryDoc>('entries')
        .find({ where: { part: id }, limit: 100 })
      assert.deepEqual([...new Set(beside.map(({ kind }) => kind))].sort(), [
        'access',
        'annotation',
        'attempt',
        'match',
        'message',
        'note',
        'related',
        'translation',
      ])

      await person.command('delete')
      await person.picks('yes')
      assert.deepEqual(person.keys.slice(0, 2), ['say.deleted', 'say.deletedSent'])
      assert.equal((await services.linked.open(token)).state, 'unknown')
      now += DAY + 1
      await services.sweep.once()

      const left = await all(kept.store)
      const text = JSON.stringify(left)
      for (const word of Object.values(canaries)) assert.ok(!text.includes(word), word)
      assert.deepEqual([...new Set(of(left).map(({ on }) => on))].sort(), ['audit', 'cases'])
      const shell = left.find(({ on, doc }) => on === 'cases' && doc.id === id)!.doc
      assert.equal((shell as unknown as { sealed: string }).sealed, '')
      for (const { doc } of left.filter(({ on }) => on === 'audit'))
        assert.ok(!JSON.stringify(doc).includes(person.id))
    })

    it('and no message that was on its way while its case was erased', async () => {
      let meanwhile: () => Promise<unknown> = async () => null
      const racing: Store = {
        ...kept.store,
        collection<T extends Doc>(name: CollectionName) {
          const inner = kept.store.collection<T>(name)
          if (name !== 'entries') return inner
          return { ...inner, create: async (doc: T) => meanwhile().then(() => inner.create(doc)) }
        },
      }
      const parts = freshServices({}, racing, () => now)
      const person = await tellAll(parts)
      await person.command('human')
      const { id } = person.last.state.case!
      meanwhile = () => parts.cases.erase(id)
      await person.says(story)
      const left = (await all(kept.store)).filter(({ doc }) => [doc.id, doc.part].join(' ').includes(id))
      assert.deepEqual([...new Set(left.map(({ on }) => on))], ['cases'])
    })

    it('and nothing of what she wrote on another phone before she gave her code there', async () => {
      const { person, code } = await everything(services)
      const other = await tellAll(services, '+358402222222')
      const elsewhere = other.id
      await other.command('human')
      await other.says(story)
      const asked = other.last.state.case!.id
      await enters(other, code, 'bluebell')
      assert.equal(other.id, person.id)
      const { state } = (await services.conversations.load(elsewhere))!
      assert.deepEqual([state.answers, state.log, state.case], [{}, [], undefined])
      const past = await services.cases.get(asked)
      assert.deepEqual([past?.application, past?.talk, past?.content], ['closed', 'bot', null])
    })
  })
