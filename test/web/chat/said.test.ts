import assert from 'node:assert/strict'
import { contacts } from '../../../intake/form/contacts.ts'
import { languages, words } from '../../../locales/index.ts'
import { chatPage } from '../../../web/chat/page.ts'
import { bubble, view } from './views.ts'

const { emergency, helpline } = contacts
const bare = (number: string) => number.replace(/[^+\d]/g, '')

/** Of the messages on a page: the addresses that its buttons call, and its words as somebody sees them unasked. */
function read(language: string, key: string, danger = false) {
  const t = words(language)
  const said = {
    ...bubble('bot', t(key, { ...contacts, opens: '' }), language),
    ...(danger ? { danger } : {}),
  }
  const page = chatPage(view({ t, bubbles: [said as never], ask: null }))
  const [, log = ''] = page.match(/<div id="log"[^>]*>([\s\S]*?)<\/ol>/) ?? []
  const folded = log.replace(/<details>[\s\S]*?<\/details>/g, '')
  const prose = [...folded.matchAll(/<p [^>]*>([\s\S]*?)<\/p>/g)].map(([, text]) => text!)
  const calls = [...log.matchAll(/<a class="call" href="([^"]+)"><svg/g)].map(([, href]) => href)
  return { log: log.replaceAll('\u00AD', ''), prose: prose.join(' '), calls }
}

describe('web/chat: a number that is said is a button', () => {
  for (const language of languages) {
    for (const key of ['say.danger', 'say.dangerOther', 'say.dangerTalk', 'say.dangerTalkOther'])
      it(`${key}, in ${language}: to call and to write, before any word, and little to read`, () => {
        const { log, prose, calls } = read(language, key, true)
        assert.deepEqual(calls, [`tel:${bare(emergency)}`, `sms:${bare(emergency)}`, `tel:${bare(helpline)}`])
        assert.ok(log.indexOf('class="call"') < log.indexOf('<p '))
        assert.ok(prose.length < 120, prose)
        // Nothing of it is lost.
        const all = log.replace(/<[^>]+>/g, '').replaceAll('\u00A0', ' ')
        for (const sentence of words(language)(key, contacts).split(/(?<=[.!?]) /))
          assert.ok(all.includes(sentence), sentence)
      })

    for (const key of ['talk.nobody', 'talk.outOfHours', 'say.seen', 'say.help', 'say.notNow'])
      it(`${key}, in ${language}`, () => {
        const t = words(language)
        const named = [emergency, helpline].filter((one) => t(key, contacts).includes(one))
        const { log, calls } = read(language, key)
        assert.deepEqual(
          calls,
          named.map((one) => `tel:${bare(one)}`),
        )
        assert.equal(log.match(/<a /g)?.length, calls.length, 'and stands there once')
      })
  }
})
