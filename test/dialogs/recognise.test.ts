import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { fold } from '../../dialogs/recognise/text.ts'
import {
  COMMANDS,
  hearChoice,
  hearCommand,
  hearDate,
  hearMany,
  normalise,
  type Option,
  type Words,
} from '../../dialogs/recognise.ts'
import { ar } from './utterances/ar.ts'
import { en } from './utterances/en.ts'
import { fi } from './utterances/fi.ts'
import { ru } from './utterances/ru.ts'
import { sv } from './utterances/sv.ts'
import { optionsOf, type Table } from './utterances/table.ts'

const tables: Record<string, Table> = { fi, sv, en, ar, ru }
const wordsOf = (language: string): Words =>
  JSON.parse(readFileSync(new URL(`../../locales/${language}/words.json`, import.meta.url), 'utf8'))

for (const [language, table] of Object.entries(tables)) {
  const words = wordsOf(language)
  const needs = optionsOf(table)
  const yesno: Option[] = [
    { id: 'yes', title: words.yes[0]! },
    { id: 'no', title: words.no[0]! },
    { id: 'unsure', title: words.unsure[0]! },
  ]
  const hear = {
    yesno: (text: string) => one(hearChoice(text, yesno, words)),
    choice: (text: string) => one(hearChoice(text, needs, words)),
    many: (text: string) => several(hearMany(text, needs, words)),
    command: (text: string) => hearCommand(text, words),
  }

  describe(`What is heard in ${language}`, () => {
    for (const [text, asked, heard] of table.rows) {
      const expected = Array.isArray(heard) ? [...heard].sort() : heard
      it(`${asked}: ${JSON.stringify(text)} -> ${heard ?? 'ask again'}`, () => {
        assert.deepEqual(hear[asked](text), expected)
        assert.deepEqual(hear[asked](text.normalize('NFD').toUpperCase()), expected, 'NFD, upper case')
      })
    }

    it('has a table that reaches every command and enough besides', () => {
      const reached = table.rows.filter(([, asked]) => asked === 'command').map(([, , heard]) => heard)
      assert.deepEqual(
        COMMANDS.filter((command) => !reached.includes(command)),
        [],
      )
      assert.ok(table.rows.length >= 45)
    })

    it('never hears an option beside a negation, whatever else is said', () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...words.negations),
          fc.constantFrom(...needs),
          prose(table),
          prose(table),
          (not, option, some, more) => {
            const text = [some, not.replaceAll('*', 'xx'), more, option.title].join(' ')
            assert.equal(hear.choice(text) ?? hear.choice(`${option.title} ${text}`), null, text)
            assert.equal(hear.many(text) ?? hear.many(`${option.title}, ${text}`), null, text)
          },
        ),
      )
    })

    it('never hears yes where no is said too', () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...words.yes),
          fc.constantFrom(...words.no, ...words.unsure),
          (yes, no) => {
            for (const both of [`${yes} ${no}`, `${no} ${yes}`])
              assert.ok(hear.yesno(both) !== 'yes' || words.yes.includes(both), both)
          },
        ),
        { numRuns: 1000 },
      )
    })

    it('hears every yes, no, unsure and command phrase it knows, also without its accents', () => {
      for (const mood of ['yes', 'no', 'unsure'] as const)
        for (const phrase of words[mood]) {
          assert.equal(hear.yesno(phrase), mood, phrase)
          assert.equal(hear.yesno(fold(normalise(phrase))), mood, phrase)
        }
      for (const command of COMMANDS)
        for (const phrase of words.commands[command])
          assert.equal(hearCommand(fold(normalise(phrase)), words), command, phrase)
    })
  })

  describe(`The words of ${language}`, () => {
    it('give no phrase two meanings', () => {
      const meanings = new Map<string, string[]>()
      const { yes, no, unsure, commands } = words
      for (const [meaning, list] of Object.entries({ yes, no, unsure, ...commands }))
        for (const phrase of new Set(list.map((p) => fold(normalise(p)))))
          meanings.set(phrase, [...(meanings.get(phrase) ?? []), meaning])
      const shared = [...meanings].filter(([, all]) => all.length > 1 && all.join() !== 'unsure,unknown')
      assert.deepEqual(shared, [])
    })

    it('know every number from 1 to 20', () => {
      const known = new Set(Object.values(words.numbers))
      assert.deepEqual(
        [...known].sort((a, b) => a - b),
        Array.from({ length: 20 }, (_, i) => i + 1),
      )
    })

    it('hold nothing but what is declared, and every command', () => {
      const fields = [
        'yes',
        'no',
        'unsure',
        'negations',
        'doubts',
        'courtesy',
        'and',
        'optionWords',
        'numbers',
        'commands',
      ]
      assert.deepEqual(
        Object.keys(words).filter((key) => !fields.includes(key)),
        [],
      )
      assert.deepEqual(Object.keys(words.commands).sort(), [...COMMANDS].sort())
    })
  })
}

