import assert from 'node:assert/strict'
import { questions } from '../../intake/form/form.ts'
import chat from '../../locales/en/chat.json' with { type: 'json' }
import { languages, words } from '../../locales/index.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

const why: Record<string, RegExp> = {
  fi: /\bmiksi|minkä takia/iu,
  sv: /\bvarför\b/iu,
  en: /\bwhy\b/iu,
  ar: /لماذا|لمَ /u,
  ru: /почему|зачем/iu,
}

const asks = (language: string) => {
  const t = words(language)
  const controls = Object.keys(chat).filter((key) => /^control\.\w+\.ask/.test(key))
  const forms = [...questions.keys()].flatMap((key) =>
    ['', '_number', '_app', '_viaReferrer', '_viaCentre', '_viaLawyer'].flatMap((way) =>
      ['', '_other', '_child'].map((who) => `${key}.ask${way}${who}`),
    ),
  )
  return [...forms, ...controls, 'control.language.guess']
    .filter((key) => t.has(key))
    .map((key) => [key, t(key)] as const)
}

/** Before what cannot be undone or can be seen by others, one sentence more says so. */
const warnings = new Set(['control.deleteAll.ask', 'control.copy.ask'])

/** Sentences as the language itself divides them. */
const sentences = (language: string, text: string) =>
  [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)].length

describe('One question at a time', () => {
  for (const language of languages) {
    it(`in at most two sentences that are not long, in ${language}`, () => {
      const all = asks(language)
      assert.ok(all.length > questions.size)
      const long = all.filter(
        ([key, text]) => sentences(language, text) > (warnings.has(key) ? 3 : 2) || text.length > 180,
      )
      assert.deepEqual(long, [])
    })

    it(`and never why, in ${language}`, () => {
      assert.deepEqual(
        asks(language).filter(([, text]) => why[language]!.test(text)),
        [],
      )
    })
  }

  it('each turn of a whole conversation asks one, as the last thing it says', async () => {
    class Listener extends Person {
      override async send(inbound: Parameters<Person['send']>[0]): Promise<this> {
        await super.send(inbound)
        const asked = this.last.lines.filter(({ from }) => from === 'bot').map(({ question }) => !!question)
        // The very first answer comes to a page that had nothing behind it: the language is asked there as well.
        if (this.messages > 1) assert.deepEqual(asked, [...asked.slice(1).fill(false), true])
        return this
      }
    }
    const person = await walkTo(new Listener(freshServices()), 'en')
    for (const id of ['more', 'more.help']) await person.picks(id)
    while (person.open !== 'control.more') await person.command('skip')
    for (const id of ['done', 'send', 'review', 'change', 'safety.danger', 'yes', 'keep'])
      await person.picks(id)
    assert.equal(person.open, 'control.paused')
  })
})
