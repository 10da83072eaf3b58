import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hoursOf } from '../../desk/queue/presence.ts'
import { type Cause, causes } from '../../intake/agency/causes.ts'
import { contactsOf } from '../../intake/form/contacts.ts'
import type { Speech } from '../../intake/form/words.ts'
import { isOpen } from '../../intake/hours/hours.ts'
import { languages, words } from '../../locales/index.ts'
import { ownAgency, troubleIn } from '../../platform/agency/agency.ts'
import { readFolder } from '../../platform/agency/files.ts'
import { ConfigError } from '../../platform/config.ts'
import { freshDir } from '../support/process.ts'

const example = join(import.meta.dirname, '../../docs/agency')
const desk = ['fi', 'sv', 'en']
const around = { languages, desk, today: '2026-11-28' }
const speech = { languages, t: words } as unknown as Speech
const usual = hoursOf({ OFFICE_HOURS: 'mon-fri 09:00-15:00', HOLIDAYS: '' })

/** A folder with these files in it. */
function folderOf(files: Record<string, string | Buffer>): string {
  const dir = freshDir()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text)
  return dir
}
function troubleOf(files: Record<string, string | Buffer>) {
  const read = readFolder(folderOf(files), around)
  if (!('trouble' in read)) throw new Error('it was taken')
  return read.trouble
}
const one = (file: string, ...lines: string[]) => ({ [`${file}.yaml`]: lines.join('\n') })
const phrase = (...words: string[]) =>
  one('phrases', '- id: one', '  words:', ...words.map((line) => `    ${line}`))
const number = (name: string, value: string, checked = '2026-11-02', source = 'source: example.fi') =>
  one('contacts', '# ours', `${name}:`, `  value: ${value}`, `  ${source}`, `  checked: ${checked}`)

