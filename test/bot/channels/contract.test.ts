import assert from 'node:assert/strict'
import { ask } from '../../../intake/form/ask.ts'
import { channels, texted, traitsOf } from '../../../intake/form/channels.ts'
import { contacts } from '../../../intake/form/contacts.ts'
import type { Translate } from '../../../intake/form/words.ts'
import { languages, words } from '../../../locales/index.ts'
import { acs } from '../../support/channels/acs.ts'
import { azureSms } from '../../support/channels/azure-sms.ts'
import { directLine } from '../../support/channels/direct-line.ts'
import type { Door, Row } from '../../support/channels/door.ts'
import { teams } from '../../support/channels/teams.ts'
import { twilio } from '../../support/channels/twilio.ts'
import { web } from '../../support/channels/web.ts'

/** Every channel there is. A new one is one file in `bot/channels/`, its far end in `test/support/channels/`, and one row. */
const rows: readonly Row[] = [web, directLine, teams, azureSms, twilio, acs]

/** [what she chooses, or writes after "=", the question that follows]. */
type Step = readonly [said: string, asked: string]

const begins: readonly Step[] = [
  ['no', 'safety.danger'],
  ['no', 'consent.start'],
  ['yes', 'role.who'],
  ['child', 'where.inFinland'],
  ['yes', 'identity.age'],
]
const onScreen: readonly Step[] = [...begins, ['adult', 'eligibility.class'], ['notSure', 'what.forms']]

/** Where words stand on a locked phone: a word first, and what may not stand there is not asked. */
const onLockScreen: readonly Step[] = [
  begins[0]!,
  ['no', 'control.word'],
  ['=Kissankello', 'control.wordAgain'],
  ['=Kissankello', 'control.second'],
  ['-', 'consent.start'],
  ...begins.slice(2),
  ['adult', 'control.elsewhere'],
]

const native = (number: number, language: string) =>
  new Intl.NumberFormat(language === 'ar' ? 'ar-u-nu-arab' : 'en').format(number)

const standing = (child: boolean) => ({
  answers: child
    ? { 'role.who': { status: 'answered' as const, value: 'child', language: '', wording: '', at: 0 } }
    : {},
  languages,
  sent: false,
  hasCode: false,
})

for (const { name, channel, open } of rows)
  describe(`The contract of channels: ${name}`, () => {
    const { lockScreen, shows: how } = traitsOf(channel)
    let door: Door
    let now = Date.UTC(2026, 5, 1, 9)

    beforeEach(async () => {
      door = await open(() => now)
    })
    afterEach(() => door.close())

    const said = async (text: string) => {
      now += 10_000
      return (await door.says(text)).join('\n')
    }
    const reading = (language: string): Translate => {
      const t = words(language)
      return lockScreen ? texted(t) : t
    }
    /** Without what only typography and the shape of a page need. */
    const squeezed = (text: string) => text.replace(/[\s“”"«»’'–-]|\p{Cf}/gu, '')
    const shows = (shown: string, expected: string) =>
      assert.ok(squeezed(shown).includes(squeezed(expected)), `"${expected}" is not in:\n${shown}`)

    /** Walks a table; each time the question that follows must be the one shown, with all its options. */
    async function walk(language: string, table: readonly Step[]): Promise<void> {
      const t = reading(language)
      const tags = ask('control.language', standing(false), t).options.map(({ id }) => id)
      let asked = 'safety.seen'
      let shown = await said(native(tags.indexOf(language) + 1, 'en'))
      for (const [choice, next] of [...table, ['', '']] as Step[]) {
        const { text, options } = ask(asked, standing(asked !== 'safety.danger' && asked !== 'role.who'), t)
        for (const one of [
          text.replace('{{helpline}}', contacts.helpline),
          ...options.map(({ title }) => title),
        ])
          shows(shown, one)
        if (!next) return
        // A page shows no numbers: a small one is an age there, or asked.
        const aged = asked === 'identity.age' && how === 'page'
        const number = aged ? 18 : options.findIndex(({ id }) => id === choice) + 1
        const words = choice === '-' ? t(`${asked}.skip`) : choice.startsWith('=') && choice.slice(1)
        shown = await said(words || native(number, language))
        asked = next
      }
    }

    for (const language of languages)
      it(`walks the same way in ${language}, answered by number, native digits among them`, async () => {
        await said('…')
        await walk(language, lockScreen ? onLockScreen : onScreen)
      })

    it('answers a message that is delivered twice once', async () => {
      await said('…')
      await said('3')
      assert.deepEqual((await door.again()).join(''), '')
    })

    it('takes nothing that nobody vouches for', async () => {
      await said('…')
      assert.ok([401, 403, 410].includes(await door.forged()))
    })

    it('puts 112 and the number of the day and night in front of whoever says danger', async () => {
      await said('…')
      await said('3')
      const shown = await said('I am in danger')
      shows(shown, '112')
      shows(shown, contacts.helpline)
    })

    it('brings a person at any time', async () => {
      await said('…')
      await said('3')
      shows(await said('I want to talk to a person'), reading('en')('talk.waiting'))
    })

    it('asks again, and never guesses, when it does not understand', async () => {
      await said('…')
      await said('3')
      const shown = await said('blue elephants')
      shows(shown, reading('en')('say.unsure.choice'))
      shows(shown, reading('en')('safety.seen.ask'))
    })
  })

describe('Channels', () => {
  it('each have a far end here that keeps the contract, and a name in the console', () => {
    assert.deepEqual([...new Set(rows.map(({ channel }) => channel))].sort(), [...channels].sort())
    for (const t of languages.map(words).filter(({ has }) => has('desk.title')))
      assert.deepEqual(
        channels.filter((channel) => !t.has(`desk.channel.${channel}`)),
        [],
      )
  })
})
