import assert from 'node:assert/strict'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { asRefusal, log, nameOf, Refusal } from '../../platform/errors.ts'
import { freshServices, watched } from '../support/talk.ts'
import { canaries, printed, tellAll } from './canary.ts'

const none = (text: string) => {
  for (const canary of Object.values(canaries)) assert.ok(!text.includes(canary), text)
}

describe('Logs carry codes, never what was said, numbers or addresses', () => {
  it('a whole conversation prints nothing of it', async () => {
    const text = await printed(async () => {
      const services = freshServices()
      const person = await tellAll(services)
      await person.picks('send')
      await person.command('code')
      await person.command('human')
      await person.says(`I fear ${canaries.story}`)
      await services.sweep.once()
      await person.says('delete everything')
      await person.picks('yes')
    })
    none(text)
  })

  it('a failure prints its name and place, and nothing that its message quotes', async () => {
    const services = freshServices()
    const person = await tellAll(services)
    const { ear } = services.speech
    const text = await printed(async () => {
      services.speech.ear = () => {
        throw new TypeError(`cannot read ${canaries.story} of ${canaries.number}`)
      }
      await person.says(`${canaries.name} wrote this`)
    }).finally(() => {
      services.speech.ear = ear
    })
    none(text)
    const { at, where, ...line } = JSON.parse(text) as Record<string, string>
    assert.deepEqual(line, { event: 'turn.failed', error: 'TypeError' })
    assert.ok(at && where)
  })

  it('a store that fails, in every call it has, prints nothing either', async () => {
    const inner = sqliteStore(':memory:')
    let broken = false
    const store = watched(inner, ({ on, what }) => {
      if (broken) throw new Error(`${on} ${what} ${canaries.story}`)
    })
    const services = freshServices({}, store)
    const person = await tellAll(services)
    broken = true
    const text = await printed(async () => {
      const error = await person.says(canaries.story).catch((error: unknown) => error)
      assert.ok(error instanceof Error)
      log('request.failed', nameOf(error))
      none(JSON.stringify({ ...asRefusal(error), message: asRefusal(error).message }))
    })
    none(text)
    assert.match(text, /"event":"request.failed"/)
  })

  it('a place is never read out of a message, whatever that looks like', () => {
    for (const message of [
      `${canaries.name}/${canaries.story}:12`,
      `x\n    at ${canaries.name}/${canaries.story}:12`,
    ]) {
      const told = nameOf(new Error(message))
      none(JSON.stringify(told))
      assert.match(told.where ?? '', /logs-carry-codes/)
    }
    assert.throws(
      () => JSON.parse(`${canaries.name}/${canaries.story}:12`),
      (error) => {
        none(JSON.stringify(nameOf(error)))
        return true
      },
    )
    none(JSON.stringify(nameOf(Object.assign(new Error(''), { code: `to ${canaries.number}` }))))
  })

  it('an error answer is a code and a fixed sentence', () => {
    const refusal = asRefusal(new Error(canaries.story))
    assert.deepEqual(
      [refusal.code, refusal.message, refusal.detail, refusal.status],
      ['INTERNAL', 'INTERNAL', '', 500],
    )
    assert.equal(asRefusal(new Refusal('GONE')).status, 410)
  })
})
