import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { isUsedUp, missed } from '../../intake/conversation/check-word.ts'
import { codeIn as readCode, TOGETHER } from '../../intake/conversation/codes.ts'
import { HOUR } from '../../intake/hours/time.ts'
import { costs, RATE } from '../../platform/limits.ts'
import { codeFor, freshServices, Person, withCode } from '../support/talk.ts'
import { canaries, onDisk, tellAll } from './canary.ts'

const { channel: _, ...told } = canaries
const codeIn = ({ last }: Person) =>
  String(last.lines.find(({ say }) => say === 'say.codeIssued')?.with?.code).replace(/\D/g, '')
const word = 'Bluebell'

const DAY = 24 * HOUR

describe('A return code', () => {
  it('has 15 digits with a check digit, is shown once in a chat that keeps its messages, and stands nowhere afterwards', async () => {
    const disk = onDisk()
    const person = await tellAll(disk.services)
    await person.command('code')
    const code = codeIn(person)
    assert.match(code, /^\d{15}$/)
    assert.equal(readCode(code), code)
    assert.ok(person.words.some((text) => text.replace(/\D/g, '').startsWith(code)))
    await person.says('help')
    assert.ok(!JSON.stringify([person.last, person.words]).includes(code))
    assert.ok(!person.words.some((text) => text.replace(/\D/g, '').includes(code)))
    await person.command('code')
    assert.deepEqual(person.keys, ['say.codeIssued', 'control.word'])
    const anew = codeIn(person)
    const lost = await withCode(person.services, code)
    assert.deepEqual(lost.keys[0], 'say.codeWrong', 'a lost code is dead once it is replaced')
    const back = await withCode(person.services, anew)
    assert.ok(!JSON.stringify(back.last).includes(anew))
    assert.deepEqual(disk.leaks([code, anew]), [])
    await disk.close()
  })

  it('and its word show nothing of the case on return, and go on where she stopped', async () => {
    const person = await tellAll(freshServices())
    const open = person.open
    const back = await withCode(person.services, await codeFor(person, word), word)
    assert.equal(back.id, person.id)
    assert.equal(back.keys[0], 'say.checked')
    // Who can see this screen now is asked anew, as it is another screen.
    assert.equal(back.open, 'safety.seen')
    const shown = JSON.stringify(back.last.lines)
    for (const canary of Object.values(told)) assert.ok(!shown.includes(canary))
    await back.picks('no')
    assert.equal(back.open, open)
  })

  it('drops the view that the old page had once its word is given: nothing more is read or said there', async () => {
    const person = await tellAll(freshServices())
    const code = await codeFor(person, word)
    const { view } = person.last.state
    await withCode(person.services, code, 'not this one')
    await person.services.turns.take(person.id, 'web', { id: randomUUID(), text: 'help', view })
    await withCode(person.services, code, word)
    const old = person.services.turns.take(person.id, 'sms', { id: randomUUID(), text: 'help', view })
    await assert.rejects(old, { code: 'GONE' })
  })

  it('of somebody who has left is worth nothing; one that is wrong by a digit costs no try', async () => {
    const person = await tellAll(freshServices())
    await person.command('code')
    const code = codeIn(person)
    const slip = code.replace(/^./, (digit) => String((Number(digit) + 1) % 10))
    const other = await new Person(person.services).arrives()
    await other.command('code')
    await other.says(slip)
    assert.equal(other.keys[0], 'say.codeWrong')
    await person.says('delete everything')
    await person.picks('yes')
    assert.equal((await withCode(person.services, code)).keys[0], 'say.codeWrong')
  })

  it('is guessed at so often and no more by everybody together, and the truth is said', async () => {
    const services = freshServices()
    const now = services.clock()
    const window = 3_600_000
    await services.store.collection('codes').create({
      id: 'tries',
      part: 'tries',
      changed: now,
      since: now - (now % window),
      wrong: TOGETHER.tries,
    } as never)
    const person = await tellAll(services)
    await person.command('code')
    assert.equal((await withCode(services, codeIn(person))).keys[0], 'say.codeThrottled')
  })

  it('is not guessed in years, at full speed and with 10,000 of them alive', () => {
    const aDay = TOGETHER.tries * (DAY / TOGETHER.window)
    const years = (alive: number) => (0.01 * 10 ** 14) / alive / aDay / 365
    const senders = TOGETHER.tries / ((RATE / costs.code) * (TOGETHER.window / 1000))
    const table = [1000, 10_000].map((alive) => `${years(alive).toFixed(1)} years to 1 % with ${alive} alive`)
    process.stdout.write(`    ${aDay} codes a day: ${table.join(', ')}; it takes ${senders} senders\n`)
    assert.equal(aDay, 72_000)
    assert.ok(years(10_000) > 3)
    assert.equal(senders, 50)
  })

  it('guards what is behind it by her word, which whoever holds the code may try so often', () => {
    let tries = { wrong: 0, since: 0 }
    let most = 0
    for (; !isUsedUp(tries, 1000); most += 1) tries = missed(tries, 1000)
    const aDay = most * (DAY / HOUR)
    const days = (words: number) => (0.01 * words) / aDay
    const table = [10_000, 1_000_000].map(
      (words) => `${days(words).toFixed(1)} days to 1 % of ${words} words`,
    )
    process.stdout.write(`    ${aDay} words a day: ${table.join(', ')}\n`)
    assert.equal(aDay, 120)
  })

  it('says when it is issued what its holder could do: with a word, without one, and while others see', async () => {
    const person = await tellAll(freshServices())
    await person.command('code')
    for (const text of [word, word]) await person.writes(text)
    assert.deepEqual(person.keys, ['say.wordKept', 'say.codeWord', 'control.second'])
    await person.picks('skipped')
    await person.command('code')
    assert.deepEqual(person.keys, ['say.codeIssued', 'say.codeWord', 'control.review'])
    const other = await tellAll(freshServices())
    await other.command('code')
    await other.picks('skipped')
    assert.deepEqual(other.keys, ['say.codeNoWord', 'control.review'])
    await other.send({ question: 'safety.seen', value: ['maybe'] })
    await other.command('code')
    assert.equal(other.keys[0], 'say.codeShut')
    const shut = other.words.find((text) => text.includes('opens nothing'))
    assert.ok(shut!.indexOf('opens nothing') < shut!.search(/\d{5}/), 'before the code is read')
  })
})
