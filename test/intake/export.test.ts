import assert from 'node:assert/strict'
import { z } from 'zod'
import type { Case, Submission } from '../../intake/case/case.ts'
import { csv, csvForExcel } from '../../intake/case/csv.ts'
import { exportedCase, exportOf, publishedSchema, rowsOf, schemaVersion } from '../../intake/case/export.ts'
import type { Answer, Answers, Value } from '../../intake/form/answers.ts'
import { questions } from '../../intake/form/form.ts'

const at = Date.UTC(2026, 4, 4, 8, 0)
const answered = (value: Value): Answer => ({ status: 'answered', value, language: 'ar', wording: 'w1', at })

const caseWith = (answers: Answers, more: Partial<Submission> = {}): Case => ({
  id: '12345678901234567890',
  part: '12345678901234567890',
  etag: 'x',
  application: 'sent',
  talk: 'bot',
  rank: '',
  language: 'ar',
  kind: 'self',
  channel: 'web',
  urgent: 0,
  assignee: '',
  created: at,
  changed: at,
  waitingSince: at,
  sent: at,
  closed: 0,
  talkVersion: 0,
  key: 'case.12345678901234567890',
  content: {
    conversation: 'c1',
    assigneeName: 'Aino',
    record: { kind: 'application', answers, language: 'ar', form: 'f1', revision: 2, at, ...more },
  },
})

const answers: Answers = {
  'role.who': answered('self'),
  'what.forms': answered(['labour', 'debt']),
  'identity.name': answered('نور'),
  'identity.birth': answered({ year: 1999, month: 5 }),
  'needs.help': { status: 'inPerson', language: 'ar', wording: 'w1', at },
}
const told = { case: '1', order: 3, from: 'person' as const, text: 'مرحبا', language: 'ar', at }

/** Read as another program would: from the published JSON alone. */
const published = z.fromJSONSchema(JSON.parse(JSON.stringify(publishedSchema)))

describe('intake/export: JSON', () => {
  const one = exportOf(caseWith(answers), [told])!

  it('is what the published schema says, for a program that has only that', () => {
    const sent = JSON.parse(JSON.stringify(one))
    assert.deepEqual(exportedCase.parse(sent), sent)
    published.parse(sent)
    assert.equal(sent.schema, `silta-case/${schemaVersion}`)
    assert.ok(publishedSchema.$id.endsWith(schemaVersion))
  })

  it('names every question in the schema', () => {
    const { properties } = publishedSchema as unknown as {
      properties: { answers: { properties: Record<string, unknown> } }
    }
    assert.deepEqual(Object.keys(properties.answers.properties), [...questions.keys()])
  })

  for (const [what, wrong] of [
    ['an option that is none', { answers: { 'role.who': { ...one.answers['role.who'], value: 'boss' } } }],
    [
      'an answer without its value',
      { answers: { 'role.who': { ...one.answers['role.who'], value: undefined } } },
    ],
    ['a question that is none', { answers: { 'no.such': one.answers['role.who'] } }],
    ['a field of its own', { hidden: 1 }],
    ['a number that is none', { id: 'x' }],
    ['another version', { schema: 'silta-case/0' }],
    ['an end that is none: nobody is admitted here', { outcome: 'admitted' }],
  ] as [string, object][])
    it(`has a schema that refuses ${what}`, () => {
      const sent = JSON.parse(JSON.stringify({ ...one, ...wrong }))
      assert.equal(published.safeParse(sent).success, false)
      assert.equal(exportedCase.safeParse(sent).success, false)
    })

  it('gives ids and her own words, times in ISO, and nothing of the desk', () => {
    assert.deepEqual(one.answers['what.forms'], {
      status: 'answered',
      value: ['labour', 'debt'],
      language: 'ar',
      wording: 'w1',
      at: '2026-05-04T08:00:00.000Z',
    })
    assert.deepEqual(one.messages, [
      { from: 'person', text: 'مرحبا', language: 'ar', at: '2026-05-04T08:00:00.000Z' },
    ])
    assert.doesNotMatch(JSON.stringify(one), /Aino|"c1"/)
  })

  it('gives what a machine made of a message beside it, called so', () => {
    const hers = { case: 'c', order: 4, from: 'person', text: 'مرحبا', language: 'ar', at: 1 } as const
    const mine = {
      ...({ case: 'c', order: 5, from: 'worker', text: 'Hei', language: 'fi', at: 2 } as const),
      machine: { text: 'أهلا', language: 'ar' },
    }
    const made = { order: 4, text: 'Hei siellä', from: 'ar', to: 'fi', at: 3 }
    const given = exportOf(caseWith(answers), [hers, mine], [], [made])!
    published.parse(JSON.parse(JSON.stringify(given)))
    assert.deepEqual(
      given.messages.map(({ machine }) => machine),
      [[{ text: 'Hei siellä', from: 'ar', to: 'fi' }], [{ text: 'أهلا', from: 'fi', to: 'ar' }]],
    )
  })

  it('leaves out what fell off the route: nothing identifies a person who did not agree', () => {
    const anonymous = {
      ...answers,
      'role.who': answered('referrer'),
      'referrer.consent': answered('no'),
    }
    const given = exportOf(caseWith(anonymous, { kind: 'anonymousConsultation' }), [])!
    assert.doesNotMatch(JSON.stringify(given), /نور|1999/)
  })

  it('keeps what the form of today no longer has, apart', () => {
    const older = { ...answers, 'role.who': answered('gone'), 'old.question': answered('x') }
    const given = exportOf(caseWith(older), [])!
    assert.deepEqual(Object.keys(given.former).sort(), ['old.question', 'role.who'])
    published.parse(JSON.parse(JSON.stringify(given)))
  })

  it('has nothing to give of what was not sent', () => {
    assert.equal(exportOf({ ...caseWith({}), content: { conversation: 'c1' } }, []), null)
    assert.equal(exportOf({ ...caseWith({}), content: null }, []), null)
  })
})

