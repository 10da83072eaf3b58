import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { canaries, onDisk, tellAll, written } from './canary.ts'

describe('What she said, and who she is on a channel, is sealed before it reaches the store', () => {
  it('no canary in any file, at any step', async () => {
    const disk = onDisk()
    const person = await tellAll(disk.services)
    assert.deepEqual(disk.leaks(), [])
    await person.picks('send')
    assert.deepEqual(disk.leaks(), [])
    await person.command('human')
    await disk.services.desk.claim(person.last.state.case!.id, { id: 'w', name: 'W' })
    await person.says(`Then ${canaries.story} again`)
    await disk.services.desk.message(
      person.last.state.case!.id,
      { id: 'w', name: 'W' },
      { id: 'm', text: canaries.name, language: 'en' },
    )
    assert.deepEqual(disk.leaks(), [])
    await disk.close()
  })

  it('nor the name of the worker who has her case, or is asked to take it: it would tell who helps whom', async () => {
    const disk = onDisk()
    const { desk, workers } = disk.services
    const [anna, bea] = [
      { id: 'w1', name: 'Annikki Kanarialintu' },
      { id: 'w2', name: 'Beata Keltasirkku' },
    ]
    const person = await tellAll(disk.services)
    await person.picks('send')
    const id = person.last.state.case!.id
    await desk.claim(id, anna)
    await desk.note(id, anna, { id: 'n', text: 'x' })
    assert.deepEqual(disk.leaks([anna.name]), [])
    // Whoever signs in is known by name, and by nothing of a case.
    await workers.signedIn(bea.id, { name: bea.name, roles: ['caseworker'], directory: '' })
    const known = disk.leaks([bea.name]).length
    await desk.transfer(id, anna, bea.id, { id: 'h', text: 'x' })
    const [found] = await disk.services.store.collection('cases').find({ limit: 1 })
    assert.ok(found && !JSON.stringify(found).includes(bea.name))
    assert.equal(disk.leaks([bea.name]).length, known)
    await disk.close()
  })

  it('nor the ids of what she chose, nor the question they answer', async () => {
    const disk = onDisk()
    const person = await tellAll(disk.services)
    await person.picks('send')
    const ids = ['what.forms', 'labour', 'neutralWords', 'contact.value', 'needs.help']
    // In quotes, too, as JSON writes them: long enough to be found in base64 at any offset.
    assert.deepEqual(disk.leaks(ids.flatMap((id) => [id, JSON.stringify(id)])), [])
    await disk.close()
  })

  it('the search would find them if they were there', () => {
    for (const word of [...Object.values(canaries), '"labour"']) {
      assert.equal(written(word).length, 10, word)
      for (const form of written(word)) assert.ok(form.length >= 8, word)
    }
    const disk = onDisk()
    const dir = readdirSync(disk.dir)
    assert.ok(
      dir.some((name) => name.endsWith('-wal')),
      dir.join(),
    )
    assert.ok(readFileSync(join(disk.dir, 'silta.db')).includes('conversations'))
    return disk.services.store
      .collection('wordings')
      .create({
        id: 'x',
        part: 'x',
        changed: 1,
        words: Buffer.from(`..${canaries.story}..`).toString('base64'),
        plain: canaries.name,
      } as never)
      .then(() => {
        assert.deepEqual(
          disk
            .leaks()
            .map((leak) => leak.replace(/^.*: /, ''))
            .sort(),
          [canaries.name, canaries.story].sort(),
        )
        return disk.close()
      })
  })

  it("a document's id tells nothing of the channel's own: it is keyed, and another key gives another", async () => {
    const disk = onDisk()
    const other = onDisk()
    const { idFor } = disk.services
    assert.match(idFor('sms', canaries.channel), /^[\w-]{43}$/)
    assert.notEqual(idFor('sms', canaries.channel), idFor('web', canaries.channel))
    assert.notEqual(idFor('sms', canaries.channel), other.services.idFor('sms', canaries.channel))
    await disk.close()
    await other.close()
  })
})
