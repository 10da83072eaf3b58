import assert from 'node:assert/strict'
import { randomBytes, scryptSync } from 'node:crypto'
import { languages } from '../../locales/index.ts'
import { openStores } from '../support/open-stores.ts'
import { codeFor, freshServices, Person, walkTo, withCode } from '../support/talk.ts'
import { canaries, tellAll } from './canary.ts'

const MASTER_KEY = randomBytes(32).toString('base64')
const word = 'Bluebell'
const second = 'Cinnamon'

for (const [name, open] of Object.entries(openStores))
  describe(`The word behind a return code, on ${name}`, () => {
    it('is tried five times an hour, from wherever, whatever restarts; and every answer is the same', async () => {
      const { store } = await open()
      let now = Date.UTC(2026, 5, 1, 9)
      const restart = () => freshServices({ MASTER_KEY }, store, () => now)
      const person = await walkTo(new Person(restart()), 'en', 'identity.age')
      const code = await codeFor(person, word, second)
      const answers: string[] = []
      for (const wrong of ['one1', 'two2', 'three3', 'four4', 'five5', word, second]) {
        const back = await withCode(restart(), code, wrong)
        assert.deepEqual(back.keys, ['say.wordWrong', 'control.check'], wrong)
        answers.push(back.words.slice(-2).join())
      }
      assert.equal(new Set(answers).size, 1)
      assert.match(answers[0]!, /\+358/, 'whom to call')
      now += 3_600_000
      assert.equal((await withCode(restart(), code, word)).id, person.id)
    })

    it('is tried five times by one sender, though the conversation could take more', async () => {
      const services = freshServices({}, (await open()).store)
      const person = await walkTo(new Person(services), 'en', 'identity.age')
      const back = await withCode(services, await codeFor(person, word), 'one1')
      for (const wrong of ['two2', 'three3', 'four4', 'five5']) await back.writes(wrong)
      const kept = (await services.conversations.load(person.id))!
      const check = { ...kept.state.passphrase!, wrong: 0 }
      await services.turns.amend(person.id, (state) => Boolean(Object.assign(state, { passphrase: check })))
      await back.writes(word)
      assert.deepEqual(back.keys, ['say.wordWrong', 'control.check'])
    })

    it('of a conversation kept by an earlier program is the one that was chosen there', async () => {
      const services = freshServices({}, (await open()).store)
      const person = await walkTo(new Person(services), 'en', 'identity.age')
      const code = await codeFor(person)
      const salt = randomBytes(16)
      const hash = scryptSync('bluebell', salt, 32, { N: 4096 }).toString('base64url')
      const check = { salt: salt.toString('base64url'), hash, wrong: 0, since: 0 }
      await services.turns.amend(person.id, (state) => Boolean(Object.assign(state, { passphrase: check })))
      assert.deepEqual((await withCode(services, code, second)).keys, ['say.wordWrong', 'control.check'])
      assert.equal((await withCode(services, code, word)).id, person.id)
    })
  })

describe('A second word', () => {
  it('is never the first nor like it, and stands in no log', async () => {
    const person = await walkTo(new Person(freshServices()), 'en', 'identity.age')
    await person.command('code')
    for (const text of [word, word]) await person.writes(text)
    for (const near of [
      word,
      'bluebells',
      'my bluebell',
      'BLUE BELL',
      'bluebull',
      'blue',
      'b l u e b e l l',
    ]) {
      await person.writes(near)
      assert.deepEqual(person.keys, ['say.wordNear', 'control.second'], near)
    }
    await person.writes(second)
    await person.writes('Cinnamom')
    assert.deepEqual(person.keys, ['say.wordDiffers', 'control.second'])
    for (const text of [second, second]) await person.writes(text)
    assert.deepEqual(person.keys, ['say.secondKept', 'identity.age'])
    assert.doesNotMatch(JSON.stringify(person.last.state), /bluebell|cinnamon/i)
  })

  for (const language of languages)
    it(`leads to what a conversation with nothing in it looks like, press by press, in ${language}`, async () => {
      const services = freshServices()
      /** The one with nothing in it: she said who sees the screen, and took a code. */
      const empty = new Person(services)
      await empty.send({ question: 'control.language', value: [language] })
      await empty.picks('no')
      const told = await tellAll(services)
      const seen = async (person: Person, its: string) => {
        const code = await codeFor(person, word, second)
        const back = new Person(services)
        await back.send({ question: 'control.language', value: [language] })
        const read: unknown[] = []
        const look = () =>
          read.push([
            back.keys,
            back.last.lines.map(({ from, say, with: w }) => [from, say, w && Object.keys(w)]),
          ])
        await back.says(code)
        for (const press of [its, 'no', 'unsure', 'review', 'copy', 'yes', 'know', 'back', 'human']) {
          if (press === its) await back.writes(press)
          else if (['review', 'copy', 'know', 'back', 'human'].includes(press))
            await back.command((press === 'review' ? 'repeat' : press) as 'help')
          else await back.picks(press)
          look()
        }
        return read
      }
      assert.deepEqual(await seen(told, second), await seen(empty, word))
    })

  it('keeps what is written behind it there, and gives nothing of it to her case', async () => {
    const services = freshServices()
    const person = await tellAll(services)
    await person.picks('send')
    const code = await codeFor(person, word, second)
    const { id } = person.last.state.case!
    const first = await withCode(services, code, second)
    for (const press of ['no', 'no', 'yes', 'self']) await first.picks(press)
    await first.command('human')
    await first.says('I only looked for a job')
    const asked = first.last.state.case!.id
    assert.notEqual(asked, id)
    const again = await withCode(services, code, second)
    assert.equal(again.id, first.id)
    assert.deepEqual(Object.keys(again.answers).sort(), ['consent.start', 'role.who', 'safety.danger'])
    const { messages, same } = await services.desk.view(id, { id: 'w', name: 'W' })
    assert.deepEqual([messages, same], [[], []])
    assert.deepEqual((await services.desk.view(asked, { id: 'w', name: 'W' })).same, [])
    assert.ok((await services.cases.get(id))!.watched)
    assert.equal((await services.cases.get(asked))!.watched, undefined)
  })

  it('still leads there, and her own word to her own, after everything was deleted behind it', async () => {
    const services = freshServices()
    const person = await tellAll(services)
    const code = await codeFor(person, word, second)
    const other = await withCode(services, code, second)
    await other.says('delete everything')
    await other.picks('yes')
    assert.equal(other.keys[0], 'say.deleted')
    const once = await withCode(services, code, second)
    assert.deepEqual([once.keys, Object.keys(once.answers)], [['say.checked', 'safety.seen'], []])
    const back = await withCode(services, code, word)
    assert.equal(back.id, person.id)
    assert.equal(back.answer('identity.name'), canaries.name)
  })

  it('leads nowhere any more once she has deleted everything: both words are gone', async () => {
    const services = freshServices()
    const person = await tellAll(services)
    const code = await codeFor(person, word, second)
    const other = await withCode(services, code, second)
    await person.says('delete everything')
    await person.picks('yes')
    assert.equal(await services.conversations.load(other.id), null)
    assert.deepEqual((await withCode(services, code)).keys.slice(0, 1), ['say.codeWrong'])
  })
})
