import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Services } from '../../bot/services.ts'
import type { State } from '../../intake/conversation/conversation.ts'
import { traitsOf } from '../../intake/form/channels.ts'
import { api } from '../support/direct-line.ts'
import { openStores } from '../support/open-stores.ts'
import { Page } from '../support/page.ts'
import { codeFor, type Person } from '../support/talk.ts'
import { Phone, startTwilio, type Twilio } from '../support/twilio.ts'
import { canaries, tellAll } from './canary.ts'

/**
 * Somebody found the note, read the screen or made her say it: what the holder of a code reads in five presses after
 * it, on each way in, and what has changed by them. Her words are searched in all that is shown.
 */
const HOUR = 3_600_000
const word = 'Bluebell'
const second = 'Cinnamon'
const fromWorker = 'Lighthouse at nine'
const worker = { id: 'w', name: 'W' }

/** Says something from one place, and returns all that was shown of it. */
type Says = (text: string) => Promise<string>

const ways: Record<string, (on: Twilio) => Promise<Says>> = {
  async web({ url }) {
    const page = await new Page(url).open()
    return async (text) => (await page.type(text)).html
  },
  async 'Direct Line'(server) {
    const call = api(server)
    const { token } = (await call('POST', '/tokens/generate')).body
    const { conversationId } = (await call('POST', '/conversations', token)).body
    const path = `/conversations/${conversationId}/activities`
    return async (text) => {
      await call('POST', path, token, { type: 'message', from: { id: 'me' }, text })
      // From the beginning each time: what a client of whoever holds it could ask for.
      return JSON.stringify((await call('GET', path, token)).body)
    }
  },
  async SMS(on) {
    const phone = new Phone(on, `+35840${String(7_000_000 + phones++)}`)
    return async (text) => (await phone.says(text)).join('\n')
  },
}
let phones = 0
const shows: Record<string, string> = { web: 'page', 'Direct Line': 'buttons', SMS: 'texts' }

const presses = [
  ...['1', '2', '3', 'yes', 'no', 'send', 'skip', 'review', 'change', '0509998877'],
  ...['what do you know about me', 'copy', 'back', 'delete everything', 'a person', 'danger'],
  ...['language', 'English', 'help', 'return code', 'stop', 'start', 'show my answers', 'my name is Eve'],
]

/** Every press once, five at a time; then as they come. */
const five = fc.array(fc.constantFrom(...presses), { minLength: 5, maxLength: 5 })
const each = presses
  .filter((_, at) => at % 5 === 0)
  .map((_, at): [string[]] => [presses.filter((_, i) => i % 5 === at)])

/** What is kept is the same whatever the way: the second store is tried on one of them. */
const waysOn = (at: number) => (at === 0 ? Object.keys(ways) : ['web'])

for (const [at, [store, open]] of Object.entries(openStores).entries())
  describe(`Whoever holds a return code, on ${store}`, () => {
    let now = Date.UTC(2026, 5, 1, 7)
    let twilio: Twilio
    let services: Services
    before(async () => {
      twilio = await startTwilio({}, { clock: () => now, store: (await open()).store })
      services = twilio.services
    })
    after(() => twilio.close())

    /** Who has told all, sent it, and talks with a worker. */
    async function her(prepare: (person: Person) => Promise<string>) {
      const person = await tellAll(services, `+3584055${String(phones++).padStart(5, '0')}`)
      await person.picks('send')
      const code = await prepare(person)
      await person.command('human')
      const { id } = person.last.state.case!
      await services.desk.claim(id, worker)
      await services.desk.message(id, worker, { id: 'm1', text: fromWorker, language: 'en' })
      return { person, code, id }
    }
    const shown = (text: string, id = '-none-') =>
      [
        ...[canaries.name, canaries.number, canaries.story, fromWorker, id],
        id.replace(/(.{5})(?=.)/g, '$1 '),
      ].filter((secret) => text.includes(secret))

    /** All that is hers: whatever is said at the door, it stays as it is. */
    async function kept({ person, id }: { person: Person; id: string }) {
      const { answers, log, talk, case: made, code, gone, view, alias, story } = await stateOf(person)
      const { content, talk: claimed, application } = (await services.cases.get(id))!
      const messages = (await services.desk.view(id, worker)).messages.length
      return structuredClone({
        ...{ answers, log, talk, made, code, gone, view, alias, story },
        ...{ content, claimed, application, messages },
      })
    }
    const stateOf = async ({ id }: Person): Promise<State> => (await services.conversations.load(id))!.state

    async function arrives(way: string, code: string): Promise<{ says: Says; first: string }> {
      now += HOUR
      const say = await ways[way]!(twilio)
      const says: Says = (text) => {
        // What a phone says twice at once its carrier brought twice.
        now += 10_000
        return say(text)
      }
      for (const text of ['hello', 'English']) await says(text)
      return { says, first: await says(code) }
    }

    const holders: Record<
      string,
      { prepare: (person: Person) => Promise<string>; given: string[]; answer: RegExp }
    > = {
      'where no word was chosen': {
        prepare: (person) => codeFor(person),
        given: [],
        answer: /stays closed/,
      },
      'and presses something else': {
        prepare: (person) => codeFor(person, word),
        given: [],
        answer: /Welcome back/,
      },
      'and a wrong word': {
        prepare: (person) => codeFor(person, word, second),
        given: ['Primrose'],
        answer: /could not open it/,
      },
      'and the second word': {
        prepare: (person) => codeFor(person, word, second),
        given: [second],
        answer: /Thank you/,
      },
      'that was issued while others could see, and the word': {
        async prepare(person) {
          await codeFor(person, word)
          await person.send({ question: 'safety.seen', value: ['maybe'] })
          return codeFor(await person.command('code'))
        },
        given: [word],
        answer: /stays closed|Can anyone else/,
      },
    }

    for (const way of waysOn(at))
      for (const [name, { prepare, given, answer }] of Object.entries(holders))
        it(`${name}, by ${way}: five presses show and change nothing of hers`, async () => {
          const all = await her(prepare)
          const before = await kept(all)
          const walk = async (path: string[]) => {
            const { says, first } = await arrives(way, all.code)
            const read = [first]
            for (const text of given) read.push(await says(text))
            assert.match(read.at(-1)!, answer)
            for (const text of path) read.push(await says(text))
            assert.deepEqual(
              read.flatMap((text) => shown(text, all.id)),
              [],
            )
            assert.deepEqual(await kept(all), before)
            const { watched } = (await services.cases.get(all.id))!
            assert.equal(watched !== undefined, given.includes(second), 'who is to know')
          }
          await fc.assert(fc.asyncProperty(five, walk), { examples: each, numRuns: each.length + 1 })
        })

    for (const way of waysOn(at))
      it(`and the word, by ${way}: is her, who reads her own when she asks for it`, async () => {
        const person = await tellAll(services, `+3584055${String(phones++).padStart(5, '0')}`)
        const code = await codeFor(person, word, second)
        const { says, first } = await arrives(way, code)
        assert.deepEqual(shown(first + (await says(word))), [])
        const { view, channel } = await stateOf(person)
        assert.deepEqual([view, traitsOf(channel).shows], [1, shows[way]])
        if (way === 'SMS') return
        for (const text of ['1', 'copy']) await says(text)
        assert.deepEqual(shown(await says('yes')), [canaries.name, canaries.number, canaries.story])
      })
  })
