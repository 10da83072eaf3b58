import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Answer, Answers, Value } from '../../intake/form/answers.ts'
import { isControl } from '../../intake/form/controls.ts'
import { form, questions, sectionOf } from '../../intake/form/form.ts'
import {
  isComplete,
  keysOf,
  leftToAsk,
  offered,
  onRoute,
  openKeys,
  orphans,
  submissionKind,
} from '../../intake/form/route.ts'
import { isUrgent, rows } from '../../intake/form/rows.ts'
import { languages, words } from '../../locales/index.ts'

/** Answers as a table: a value, or a way of passing. */
const answers = (
  table: Record<string, Value | { pass: 'skipped' | 'unknown' | 'inPerson' | 'unsafe' }>,
): Answers =>
  Object.fromEntries(
    Object.entries(table).map(([key, value]): [string, Answer] => {
      const pass = (value as { pass?: 'skipped' }).pass
      const given = pass ? { status: pass } : { status: 'answered' as const, value: value as Value }
      return [key, { ...given, language: 'ar', wording: '', at: 0 }]
    }),
  )

const referrer = { 'role.who': 'referrer', 'role.referrer': 'ngo' }
const withConsent = { ...referrer, 'referrer.consent': 'yes' }
const without = { ...referrer, 'referrer.consent': 'no' }
const identifying = [...questions].filter(([, field]) => field.identifying).map(([key]) => key)

describe('The form', () => {
  it('has every question once, under a key that is its group and name', () => {
    const keys = form.flatMap((section) => Object.keys(section.questions))
    assert.deepEqual(keys, [...new Set(keys)])
    for (const key of keys) {
      assert.match(key, /^[a-z]+\.[a-zA-Z]+$/)
      assert.ok(!isControl(key), key)
      assert.ok(key in sectionOf(key)!.questions)
    }
  })

  it('asks eligibility by the three classes of the Act and the children of two, "not sure" always valid', () => {
    const field = questions.get('eligibility.class')!
    assert.deepEqual(field.options, [
      'needsHelp',
      'childOfVictim',
      'assisting',
      'childOfAssisting',
      'notSure',
    ])
    assert.ok(field.schema.safeParse(['notSure']).success)
    assert.ok(!field.schema.safeParse(['notSure', 'needsHelp']).success)
  })

  it('asks what comes before the role in words that hold whoever writes', () => {
    const keys = [...questions.keys()]
    const early = keys.slice(0, keys.indexOf('role.who'))
    assert.ok(early.includes('safety.danger'))
    for (const language of languages)
      for (const key of early)
        for (const one of [key, `sms.${key}`])
          for (const who of ['ask_other', 'ask_child']) assert.ok(!words(language).has(`${one}.${who}`), one)
    for (const key of early) assert.ok(!questions.get(key)!.about, key)
  })

  it('has a way out of every question: an "unsure" of its own, or passing it over', () => {
    const needed = [...questions].filter(([, { required }]) => required).map(([key]) => key)
    assert.deepEqual(needed, [
      'consent.start',
      'role.who',
      'role.referrer',
      'referrer.consent',
      'referrer.basis',
      'referrer.name',
      'eligibility.class',
      'contact.way',
      'contact.value',
    ])
  })

  it('never sends by text message what tells who she is or what happened', () => {
    for (const key of [
      ...identifying,
      'what.forms',
      'control.means',
      'what.ownWords',
      'referral.observations',
    ])
      assert.equal(questions.get(key)!.sms, 'never', key)
  })

  for (const [key, { kind, options, alone, max, schema }] of questions)
    it(`${key} takes its own answers and no others`, () => {
      const good: Record<typeof kind, unknown[]> = {
        choice: [...options],
        many: [...options.map((id) => [id]), options.filter((id) => !alone.includes(id))],
        text: ['a', 'x'.repeat(max)],
        date: [{ year: 1995 }, { year: 2001, month: 2 }, { year: 2001, month: 2, day: 28 }],
      }
      const never: unknown[] = [
        undefined,
        null,
        '',
        'no such id',
        [],
        ['no such id'],
        7,
        { year: 'x' },
        { year: 1 },
      ]
      const bad: Record<typeof kind, unknown[]> = {
        choice: [...never, [options[0]]],
        many: [...never, options[0], ...alone.map((id) => [id, options[0]])],
        text: [undefined, null, '', '   ', 'x'.repeat(max + 1), ['a']],
        date: [...never, { year: 2001, month: 13 }, '2001'],
      }
      for (const one of good[kind]) assert.ok(schema.safeParse(one).success, JSON.stringify(one))
      for (const one of bad[kind]) assert.ok(!schema.safeParse(one).success, JSON.stringify(one))
    })
})

