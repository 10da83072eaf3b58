import assert from 'node:assert/strict'
import { questionCard } from '../../bot/channels/teams/card.ts'
import { askIn } from '../../intake/conversation/standing.ts'
import { type Ask, givenDate } from '../../intake/form/ask.ts'
import { words } from '../../locales/index.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const t = words('en')
const asked = ({ last: { state } }: Person, key: string): Ask => askIn(state, key, ['en'], t)!

describe('A question that is asked once more', () => {
  const services = freshServices()
  const person = () => new Person(services)

  it('knows what she answered, or how she passed it over, and of others nothing', async () => {
    const her = await walkTo(person(), 'en', 'where.places')
    assert.deepEqual(asked(her, 'what.forms').given?.value, ['labour', 'debt'])
    assert.equal(asked(her, 'where.places').given, undefined)
    await her.picks('skipped')
    assert.equal(asked(her, 'where.places').given?.status, 'skipped')
    await her.send({ question: 'identity.birth', date: { year: 1995, month: 5 } })
    assert.deepEqual(givenDate(asked(her, 'identity.birth')), { year: 1995, month: 5 })
  })

  it('does not show her own words where others may see', async () => {
    const tale = 'For two years we worked in the garden from morning to night and he kept the money.'
    for (const [seen, shown] of [
      ['no', tale],
      ['maybe', undefined],
    ] as const) {
      const her = await person().send({ question: 'control.language', value: ['en'] })
      await her.picks(seen)
      if (seen === 'maybe') await her.picks('goOn')
      await her.picks('no')
      await her.picks('yes')
      await her.says(tale)
      assert.equal(asked(her, 'what.ownWords').given?.value, shown, seen)
    }
  })

  it('takes what stands in the box and was left as it was, however odd it looked', async () => {
    const her = await walkTo(person(), 'en', 'identity.name')
    await her.writes('x7 ?')
    if (her.open === 'identity.name') await her.writes('x7 ?')
    assert.equal(her.answer('identity.name'), 'x7 ?')
    await her.command('back')
    assert.equal(her.open, 'identity.name')
    await her.writes('x7 ?')
    assert.notEqual(her.open, 'identity.name')
    assert.equal(her.answer('identity.name'), 'x7 ?')
  })

  it('stands filled in a card of Teams', async () => {
    const her = await walkTo(person(), 'en', 'contact.rules')
    const filled = (key: string) => JSON.stringify(questionCard(asked(her, key), t))
    assert.match(filled('what.forms'), /"value":"labour,debt"/)
    assert.match(filled('contact.value'), /"value":"040 123 4567"/)
    assert.doesNotMatch(filled('identity.name'), /"id":"text"[^}]*"value"/)
  })
})
