import assert from 'node:assert/strict'
import { languages, words } from '../../locales/index.ts'

/** Sentences as the language itself divides them. */
const sentences = (language: string, text: string): string[] =>
  [...new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)].map(({ segment }) =>
    segment.trim(),
  )

/** How far two texts are the same. */
const alike = (one: string, other: string): number => [...one].findIndex((letter, at) => letter !== other[at])

describe('What is said about the police is one thing, in the same words wherever it is said', () => {
  for (const language of languages)
    it(`that nobody is reported, and which exceptions there are, in ${language}`, () => {
      const t = words(language)
      const of = (key: string) => sentences(language, t(key))
      const [nobody, exceptions] = of('say.police')
      for (const key of ['say.reflection', 'say.reflectionOther', 'answer.police', 'phrase.next.limits'])
        assert.equal(of(key)[0], nobody, `${key} begins with it`)
      const exact = of('answer.police')
      assert.equal(exact.length, 2)
      assert.deepEqual(of('phrase.next.limits'), [nobody, exceptions], 'a worker says the same')
      // The one that is not named in the first minute stands last.
      assert.ok(alike(exceptions!, exact[1]!) > exceptions!.length / 2, `${exceptions} / ${exact[1]}`)
    })
})