describe('The route', () => {
  it('asks a referrer for consent, and nobody else', () => {
    for (const who of ['self', 'child', 'assisting'])
      for (const key of ['role.referrer', 'referrer.consent', 'referrer.name', 'referrer.contact'])
        assert.equal(onRoute(key, answers({ 'role.who': who })), false)
    assert.ok(onRoute('referrer.consent', answers(referrer)))
  })

  it('without consent asks nothing that identifies, in any section', () => {
    for (const consent of ['no', 'askWorker']) {
      const given = answers({ ...referrer, 'referrer.consent': consent, 'contact.way': 'phone' })
      assert.deepEqual(
        identifying.filter((key) => onRoute(key, given)),
        [],
      )
      assert.deepEqual(
        form.flatMap((section) => keysOf(section, given)).filter((key) => identifying.includes(key)),
        [],
      )
    }
    // Not answered is not a yes.
    assert.equal(onRoute('identity.name', answers(referrer)), false)
    assert.equal(
      onRoute('identity.name', answers({ ...referrer, 'referrer.consent': { pass: 'inPerson' } })),
      false,
    )
    assert.ok(onRoute('identity.name', answers(withConsent)))
  })

  it('a Finnish citizen is asked on like everybody, but for a residence permit number', () => {
    const finnish = answers({ 'role.who': 'self', 'identity.status': 'finnishCitizen' })
    const other = answers({ 'role.who': 'self', 'identity.status': 'permit' })
    const person = form.find(({ id }) => id === 'more.person')!
    const left = keysOf(person, other).filter((key) => !keysOf(person, finnish).includes(key))
    assert.deepEqual(left, ['identity.customerNumber'])
    assert.deepEqual(
      orphans(
        answers({ 'role.who': 'self', 'identity.status': 'finnishCitizen', 'identity.customerNumber': '1' }),
      ),
      ['identity.customerNumber'],
    )
  })

  it('is complete when the short path has an answer or a pass for each question, and not before', () => {
    const given: Record<string, Value | { pass: 'skipped' }> = {
      'role.who': 'self',
      'contact.way': 'codeOnly',
    }
    const essential = form.filter((section) => section.essential)
    for (;;) {
      const next = essential.flatMap((section) => openKeys(section, answers(given)))[0]
      if (!next) break
      assert.ok(!isComplete(answers(given)), next)
      given[next] = { pass: 'skipped' }
    }
    assert.ok(isComplete(answers(given)))
  })

  it('offers later what fits, with how much of it is told', () => {
    const ids = (table: Parameters<typeof answers>[0]) => offered(answers(table)).map(({ id }) => id)
    assert.deepEqual(ids({ 'role.who': 'self' }), [
      'more.where',
      'more.what',
      'more.help',
      'more.person',
      'more.contact',
      'more.consent',
    ])
    assert.ok(ids({ 'role.who': 'child' }).includes('more.child'))
    assert.ok(ids({ 'role.who': 'self', 'identity.age': 'under15' }).includes('more.child'))
    assert.ok(ids({ 'role.who': 'assisting' }).includes('more.assisting'))
    assert.ok(ids({ 'role.who': 'self', 'contact.way': 'viaCentre' }).includes('more.centre'))
    assert.deepEqual(ids(without), ['more.where', 'more.what', 'more.help', 'more.referrer'])
    const [where] = offered(answers({ 'role.who': 'self', 'where.still': 'no' }))
    assert.deepEqual(where, { id: 'more.where', answered: 1, of: 5 })
  })

  it('answers that lose their question fall, with what hung on them', () => {
    const before = {
      ...withConsent,
      'referrer.name': 'M',
      'contact.way': 'phone',
      'contact.value': '1',
      'contact.codeWord': 'x',
      'identity.name': 'N',
    }
    assert.deepEqual(orphans(answers(before)), [])
    assert.deepEqual(orphans(answers({ ...before, 'contact.way': 'codeOnly' })).sort(), [
      'contact.codeWord',
      'contact.value',
    ])
    assert.deepEqual(orphans(answers({ ...before, 'referrer.consent': 'no' })).sort(), [
      'contact.codeWord',
      'contact.value',
      'contact.way',
      'identity.name',
      'referrer.name',
    ])
  })

  it('whatever is answered: what is left after the fallen has its question, and nothing more falls', () => {
    const some = fc.dictionary(fc.constantFrom(...questions.keys()), fc.nat(20), { maxKeys: 40 })
    fc.assert(
      fc.property(some, (picked) => {
        const given = answers(
          Object.fromEntries(
            Object.entries(picked).map(([key, n]) => {
              const { kind, options } = questions.get(key)!
              const one = options[n % (options.length || 1)] ?? 'text'
              return [key, kind === 'many' ? [one] : one]
            }),
          ),
        )
        const fallen = orphans(given)
        const kept = Object.fromEntries(Object.entries(given).filter(([key]) => !fallen.includes(key)))
        assert.deepEqual(orphans(kept), [])
        for (const key of Object.keys(kept)) assert.ok(onRoute(key, kept), key)
        assert.deepEqual(
          rows(kept, words('en'))
            .map(({ key }) => key)
            .sort(),
          Object.keys(kept).sort(),
        )
      }),
      { numRuns: 200 },
    )
  })
})

