import assert from 'node:assert/strict'
import { referring } from '../support/essential.ts'
import { visits } from '../support/visits.ts'

const WORDS =
  'She said that her employer holds her passport, and that the debt grows every month she is there.'

const typed = new Set(['referral.observations', 'contact.value', 'identity.name'])

describe('web/chat: what a referrer sends', () => {
  const her = visits()

  it('can be read whole in the review, a group a line', async () => {
    const { page, chat } = await her.visit('en')
    await chat.walk(referring('phone'))
    await chat.fill({
      'referrer.name': 'M. Virtanen',
      'referrer.organisation': 'City of Turku',
      'referrer.contact': '040 123 4567',
    })
    await chat.press('skipped')
    await chat.walk(
      [
        ['identity.age', 'adult'],
        ['eligibility.class', 'notSure'],
        ['what.forms', ['labour', 'debt']],
        ['where.places', ['finland']],
        ['referral.observations', WORDS],
        ['needs.help', ['legal']],
        ['contact.way', 'phone'],
        ['contact.value', '040 123 4567'],
        ['contact.rules', ['evening']],
        ['identity.name', 'Maria'],
      ],
      typed,
    )
    assert.equal(await chat.question(), 'control.review')
    const lines = await page.locator('.rows summary').evaluateAll((all) =>
      all.map((one) => {
        const span = one.querySelector('span')!
        return {
          text: span.innerText,
          cut: span.offsetParent !== null && span.scrollWidth > span.clientWidth,
        }
      }),
    )
    assert.ok(lines.some(({ text }) => text.includes(WORDS)))
    assert.deepEqual(
      lines.filter(({ cut }) => cut),
      [],
    )
  })
})