describe('Asking again', () => {
  const words = wordsOf('en')
  const needs = optionsOf(en)
  const near = (text: string) => {
    const heard = hearChoice(text, needs, words)
    return heard.ok ? null : heard.near
  }
  it('puts forward what may have been meant', () => {
    assert.deepEqual(near('I need a lawyer and a safe place'), ['safety', 'legal'])
    assert.deepEqual(near('maybe a lawyer'), ['legal', 'notSure'])
    assert.deepEqual(near('my lawers'), ['legal'])
  })
  it('puts forward nothing she may have refused', () => {
    assert.deepEqual(near('I do not want police'), [])
    assert.deepEqual(near('two weeks ago no one helped me'), [])
  })
  it('keeps an option apart from a longer one that holds its words', () => {
    const work = [
      { id: 'work', title: 'Work' },
      { id: 'forced', title: 'Forced work' },
    ]
    assert.deepEqual(hearMany('they made me do forced work there', work, words), {
      ok: true,
      ids: ['forced'],
    })
  })
  it('does not choose between a title and a number, nor between two alike', () => {
    const options = [
      { id: 'a', title: 'Two' },
      { id: 'b', title: 'Three' },
      { id: 'c', title: 'Here', heard: ['there'] },
      { id: 'd', title: 'There' },
    ]
    assert.deepEqual(hearChoice('two', options, words), { ok: false, near: ['a', 'b'] })
    assert.deepEqual(hearMany('two', options, words), { ok: false, near: ['a', 'b'] })
    assert.deepEqual(hearMany('it was there', options, words), { ok: false, near: ['c', 'd'] })
  })
  const alone = (title: string, text: string) => hearChoice(text, [{ id: 'it', title }], words).ok
  it('hears neither a number nor a yes out of prose, even as a title', () => {
    assert.equal(alone('Two', 'two weeks ago they came'), false)
    assert.equal(alone('Course', 'of course'), false)
    const sees = [{ id: 'yes', title: 'Somebody sees' }]
    assert.equal(hearChoice('my friend somebody sees today', sees, words).ok, false)
  })
  it('forgives a slip in long words only, never in a digit nor in a word that means something else', () => {
    assert.equal(alone('Son', 'sun'), false)
    assert.equal(alone('I do', 'ido'), false)
    assert.equal(alone('Room 1234', 'room 1235'), false)
    assert.equal(alone('Nose', 'nope'), false)
    assert.equal(alone('Nose', 'nosse'), true)
    assert.equal(hearCommand('nope', { ...words, commands: { ...words.commands, stop: ['nose'] } }), null)
    assert.equal(alone('Få', 'fa'), true)
    const rooms = [
      { id: 'hill', title: 'Mäki' },
      { id: 'taste', title: 'Maku' },
    ]
    assert.equal(one(hearChoice('maki', rooms, words)), 'hill', 'accents before typos')
  })
  it('does not take a negating prefix for a typo', () => {
    const options = [{ id: 'papers', title: 'Documented' }]
    assert.equal(hearChoice('undocumented', options, words).ok, false)
    assert.equal(one(hearChoice('documentd', options, words)), 'papers')
  })
})

describe('A date', () => {
  const now = new Date('2026-10-05T12:00:00Z')
  const rows: [string, object | null][] = [
    ['2023', { year: 2023 }],
    ['٢٠٢٣', { year: 2023 }],
    ['২০২৩', { year: 2023 }],
    [' 2023. ', { year: 2023 }],
    ['2023-05-06', { year: 2023, month: 5, day: 6 }],
    ['۲۰۲۳-۰۵-۰۶', { year: 2023, month: 5, day: 6 }],
    ['2023-02-30', null],
    ['3/4/2025', null],
    ['2023/05/06', null],
    ['2010-12', null],
    ['May 2023', null],
    ['1404', null],
    ['1404/01/05', null],
    ['2568', null],
    ['2027', null],
    ['1899', null],
    ['about 2023', null],
    ['2023?', null],
    ['', null],
  ]
  for (const [text, parts] of rows)
    it(`${JSON.stringify(text)} -> ${parts ? JSON.stringify(parts) : 'ask again'}`, () => {
      assert.deepEqual(hearDate(text, now), parts ? { ok: true, ...parts } : { ok: false })
    })
})

describe('One spelling', () => {
  it('does not change what it has made', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'إىةـًeé\u0301\u200f\u0654İΣ.<\u0338№´ŉ') }),
    )
    fc.assert(
      fc.property(anything, (text) => assert.equal(normalise(normalise(text)), normalise(text))),
      { numRuns: 5000 },
    )
  })
  it('writes the digits of every script as 0 to 9', () => {
    const digits: string[] = []
    for (let code = 0; code <= 0x10ffff; code++) {
      const letter = String.fromCodePoint(code)
      if (/\p{Nd}/u.test(letter)) digits.push(letter)
    }
    assert.ok(digits.length >= 650)
    assert.deepEqual(
      digits.map(normalise),
      digits.map((_, i) => String(i % 10)),
    )
  })
  it('drops what does not show and unifies what looks alike', () => {
    assert.equal(normalise('\u202bنَعَـــمْ\u202c\u200c!'), 'نعم')
    assert.equal(normalise('أحتاجُ إلى مساعدةٍ'), normalise('احتاج الى مساعده'))
    assert.equal(normalise('  (Kylla\u0308) …'), 'kyllä')
    assert.equal(normalise('№2'), '2')
    assert.deepEqual(['don´t', 'don’t', "DON'T"].map(normalise), ['dont', 'dont', 'dont'])
  })
})

function one(heard: ReturnType<typeof hearChoice>): string | null {
  return heard.ok ? heard.id : null
}
function several(heard: ReturnType<typeof hearMany>): string[] | null {
  return heard.ok ? [...heard.ids].sort() : null
}
/** Words put together from the language's own letters. */
function prose(table: Table): fc.Arbitrary<string> {
  const letters = [...new Set(table.rows.flatMap(([text]) => text.match(/\p{L}\p{M}*/gu) ?? []))]
  const word = fc
    .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 8 })
    .map((all) => all.join(''))
  return fc.array(word, { maxLength: 5 }).map((all) => all.join(' '))
}
