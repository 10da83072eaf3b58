import assert from 'node:assert/strict'
import { type Ear, earOf, type Heard } from '../../../dialogs/understanding/heard.ts'
import { type Examples, NONE, soundsOf } from '../../../dialogs/understanding/learn.ts'
import { read } from '../../../dialogs/understanding/message.ts'
import { toldOptions } from '../../../dialogs/understanding/told.ts'
import { understand } from '../../../dialogs/understanding/understand.ts'
import { questions } from '../../../intake/form/form.ts'
import { examples, languages, vocabulary } from '../../../locales/index.ts'
import { earIn } from '../../support/hearing.ts'

/** Every n-th sentence is not learned from, and heard. */
const FOLD = 6
const LEAST_SHOWN = 0.55
const FEW = 24
const asked = ['what.forms', 'control.means', 'contact.way']

type Sentences = Record<string, string[]>
const part = (of: Sentences, held: boolean): Sentences =>
  Object.fromEntries(
    Object.entries(of).map(([id, all]) => [id, all.filter((_, i) => (i % FOLD === FOLD - 1) === held)]),
  )
const openOf = (key: string) => ({
  key,
  kind: questions.get(key)!.kind as 'many',
  options: (questions.get(key)?.options ?? []).map((id) => ({ id, title: id })),
})

function shownOf(text: string, key: string, ear: Ear): string[] {
  const message = read(text, ear.spelling)
  const { first, after } = toldOptions(soundsOf(message, ear.lexicon.find(message.tokens)), openOf(key), ear)
  return [...new Set([...first, ...after])].slice(0, 3)
}

describe('What tells an option in a sentence', () => {
  for (const language of languages)
    it(`${language}: is shown back in words that were not learned from`, () => {
      const { options = {}, ...rest }: Examples = examples(language)
      const learned = Object.fromEntries(asked.map((key) => [key, part(options[key]!, false)]))
      const ear = earOf(vocabulary(language) as Heard, { ...rest, options: learned })
      const held = asked.flatMap((key) =>
        Object.entries(part(options[key]!, true)).flatMap(([id, all]) =>
          id === NONE ? [] : all.filter((text) => text.includes(' ')).map((text) => ({ key, id, text })),
        ),
      )
      const shown = held.filter(({ key, id, text }) => shownOf(text, key, ear).includes(id))
      assert.ok(shown.length / held.length >= LEAST_SHOWN, `${shown.length} of ${held.length}`)
    })

  for (const language of languages)
    it(`${language}: names options that there are, and is never taken for one`, () => {
      const { options = {} }: Examples = examples(language)
      for (const [key, told] of Object.entries(options)) {
        const ids = Object.keys(told).filter((id) => id !== NONE)
        assert.deepEqual(
          ids.filter((id) => !questions.get(key)?.options?.includes(id)),
          [],
          key,
        )
      }
      const ruled = earOf(vocabulary(language) as Heard)
      for (const key of asked)
        for (const text of Object.values(options[key]!)
          .flat()
          .filter((_, i) => i % FEW === 0)) {
          const taken = understand(text, openOf(key), earIn(language)).is === 'answer'
          assert.equal(taken, understand(text, openOf(key), ruled).is === 'answer', text)
        }
    })

  it('is nothing where there are no examples, but a word, or words of none of them', () => {
    const ear = earIn('en')
    assert.deepEqual(shownOf('he took my passport', 'contact.value', ear), [])
    assert.deepEqual(shownOf('passport', 'control.means', ear), [])
    assert.deepEqual(shownOf('blue elephants', 'safety.seen', ear), [])
    assert.ok(shownOf('he took my passport', 'control.means', ear).includes('documents'))
  })
})