describe('intake/export: CSV', () => {
  /** As a spreadsheet reads it (RFC 4180). */
  function parse(text: string, separator = ','): string[][] {
    const rows: string[][] = [['']]
    let quoted = false
    const source = text.replace(/^\ufeff/, '')
    for (let i = 0; i < source.length; i += 1) {
      const row = rows.at(-1)!
      const char = source[i]!
      const cell = row.length - 1
      if (quoted && char === '"' && source[i + 1] === '"') {
        row[cell] += '"'
        i += 1
      } else if (char === '"' && (quoted || row[cell] === '')) quoted = !quoted
      else if (!quoted && char === separator) row.push('')
      else if (!quoted && char === '\r' && source[i + 1] === '\n') {
        rows.push([''])
        i += 1
      } else row[cell] += char
    }
    return rows.slice(0, -1)
  }

  it('has a row a case and a column a question, and says how a question was passed', () => {
    const [head, row, ...none] = parse(csv(rowsOf([exportOf(caseWith(answers), [])!])))
    assert.deepEqual(none, [])
    assert.deepEqual(head!.slice(-questions.size), [...questions.keys()])
    const cell = (key: string) => row![head!.indexOf(key)]
    assert.equal(cell('case'), '12345678901234567890')
    assert.equal(cell('what.forms'), 'labour | debt')
    assert.equal(cell('identity.birth'), '1999-05')
    assert.equal(cell('needs.help'), '(inPerson)')
    assert.equal(cell('identity.name'), 'نور')
    assert.equal(cell('where.places'), '')
  })

  const attacks = [
    '=1+1',
    '+358 40 123',
    '-2',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '  =1',
    '"=1"',
    '＝1+1',
    'x;=HYPERLINK("http://evil.example";"y")',
    'x\r\n=cmd|calc!A0',
    'x";=1',
    '";=1;"',
    'x\t@SUM(1)',
    'x,=1',
    '+1"&A1&"',
    '0=1',
  ]
  for (const attack of attacks)
    it(`holds no formula: ${JSON.stringify(attack)}`, () => {
      const row = [attack, 'next', attack, attack]
      // What is written as text holds digits alone.
      const excel = csvForExcel([row]).replaceAll(/=""\+?[\d ()-]+""/g, '')
      for (const text of [csv([row]), excel])
        for (const separator of [',', ';', '\t'])
          for (const cell of parse(text, separator).flat())
            assert.doesNotMatch(cell, /^["\s]*[=+\-@＝＋－＠]/, separator)
    })

  it('gives Excel in Finland its columns, and long numbers as the text they are', () => {
    const numbers = [
      '12345678901234567890',
      '+358 40 123 4567',
      '040 123',
      '00358401234567',
      '2026-05',
      '12',
      '1 234',
    ]
    const [row] = parse(csvForExcel([[...numbers, '+358 40; =1', 7, true]]), ';')
    const texts = ['="12345678901234567890"', '="+358 40 123 4567"', '="040 123"', '="00358401234567"']
    assert.deepEqual(row, [...texts, '2026-05', '12', '1 234', "'+358 40; '=1", '7', 'true'])
  })

  it('keeps quotes, commas and line breaks inside their cell', () => {
    const odd = 'He said "no, never"\nand left'
    assert.deepEqual(
      parse(
        csv([
          [odd, 'b'],
          ['c', 5],
        ]),
      ),
      [
        [odd, 'b'],
        ['c', '5'],
      ],
    )
  })
})