/** What is wrong, where it stands, and what it is about. */
const broken: [
  what: string,
  files: Record<string, string | Buffer>,
  cause: Cause,
  line: number,
  name?: string,
][] = [
  ['a name that is none', { 'phrase.yaml': '' }, 'unknownFile', 0],
  ['another ending', { 'phrases.yml': '' }, 'unknownFile', 0],
  ['bytes that are no text', { 'names.yaml': Buffer.from([0x61, 0xff]) }, 'unreadable', 0],
  ['far too much', { 'names.yaml': `# ${'x'.repeat(300_000)}` }, 'tooLarge', 0],
  ['a bad indentation', one('names', 'agency:', '  fi: A', ' sv: B'), 'notYaml', 3],
  ['a colon without quotes', one('names', 'agency:', '  fi: A: B'), 'notYaml', 2],
  ['a reference to elsewhere', one('names', 'agency: &a', '  fi: A', 'form: *a'), 'notYaml', 3],
  ['a name twice', one('names', 'agency:', '  fi: A', '  fi: B'), 'twice', 3, ''],
  ['no list', one('phrases', 'one: two'), 'notList', 1],
  ['no block', one('names', '- agency'), 'notBlock', 1],
  ['a text where a block is due', one('names', '# ours', 'agency: A'), 'notBlock', 2, 'agency'],
  ['a list where a text is due', one('names', 'agency:', '  fi:', '    - A'), 'notText', 2, 'fi'],
  ['no id', one('closing', '- title:', '    fi: A'), 'missing', 1, 'id'],
  [
    'no source',
    one('contacts', 'office:', '  value: 09 123', '  checked: 2026-11-02'),
    'missing',
    1,
    'source',
  ],
  [
    'no day it was checked',
    one('contacts', 'office:', '  value: 09 123', '  source: a'),
    'missing',
    1,
    'checked',
  ],
  ['no hours', one('hours', 'closed:', '  - 2026-12-31'), 'missing', 1, 'week'],
  ['an unknown name', one('names', 'agency:', '  fi: A', 'agancy:', '  fi: A'), 'unknownName', 3, 'agancy'],
  ['an id with a space', one('closing', '- id: my own', '  title:', '    fi: A'), 'id', 1, 'id'],
  ['a number with an unusable name', number('My office', '09 123'), 'id', 2, 'My office'],
  [
    'an id twice',
    one('closing', ...['a', 'b', 'a'].flatMap((id) => [`- id: ${id}`, '  title:', '    fi: A'])),
    'idTwice',
    7,
    'id',
  ],
  [
    'neither yes nor no',
    one('closing', '- id: a', '  title:', '    fi: A', '  offered: true'),
    'yesNo',
    4,
    'offered',
  ],
  ['a language nobody speaks here', phrase('fi: Hei.', 'de: Hallo.'), 'language', 4, 'de'],
  ['a title in a language of hers', one('closing', '- id: a', '  title:', '    ar: A'), 'language', 3, 'ar'],
  ['words in no language', one('phrases', '- id: a', '  words: {}'), 'noLanguage', 2, 'words'],
  ['an empty text', phrase('fi: ""'), 'empty', 3, 'fi'],
  [
    'a set without questions',
    one('requests', '- id: a', '  title:', '    fi: A', '  questions: []'),
    'empty',
    4,
    'questions',
  ],
  ['a sentence that is too long', phrase(`fi: ${'a'.repeat(241)}`), 'tooLong', 3, 'fi'],
  ['two lines', phrase('fi: "a\\nb"'), 'oneLine', 3, 'fi'],
  ['a turn of direction', phrase('fi: a\u202eb'), 'oneLine', 3, 'fi'],
  ['half of the braces', phrase('fi: Hei {{date}.'), 'braces', 3, 'fi'],
  ['braces with spaces', phrase('fi: Hei {{ date }}.'), 'braces', 3, 'fi'],
  ['a place in a name', one('names', 'system:', '  fi: A {{date}}'), 'braces', 2, 'fi'],
  ['what every object has', phrase('fi: Hei {{constructor}}.'), 'place', 3, 'constructor'],
  ['a number named as a place', number('date', '09 123'), 'unusable', 2, 'date'],
  ['a number in a sentence', phrase('fi: Soita 09 123.'), 'digits', 3, 'fi'],
  ['a place that is none', phrase('sv: Hej.', 'fi: Hei {{nimi}}.'), 'place', 4, 'nimi'],
  ['other places in another language', phrase('fi: Hei {{date}}.', 'sv: Hej.'), 'places', 4, 'sv'],
  ['another emergency number', number('emergency', '113'), 'emergency', 3, 'value'],
  ['a number that is none', number('helpline', 'none'), 'number', 3, 'value'],
  ['a number taken away', number('helpline', '""'), 'number', 3, 'value'],
  ['an empty source', number('office', '09 123', '2026-11-02', 'source: ""'), 'empty', 4, 'source'],
  ['a day that is none', number('office', '09 123', '2.11.2026'), 'day', 5, 'checked'],
  ['a day ahead', number('office', '09 123', '2026-11-29'), 'ahead', 5, 'checked'],
  ['hours that are none', one('hours', 'week: mon-fri 8-16'), 'hours', 1, 'week'],
  [
    'a closed day that is none',
    one('hours', 'week: mon 08:00-09:00', 'closed:', '  - 31.12.'),
    'day',
    3,
    'closed',
  ],
  [
    'a question that is none',
    one(
      'requests',
      '- id: a',
      '  title:',
      '    fi: A',
      '  questions:',
      '    - where.when',
      '    - where.nowhere',
    ),
    'question',
    6,
    'questions',
  ],
  [
    'a question that is asked at the beginning only',
    one('requests', '- id: a', '  title:', '    fi: A', '  questions:', '    - role.who'),
    'question',
    5,
    'questions',
  ],
]

