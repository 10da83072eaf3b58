import assert from 'node:assert/strict'
import { codeFor, freshServices, Person } from '../support/talk.ts'
import { canaries, onDisk, tellAll } from './canary.ts'

describe('Delete everything', () => {
  const ways: Record<string, (person: Person) => Promise<unknown>> = {
    'by word, before sending': (person) => person.says('delete everything'),
    'after sending': async (person) => {
      await person.picks('send')
      await person.command('delete')
    },
    'while a worker talks with her': async (person) => {
      await person.command('human')
      await person.services.desk.claim(person.last.state.case!.id, { id: 'w', name: 'W' })
      await person.says(`To the worker: ${canaries.story}`)
      await person.says('delete everything')
    },
  }

  for (const [way, ask] of Object.entries(ways))
    it(`${way}: nothing is left in any file, nothing opens, the code is dead`, async () => {
      const disk = onDisk()
      const { services, leaks } = disk
      const person = await tellAll(services)
      const code = await codeFor(person)
      const before = (await services.conversations.load(person.id))!
      const doc = await services.store.collection('conversations').read(person.id)
      await ask(person)
      const caseId = person.last.state.case?.id
      assert.equal(person.open, 'control.deleteAll')
      await person.picks('yes')
      assert.equal(person.keys[0], 'say.deleted')

      assert.deepEqual(leaks([code]), [])
      const after = (await services.conversations.load(person.id))!
      assert.deepEqual([after.state.answers, after.state.effects], [{}, []])
      assert.ok(after.state.log.every(({ from, text }) => from === 'bot' && !text))
      // A copy of the old document, in a backup for instance, has lost its key.
      assert.equal(await services.store.collection('keys').read(before.key), null)
      assert.ok(
        !JSON.stringify(await services.store.collection('conversations').read(person.id)).includes(
          (doc as unknown as { sealed: string }).sealed,
        ),
      )

      if (caseId) {
        const found = (await services.cases.get(caseId))!
        assert.deepEqual([found.application, found.talk, found.content], ['closed', 'bot', null])
        assert.equal(await services.store.collection('keys').read(found.key), null)
        assert.deepEqual(
          await services.store.collection('entries').find({ where: { part: caseId }, limit: 1 }),
          [],
        )
      }

      assert.equal(await services.store.collection('codes').read(before.state.code!), null)
      const other = await new Person(services).arrives()
      await other.says(code)
      assert.deepEqual(other.keys[0], 'say.codeWrong')
      await disk.close()
    })

  it('"no" deletes nothing', async () => {
    const person = await tellAll(freshServices())
    const before = person.answers
    await person.says('delete everything')
    await person.says('no')
    assert.deepEqual(person.keys, ['say.notDeleted', 'control.review'])
    assert.deepEqual(person.answers, before)
  })

  it('afterwards she can begin anew, with nothing of before', async () => {
    const person = await tellAll(freshServices())
    await person.says('delete everything')
    await person.picks('yes')
    await person.says('English')
    assert.ok(person.open === 'control.language' || person.open === 'safety.seen')
    assert.deepEqual(person.answers, {})
  })
})