describe('What is sent', () => {
  const reached = { 'role.who': 'self', 'contact.way': 'phone', 'contact.value': '1', 'identity.name': 'N' }
  const table: [kind: ReturnType<typeof submissionKind>, Parameters<typeof answers>[0]][] = [
    ['application', reached],
    ['application', { ...withConsent, ...reached, 'role.who': 'referrer' }],
    ['contactRequest', { ...reached, 'identity.name': { pass: 'skipped' } }],
    ['contactRequest', { ...reached, 'contact.way': 'codeOnly' }],
    ['contactRequest', {}],
    ['anonymousConsultation', without],
    ['anonymousConsultation', referrer],
    ['anonymousConsultation', { ...referrer, 'referrer.consent': 'askWorker' }],
  ]
  for (const [kind, given] of table)
    it(`${JSON.stringify(given)} is ${kind}`, () => assert.equal(submissionKind(answers(given)), kind))

  it('is urgent by what was answered, and only then', () => {
    const urgent: [string, Value][] = [
      ['safety.danger', 'yes'],
      ['referral.urgent', 'yes'],
      ['needs.childrenWhere', ['withMe', 'inDanger']],
      ['needs.tonight', 'no'],
    ]
    for (const [key, value] of urgent) assert.ok(isUrgent(answers({ [key]: value })), key)
    assert.ok(!isUrgent(answers({ 'safety.danger': 'unsure', 'needs.tonight': 'yes' })))
    assert.ok(!isUrgent({}))
  })
})

describe('Rows', () => {
  const given = answers({
    'identity.name': 'Noor',
    'identity.birth': { year: 2001, month: 2 },
    'role.who': 'self',
    'what.forms': ['labour', 'debt'],
    'where.places': { pass: 'unsafe' },
    'referrer.name': 'off the route',
  })

  it('come in the order of the form, those on the route only', () => {
    assert.deepEqual(
      rows(given, words('en')).map(({ key, status }) => [key, status]),
      [
        ['role.who', 'answered'],
        ['what.forms', 'answered'],
        ['where.places', 'unsafe'],
        ['identity.name', 'answered'],
        ['identity.birth', 'answered'],
      ],
    )
  })

  it("read in the reader's language, her own words in hers", () => {
    for (const language of ['fi', 'sv', 'en', 'ar', 'ru']) {
      const t = words(language)
      const byKey = Object.fromEntries(rows(given, t).map((row) => [row.key, row]))
      const forms = byKey['what.forms']!
      assert.ok(
        forms.text.includes(t('what.forms.option.labour')) &&
          forms.text.includes(t('what.forms.option.debt')),
      )
      assert.deepEqual([forms.language, forms.verbatim], [language, false])
      assert.equal(forms.label, t('what.forms.label'))
      assert.equal(byKey['where.places']!.text, t('status.unsafe'))
      assert.deepEqual(
        [byKey['identity.name']!.text, byKey['identity.name']!.language, byKey['identity.name']!.verbatim],
        ['Noor', 'ar', true],
      )
      assert.match(byKey['identity.birth']!.text, /2001|٢٠٠١/)
    }
  })

  it("say a referrer's answer about the person, not about the reader", () => {
    const [row] = rows(answers({ ...withConsent, 'eligibility.class': ['needsHelp'] }), words('en')).slice(-1)
    assert.equal(row!.text, words('en')('eligibility.class.option.needsHelp_other'))
  })

  it('without consent hold nothing that identifies, even if it were there', () => {
    const shown = rows(
      answers({ ...without, 'identity.name': 'Canary', 'contact.value': 'Canary' }),
      words('en'),
    )
    assert.ok(!JSON.stringify(shown).includes('Canary'))
  })
})

describe('how many questions are left', () => {
  const given = (value: string) => ({
    status: 'answered' as const,
    value,
    language: 'en',
    wording: '',
    at: 0,
  })

  it('is what her answers leave of the short path: one fewer with each, more for who refers', () => {
    const begun = { 'safety.seen': given('no'), 'safety.danger': given('no'), 'consent.start': given('yes') }
    const herself = { ...begun, 'role.who': given('self') }
    assert.equal(leftToAsk(begun) - leftToAsk({ ...begun, 'where.inFinland': given('yes') }), 1)
    assert.ok(leftToAsk({ ...begun, 'role.who': given('referrer') }) > leftToAsk(herself))
    assert.equal(leftToAsk(herself), 9, 'how most can be reached is counted before it is known')
  })
})