describe('an agency’s own files', () => {
  for (const [what, files, cause, line, name] of broken)
    it(`${what} is named with its line: ${cause}`, () => {
      const trouble = troubleOf(files)
      assert.deepEqual(
        { file: trouble.file, line: trouble.line, cause: trouble.cause },
        { file: Object.keys(files)[0], line, cause },
      )
      if (name !== undefined) assert.equal(trouble.name, name)
      // Where it is, why, and never what was written beside it.
      for (const tag of desk) assert.doesNotMatch(troubleIn(trouble, words(tag)), /\{\{|desk\.agency|Hei|113/)
    })

  it('has words for every cause, and a case here for each', () => {
    for (const tag of desk)
      for (const cause of causes) assert.ok(words(tag).has(`desk.agency.why.${cause}`), `${tag} ${cause}`)
    const tried = new Set(broken.map(([, , cause]) => cause))
    // A folder that is not there is tried below.
    assert.deepEqual(
      causes.filter((cause) => !tried.has(cause)),
      ['noFolder'],
    )
  })

  it('that are the examples are read whole, one of each', () => {
    const read = readFolder(example, around)
    assert.ok(!('trouble' in read), JSON.stringify(read))
    assert.deepEqual(
      read.files.map(({ file }) => file),
      readdirSync(example).sort(),
    )
    const { names, contacts, hours, closing, sets, phrases } = read.agency
    assert.equal(names.form!.sv, 'Ansökan till hjälpsystemet för offer för människohandel')
    assert.equal(contacts.office, '\u2066+358 29 500 0000\u2069')
    assert.ok(hours!.closed.has('2026-12-31'))
    assert.deepEqual([closing[0]!.id, sets[0]!.id], ['agency.localServices', 'agency.decision'])
    assert.deepEqual(phrases.get('agency.lobby')!.places, ['date', 'time'])
  })

  it('may hold comments alone, texts that look like something else, and be beside other files', () => {
    const dir = folderOf({
      ...one('names', '# nothing yet'),
      ...one('closing', '- id: a', '  title:', '    fi: no', '    sv: 2026-12-31', '    en: 0x10'),
      'README.txt': 'x',
      '.closing.yaml.swp': 'x',
    })
    const read = readFolder(dir, around)
    assert.ok(!('trouble' in read))
    assert.deepEqual(read.agency.closing[0]!.title, { fi: 'no', sv: '2026-12-31', en: '0x10' })
  })
})

describe('an agency’s own, in force', () => {
  let now: number
  const started = (dir: string) =>
    ownAgency({ AGENCY_DIR: dir, DATA_DIR: freshDir() }, speech, usual, () => now)
  beforeEach(() => {
    now = Date.parse('2026-11-28T10:00:00Z')
  })

  it('needs no files; without any all is as it comes with Silta', () => {
    const agency = ownAgency({ AGENCY_DIR: '', DATA_DIR: freshDir() }, speech, usual, () => now)
    assert.deepEqual(agency.reread().files, [])
    assert.equal(agency.reread().trouble, null)
    const t = agency.speech(speech).t('fi')
    assert.equal(t('say.welcome'), words('fi')('say.welcome'))
    assert.deepEqual(contactsOf(t), contactsOf(words('fi')))
    assert.deepEqual(agency.hours.week, usual.week)
  })

  it('is read from agency in DATA_DIR where no folder is named', () => {
    const DATA_DIR = freshDir()
    mkdirSync(join(DATA_DIR, 'agency'))
    writeFileSync(join(DATA_DIR, 'agency', 'hours.yaml'), 'week: sat 10:00-11:00')
    const agency = ownAgency({ AGENCY_DIR: '', DATA_DIR }, speech, usual, () => now)
    assert.ok(isOpen(agency.hours, Date.parse('2026-11-28T08:30:00Z')))
  })

  it('does not start on a folder that is not there, nor on a broken file, and says which and why', () => {
    const none = join(freshDir(), 'none')
    const said = (dir: string, why: RegExp) =>
      assert.throws(
        () => started(dir),
        (error: Error) => error instanceof ConfigError && why.test(error.message),
      )
    said(none, /^AGENCY_DIR is not usable: there is no such folder/)
    const dir = folderOf(one('closing', '- id: a', '  title:', '    fi: ""'))
    said(dir, /closing\.yaml, line 3: fi is empty\.$/)
  })

  it('speaks its names, numbers and titles, each only in the languages it has', () => {
    const agency = started(
      folderOf({
        ...one('names', 'system:', '  fi: Apu Oy', 'agency:', '  en: Office'),
        ...number('helpline', '09 123 456'),
        ...one('closing', '- id: gone', '  title:', '    sv: Borta'),
      }),
    )
    const t = (tag: string) => agency.speech(speech).t(tag)
    assert.match(t('fi')('say.welcome'), /Apu Oy/)
    assert.match(t('fi')('answer.what'), /Apu Oy/)
    assert.equal(t('ar')('say.welcome'), words('ar')('say.welcome'))
    assert.match(t('en')('desk.title'), /^Office/)
    assert.match(t('en')('desk.document.foot', { number: '7' }), /^Office.*case 7/)
    assert.equal(t('fi')('desk.title'), words('fi')('desk.title'))
    assert.equal(contactsOf(t('ru')).helpline, '\u206609 123 456\u2069')
    assert.equal(contactsOf(t('ru')).emergency, contactsOf(words('ru')).emergency)
    assert.deepEqual(
      [t('sv').has('desk.outcome.agency.gone'), t('fi').has('desk.outcome.agency.gone')],
      [true, false],
    )
  })

  it('changes with its files, says since when, and stays as it was where one breaks', () => {
    const dir = folderOf({
      ...one('names', 'agency:', '  en: First'),
      ...one('hours', 'week: mon-sun 00:00-24:00'),
    })
    const agency = started(dir)
    const title = () => agency.speech(speech).t('en')('desk.title')
    const since = (state = agency.reread()) =>
      state.files.map((one) => (one.since - Date.parse('2026-11-28T10:00:00Z')) / 60_000)
    assert.deepEqual(since(), [0, 0])

    now += 5 * 60_000
    writeFileSync(join(dir, 'names.yaml'), 'agency:\n  en: Second')
    assert.match(title(), /First/)
    assert.deepEqual(since(), [0, 5])
    assert.match(title(), /Second/)

    now += 5 * 60_000
    // One file is broken, another one right: neither is taken.
    writeFileSync(join(dir, 'names.yaml'), 'agency:\n  en: Third')
    writeFileSync(join(dir, 'hours.yaml'), '# ours\nweek: always')
    const { trouble } = agency.reread()
    assert.deepEqual(trouble, { file: 'hours.yaml', line: 2, cause: 'hours', name: 'week' })
    assert.match(title(), /Second/)
    assert.ok(isOpen(agency.hours, now))

    writeFileSync(join(dir, 'hours.yaml'), 'week: sun 10:00-11:00')
    assert.equal(agency.reread().trouble, null)
    assert.match(title(), /Third/)
    assert.ok(!isOpen(agency.hours, now))
    // The folder is gone with the disk it was on: nobody meant that.
    rmSync(dir, { recursive: true })
    assert.equal(agency.reread().trouble?.cause, 'noFolder')
    assert.match(title(), /Third/)
  })

  it('logs what it did not take, once, by code and line, and no word of it', () => {
    const dir = folderOf(one('names', 'agency:', '  en: First'))
    const agency = started(dir)
    writeFileSync(join(dir, 'names.yaml'), 'agency:\n  en: First\n  xx: Confidential')
    const printed: string[] = []
    const write = process.stderr.write
    const out = process.stdout.write
    const take = ((line: string) => printed.push(String(line)) > 0) as typeof write
    process.stderr.write = take
    process.stdout.write = take
    try {
      agency.reread()
      agency.reread()
    } finally {
      process.stderr.write = write
      process.stdout.write = out
    }
    const told = printed.filter((line) => line.includes('agency.refused'))
    assert.equal(told.length, 1, printed.join())
    assert.match(told[0]!, /names\.yaml/)
    assert.match(told[0]!, /"line":3/)
    assert.doesNotMatch(printed.join(), /Confidential|First/)
  })
})

describe('the folder docs/agency', () => {
  it('shows every file there is to write, with comments', () => {
    for (const file of readdirSync(example))
      assert.match(readFileSync(join(example, file), 'utf8'), /^# /, file)
  })
})
