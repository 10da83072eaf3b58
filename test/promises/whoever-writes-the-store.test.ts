import assert from 'node:assert/strict'
import { seesCases } from '../../bot/channels/teams/staff/staff.ts'
import type { Services } from '../../bot/services.ts'
import type { CaseDoc } from '../../intake/case/case.ts'
import type { EntryDoc } from '../../intake/case/entries.ts'
import type { WorkerDoc } from '../../intake/case/workers.ts'
import type { CodeDoc } from '../../intake/conversation/codes.ts'
import type { ConversationDoc } from '../../intake/conversation/conversation.ts'
import type { CollectionName, Doc } from '../../intake/store/ports.ts'
import { SealError } from '../../intake/store/seal.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const tampered = new SealError('TAMPERED')
const anna = { id: 'anna', name: 'Anna' }

describe('Whoever can write the database opens nothing by it', () => {
  let services: Services
  beforeEach(() => {
    services = freshServices()
  })

  async function write<T extends Doc>(name: CollectionName, id: string, change: (doc: T) => Partial<T>) {
    const all = services.store.collection<T>(name)
    const { etag, ...doc } = (await all.read(id))!
    const found = doc as unknown as T
    assert.ok(await all.replace({ ...found, ...change(found) }, etag))
  }
  async function sent(): Promise<string> {
    const person = await (await walkTo(new Person(services), 'en')).picks('send')
    return person.last.state.case!.id
  }

  it('a case that somebody made their own, or had offered to them, does not open', async () => {
    const [one, other] = [await sent(), await sent()]
    await write<CaseDoc>('cases', one, () => ({ assignee: anna.id, talk: 'claimed' }))
    await write<CaseDoc>('cases', other, () => ({ offered: anna.id }))
    for (const id of [one, other]) await assert.rejects(services.cases.get(id), tampered)
  })

  it('and is claimed, offered and taken on in the usual way', async () => {
    const id = await sent()
    await services.cases.apply(id, { type: 'claimed', by: anna })
    await services.cases.apply(id, { type: 'offered', by: anna.id, to: { id: 'bea', name: 'Bea' } })
    const found = await services.cases.apply(id, { type: 'accepted', by: { id: 'bea', name: 'Bea' } })
    assert.deepEqual([found?.assignee, found?.content?.assigneeName], ['bea', 'Bea'])
  })

  it('what she wrote does not stand in the place of something else that she wrote', async () => {
    const id = await sent()
    const { key } = (await services.cases.peek(id))!
    const at = { case: id, from: 'person', language: 'en', at: 5 } as const
    await services.messages.add({ ...at, order: 1, text: 'Help' }, key)
    await services.messages.add({ ...at, order: 2, text: 'All is well' }, key)
    const all = services.store.collection<EntryDoc>('entries')
    const where = { part: id, kind: 'message' }
    const [first, later] = await all.find({ where, order: { field: 'order' }, limit: 2 })
    const { etag, ...doc } = first!
    await all.replace({ ...doc, sealed: later!.sealed }, etag)
    await assert.rejects(services.messages.of(id, key), tampered)
  })

  it('a return code leads where it was issued, and nowhere else', async () => {
    const mine = await services.codes.issue('mine')
    const hers = await services.codes.issue('hers')
    await write<CodeDoc>('codes', mine.id, () => ({ conversationId: 'hers' }) as Partial<CodeDoc>)
    assert.equal(await services.codes.redeem(mine.code), 'unknown')
    const { vouched } = (await services.store.collection<Doc & { vouched: string }>('codes').read(hers.id))!
    for (const forged of [vouched, undefined, ''])
      await write<CodeDoc>('codes', mine.id, () => ({ vouched: forged }) as Partial<CodeDoc>)
    assert.equal(await services.codes.redeem(mine.code), 'unknown')
    assert.deepEqual(await services.codes.redeem(hers.code), { conversationId: 'hers' })
  })

  it('nobody becomes one of the staff in Teams, nor stays it', async () => {
    const { workers } = services
    const roles = ['caseworker']
    for (const id of ['anna', 'bea'])
      await workers.signedIn(id, { name: id, roles, directory: `directory of ${id}` })
    await workers.signedIn('eve', { name: 'eve', roles: ['auditor'], directory: 'directory of eve' })
    await write<WorkerDoc>('workers', 'eve', () => ({ roles }))
    await write<WorkerDoc>('workers', 'bea', ({ entered }) => ({ entered: entered + 1 }))
    assert.equal(await seesCases('anna', services), true)
    assert.equal(await seesCases('eve', services), false)
    assert.equal(await seesCases('bea', services), false)
    await write<WorkerDoc>('workers', 'anna', () => ({ directory: 'directory of eve' }))
    for (const one of ['anna', 'bea', 'eve'])
      assert.equal((await workers.ofDirectory(`directory of ${one}`))?.directory ?? '', '', one)
    await workers.signedIn('bea', { name: 'bea', roles, directory: 'directory of bea' })
    await workers.seen('bea', 'bea')
    assert.equal(await seesCases('bea', services), true)
  })

  it('a conversation is not given another date, time or key, nor an older text beside a newer date', async () => {
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    const of = async () =>
      (await services.store.collection<ConversationDoc>('conversations').read(person.id))!
    const before = await of()
    await person.says('help')
    const { sealed, due } = await of()
    const changes: Partial<ConversationDoc>[] = [{ due: due + 1 }, { changed: 1 }, { sealed: before.sealed }]
    for (const change of changes) {
      const now = await of()
      await write<ConversationDoc>('conversations', person.id, () => change)
      await assert.rejects(services.conversations.load(person.id), tampered, Object.keys(change)[0])
      await write<ConversationDoc>('conversations', person.id, () => ({ due, changed: now.changed, sealed }))
      assert.ok(await services.conversations.load(person.id))
    }
  })
})

describe('What an older program kept', () => {
  it('is read, and bound when it is next written', async () => {
    const services = freshServices()
    const person = await walkTo(new Person(services), 'en', 'what.forms')
    await person.command('human')
    const all = services.store.collection<Doc & { key: string; sealed: string }>('conversations')
    const cases = services.store.collection<Doc & { key: string; sealed: string }>('cases')
    const made = person.last.state.case!.id
    const { state } = (await services.conversations.load(person.id))!
    const { content } = (await services.cases.get(made))!
    for (const [where, id, field, value] of [
      [all, person.id, 'state', { ...state, version: state.version }],
      [cases, made, 'content', content],
    ] as const) {
      const { etag, ...doc } = (await where.read(id))!
      const sealed = await services.vault.seal(doc.key, { doc: id, field, version: 1 }, value)
      await where.replace({ ...doc, sealed }, etag)
    }
    assert.deepEqual((await services.conversations.load(person.id))!.state, state)
    assert.deepEqual((await services.cases.get(made))!.content, content)
    await person.says('help')
    await services.cases.apply(made, { type: 'claimed', by: anna })
    for (const [where, id, field] of [
      [all, person.id, 'state'],
      [cases, made, 'content'],
    ] as const) {
      const { key, sealed } = (await where.read(id))!
      await assert.rejects(services.vault.open(key, { doc: id, field, version: 1 }, sealed), tampered)
    }
    assert.ok(await services.conversations.load(person.id))
    assert.ok((await services.cases.get(made))!.content)
  })
})
