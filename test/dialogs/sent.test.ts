import assert from 'node:assert/strict'
import { languages } from '../../locales/index.ts'
import { herself, typed } from '../support/essential.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

/** Words of an office for what she sends: nothing that she was asked has called it so. */
const office: Record<string, RegExp> = {
  en: /applica|referral/i,
  fi: /hakemu|esity(s|ks)/i,
  sv: /ansök|framställning/i,
  ar: /طلبك|طلب الإحالة/,
  ru: /заявлен|обращени/i,
}
/** "Your answers": said to whoever answered for herself, and not to whoever told of somebody else. */
const yours: Record<string, RegExp> = {
  en: /^your/i,
  fi: /vastauksesi/i,
  sv: /^dina/i,
  ar: /إجاباتك/,
  ru: /^ваши/i,
}

type Steps = Parameters<typeof walkTo>[3]
const step = ([key, given]: (typeof herself)[number], value = given) =>
  typed.has(key) ? ([key, value, 'writes'] as const) : ([key, value] as const)
const short = herself.map((one) => step(one))
const instead = (changed: Record<string, string>): Steps =>
  short.map((one) => (changed[one[0]] ? [one[0], changed[one[0]]!] : one))
const before = short.slice(0, 3)
const referrer: Steps = [
  ...before,
  ['role.who', 'referrer'],
  ['role.referrer', 'ngo'],
  ['referrer.consent', 'yes'],
  ['referrer.basis', 'interpreter'],
  ['referrer.name', 'Maija M.', 'writes'],
  ['referrer.organisation', 'Oy', 'writes'],
  ['referrer.contact', 'maija@example.fi', 'writes'],
  ['where.inFinland', 'yes'],
  ['identity.age', 'adult'],
  ['eligibility.class', 'needsHelp'],
  ['what.forms', 'labour'],
  ['where.places', 'finland'],
  ['referral.observations', '40 kg', 'writes'],
  ['needs.help', 'legal'],
  ...short.slice(-4),
]

describe('What she is told when it is sent', () => {
  const services = freshServices()
  async function sent(language: string, path?: Steps, channel = 'web'): Promise<Person> {
    const person = await walkTo(new Person(services, channel), language, 'control.review', path)
    return person.picks('send')
  }
  const firstWords = (person: Person) =>
    person.words.find((_, i) => person.last.state.log[i]?.say?.startsWith('say.sent')) ?? ''

  for (const language of languages)
    for (const [who, path] of Object.entries({
      'for herself': short,
      'without a name': instead({ 'identity.name': 'skipped' }),
      'for somebody else': referrer,
    }))
      it(`has the word it had when it was asked: ${who}, in ${language}`, async () => {
        const person = await sent(language, path)
        const said = firstWords(person)
        assert.ok(said)
        const more = await person.picks('next')
        const all = [said, ...more.words.slice(-6)].join('\n')
        assert.doesNotMatch(all, office[language]!)
        assert.equal(yours[language]!.test(said), path !== referrer, said)
      })

  for (const [path, decision] of [
    [short, 'say.next'],
    [instead({ 'identity.name': 'skipped' }), 'say.nextRequest'],
    [referrer, 'say.nextReferrer'],
    [[...referrer.slice(0, -1), ['identity.name', 'skipped']] as Steps, 'say.nextRequestOther'],
  ] as const)
    it(`speaks of a decision only where one can reach somebody by name: ${decision}`, async () => {
      const person = await sent('en', path)
      await person.picks('next')
      assert.equal(person.keys[0], decision)
      const long = decision === 'say.next' || decision === 'say.nextReferrer'
      assert.equal(person.keys.includes('say.whatNext.long'), long)
      const bare = await sent('en', path, 'directline')
      assert.ok(bare.keys.includes(decision), bare.keys.join())
    })

  it('says what its number is for', async () => {
    for (const language of languages) {
      const person = await sent(language)
      const at = person.last.state.log.findIndex(({ say }) => say === 'say.sent.number')
      assert.match(person.words[at] ?? '', /call|soitat|ringer|الاتصال|позвоните/)
    }
  })
})
