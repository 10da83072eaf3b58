import assert from 'node:assert/strict'
import fc from 'fast-check'
import { earOf, type Heard } from '../../../dialogs/understanding/heard.ts'
import { COMMANDS, type Option } from '../../../dialogs/understanding/kinds.ts'
import { wordings } from '../../../dialogs/understanding/spelling.ts'
import { fold, normalise } from '../../../dialogs/understanding/text.ts'
import { languages, vocabulary } from '../../../locales/index.ts'
import { commandIn, meantBy } from '../../support/hearing.ts'
import { ar } from './utterances/ar.ts'
import { en } from './utterances/en.ts'
import { fi } from './utterances/fi.ts'
import { ru } from './utterances/ru.ts'
import { sv } from './utterances/sv.ts'
import { optionsOf, synonymsOf, type Table } from './utterances/table.ts'

const tables: Record<string, Table> = { fi, sv, en, ar, ru }

describe('What is heard', () => {
  it('has a table for every language', () =>
    assert.deepEqual(Object.keys(tables).sort(), [...languages].sort()))
})

for (const [language, table] of Object.entries(tables)) {
  const words: Heard = vocabulary(language)
  const [yeses, noes, doubts] = [words.yes, words.no, words.unsure].map((list) => list.flatMap(wordings))
  const ear = earOf({ ...words, options: { test: synonymsOf(table) } })
  const needs = optionsOf(table)
  const yesno: Option[] = [
    { id: 'yes', title: words.yes[0]! },
    { id: 'no', title: words.no[0]! },
    { id: 'unsure', title: words.unsure[0]! },
  ]
  const taken = (text: string, kind: 'choice' | 'many', options: Option[]) => {
    const meant = meantBy(text, ear, kind, options)
    return meant.is === 'answer' ? meant.ids : null
  }
  const hear = {
    yesno: (text: string) => taken(text, 'choice', yesno)?.[0] ?? null,
    choice: (text: string) => taken(text, 'choice', needs)?.[0] ?? null,
    many: (text: string) => taken(text, 'many', needs)?.sort() ?? null,
    command: (text: string) => commandIn(text, language),
  }

  describe(`What is heard in ${language}`, () => {
    for (const [text, asked, heard] of table.rows) {
      const expected = Array.isArray(heard) ? [...heard].sort() : heard
      it(`${asked}: ${JSON.stringify(text)} -> ${heard ?? 'ask again'}`, () => {
        assert.deepEqual(hear[asked](text), expected)
        assert.deepEqual(hear[asked](text.normalize('NFD').toUpperCase()), expected, 'NFD, upper case')
      })
    }

    it('never hears an option beside a negation, whatever else is said', () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...words.negations),
          fc.constantFrom(...needs),
          prose(table),
          prose(table),
          (not, option, some, more) => {
            const text = [some, not.replaceAll('*', 'xx'), more, option.title].join(' ')
            // "I do not know, I am not sure" says it twice.
            const said = option.id === 'notSure' ? ['notSure'] : []
            for (const heard of [hear.choice(text), hear.choice(`${option.title} ${text}`)])
              assert.ok(heard === null || said.includes(heard), text)
            for (const heard of [hear.many(text), hear.many(`${option.title}, ${text}`)])
              assert.ok(heard === null || heard.join() === said.join(), text)
          },
        ),
      )
    })

    describe('never hears yes where no is said too', () => {
      const hearsNoYes = (yes: string, no: string) => {
        for (const both of [`${yes} ${no}`, `${no} ${yes}`])
          assert.ok(hear.yesno(both) !== 'yes' || yeses!.includes(both), both)
      }
      const others = [...noes!, ...doubts!]

      it('in a word of its own', () => {
        for (const yes of yeses!) for (const no of others) if (!no.includes(' ')) hearsNoYes(yes, no)
      })

      it('in whatever words', () => {
        const pairs = fc.property(fc.constantFrom(...yeses!), fc.constantFrom(...others), hearsNoYes)
        fc.assert(pairs, { numRuns: 1000 })
      })
    })

    it('hears every yes, no, unsure and command phrase it knows, also without its accents', () => {
      for (const mood of ['yes', 'no', 'unsure'] as const)
        for (const phrase of words[mood].flatMap(wordings)) {
          assert.equal(hear.yesno(phrase), mood, phrase)
          assert.equal(hear.yesno(fold(normalise(phrase))), mood, phrase)
        }
      for (const command of COMMANDS)
        for (const phrase of words.commands[command].flatMap(wordings))
          assert.equal(commandIn(fold(normalise(phrase)), language), command, phrase)
    })
  })

  describe(`The words of ${language}`, () => {
    it('give no phrase two meanings', () => {
      const meanings = new Map<string, string[]>()
      const { yes, no, unsure, commands } = words
      for (const [meaning, list] of Object.entries({ yes, no, unsure, ...commands }))
        for (const phrase of new Set(list.flatMap(wordings).map((p) => fold(normalise(p)))))
          meanings.set(phrase, [...(meanings.get(phrase) ?? []), meaning])
      const shared = [...meanings].filter(([, all]) => all.length > 1 && all.join() !== 'unsure,unknown')
      assert.deepEqual(shared, [])
    })

    it('know every number from 0, as numbers to call are said, to 20', () => {
      // The last one is -1.
      const known = new Set(Object.values(words.numbers).filter((number) => number !== -1))
      assert.deepEqual(
        [...known].sort((a, b) => a - b),
        Array.from({ length: 21 }, (_, i) => i),
      )
    })
  })
}

/** Words put together from the language's own letters. */
function prose(table: Table): fc.Arbitrary<string> {
  const letters = [...new Set(table.rows.flatMap(([text]) => text.match(/\p{L}\p{M}*/gu) ?? []))]
  const word = fc
    .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 8 })
    .map((all) => all.join(''))
  return fc.array(word, { maxLength: 5 }).map((all) => all.join(' '))
}
