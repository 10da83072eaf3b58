import assert from 'node:assert/strict'
import { standingOf } from '../../intake/conversation/standing.ts'
import { ask } from '../../intake/form/ask.ts'
import { questions } from '../../intake/form/form.ts'
import { Page } from '../support/page.ts'
import { type Running, startServer } from '../support/server.ts'
import { freshServices, Person } from '../support/talk.ts'

/** What each answers where the first option, or a few words, will not do. */
type Given = Record<string, string>

const calm: Given = { 'safety.seen': 'no', 'safety.danger': 'no', 'consent.start': 'yes' }
const byPhone: Given = { 'contact.way': 'phone', 'contact.value': '040 123 4567', 'contact.rules': 'evening' }
const self: Given = { ...calm, ...byPhone, 'role.who': 'self', 'identity.age': 'adult' }
const referrer: Given = {
  ...self,
  'role.who': 'referrer',
  'role.referrer': 'ngo',
  'referrer.consent': 'yes',
}
/** Passes over whatever can be: only what sending needs is answered. */
const skipping: Given = { 'consent.start': 'yes', 'role.who': 'self', 'contact.way': 'codeOnly' }

/** What looks like an answer there. */
const inBox = (key: string) => (key === 'referrer.contact' ? 'maija@example.fi' : 'Maija')

async function answer(page: Page, given: Given, otherwise?: string): Promise<void> {
  const key = page.question
  const field = questions.get(key)!
  const boxes = [...page.html.matchAll(/name="a:([^"]+)"/g)].map(([, name]) => [`a:${name}`, inBox(name!)])
  if (boxes.length > 0) await page.post(page.form(Object.fromEntries(boxes)))
  else if (field.kind === 'text' && !(otherwise && !given[key])) await page.type(given[key] ?? inBox(key))
  else await page.press(given[key] ?? otherwise ?? field.options[0]!)
}

describe('Her messages from the first word to "sent", counted on the page', () => {
  let server: Running
  before(async () => {
    server = await startServer()
  })
  after(() => server.close())

  async function walked(given: Given, otherwise?: string): Promise<string[]> {
    const page = await new Page(server.url).open('?lang=en')
    const asked: string[] = []
    while (page.question !== 'control.review' && page.posts < 40) {
      asked.push(page.question)
      await answer(page, given, otherwise)
    }
    await page.press('send')
    assert.match(page.html, /have been sent/)
    return [...asked, 'control.review']
  }

  const count = (name: string, most: number, given: Given, otherwise?: string, needs: string[] = []) =>
    it(`${name}: at most ${most}`, async () => {
      const asked = await walked(given, otherwise)
      console.log(`      ${name}: ${asked.length} messages`)
      assert.ok(asked.length <= most, asked.join(' '))
      for (const key of needs) assert.ok(asked.includes(key), key)
    })

  count('for herself, by phone', 14, self, undefined, ['contact.rules'])
  count('a referrer with consent, by phone', 20, referrer, undefined, ['referrer.basis', 'contact.rules'])
  count('for herself, passing over all she can', 12, skipping, 'skipped')
})

describe('Her messages on other channels, where the first two questions come one by one', () => {
  async function walked(channel: string, given: Given, otherwise?: string, plain = false): Promise<string[]> {
    const parts = freshServices()
    const { speech } = parts
    const person = await new Person(parts, channel).arrives()
    const asked: string[] = []
    while (person.open !== 'control.review' && asked.length < 40) {
      const key = person.open!
      asked.push(key)
      const standing = standingOf(person.last.state, speech.languages)
      const boxes = ask(key, standing, speech.t('en')).parts.filter(({ kind }) => kind === 'text')
      const answer = given[key] ?? (key === 'control.language' ? 'en' : otherwise)
      if (boxes.length > 0 && !plain)
        await person.send({
          question: key,
          parts: Object.fromEntries(boxes.map((box) => [box.key, inBox(box.key)])),
        })
      else if (questions.get(key)?.kind === 'text' && !(otherwise && !given[key]))
        await person.writes(answer ?? inBox(key))
      else await person.picks(answer ?? questions.get(key)!.options[0]!)
    }
    await person.picks('send')
    assert.match(person.keys[0]!, /^say\.sent\b/)
    return [...asked, 'control.review']
  }

  const count = (name: string, most: number, ...walk: Parameters<typeof walked>) =>
    it(`${name}: at most ${most}`, async () => {
      const asked = await walked(...walk)
      console.log(`      ${name}: ${asked.length} messages`)
      assert.ok(asked.length <= most, asked.join(' '))
    })

  for (const channel of ['directline', 'msteams']) {
    count(`for herself, by phone, ${channel}`, 15, channel, self)
    count(`for herself, passing over all she can, ${channel}`, 13, channel, skipping, 'skipped')
  }
  for (const channel of ['directline', 'msteams'])
    count(`a referrer with consent, by phone, on a card with boxes, ${channel}`, 21, channel, referrer)
  // To a client that draws no card, name, organisation and contact are three messages.
  count(
    'a referrer with consent, by phone, a client without cards',
    23,
    'directline',
    referrer,
    undefined,
    true,
  )
})
