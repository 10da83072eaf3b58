import assert from 'node:assert/strict'
import fc from 'fast-check'
import {
  type Able,
  type Asking,
  asksAgain,
  byShare,
  fitOf,
  fitting,
  isFor,
  wishOf,
} from '../../intake/case/routing.ts'
import type { Answers } from '../../intake/form/answers.ts'

type Skills = Able['skills']
const able = (id: string, skills: Partial<Skills> = {}, capacity = 0): Able => ({
  id,
  capacity,
  skills: { languages: [], children: false, gender: '', ...skills },
})
const asking = (more: Partial<Asking> = {}): Asking => ({
  language: 'ar',
  kind: 'self',
  wish: '',
  urgent: 0,
  ...more,
})
const nobody = new Map<string, number>()
const against = (found: Asking, worker: Able, onDuty: Able[] = [worker], load = nobody) =>
  fitOf(found, worker, onDuty, load).against

describe('routing: which case is for whom', () => {
  const plain = able('plain')
  const mira = able('mira', { languages: ['fi', 'ar-SY'], gender: 'woman' })
  const otto = able('otto', { languages: ['fi', 'sv'], gender: 'man', children: true })

  it('is best offered to who is here, whom it suits, who speaks the language, and has least', () => {
    const of = (worker: Able, name = worker.id) => ({ ...worker, name })
    const ar = { languages: ['ar'] }
    const all = [
      of(able('gone', ar)),
      of(able('full', ar, 3)),
      of(plain),
      of(able('busy', ar)),
      of(able('idle', ar)),
      of(otto),
      of(able('b-idle', ar)),
    ]
    const load = new Map([
      ['full', 3],
      ['busy', 4],
      ['idle', 1],
      ['b-idle', 1],
    ])
    const shared = byShare(asking(), all, load, ({ id }) => id !== 'gone')
    assert.deepEqual(
      shared.map(({ id }) => id),
      ['b-idle', 'idle', 'busy', 'plain', 'full', 'otto', 'gone'],
    )
    assert.deepEqual(
      shared.map(({ here, speaks, load, against }) => [here, speaks, load, against.join()]).slice(2),
      [
        [true, true, 4, ''],
        [true, false, 0, ''],
        [true, true, 3, 'full'],
        [true, false, 0, 'language'],
        [false, true, 0, ''],
      ],
    )
  })

  it('has nothing against a case without wishes, whoever has said nothing of themselves', () => {
    assert.deepEqual(against(asking(), plain), [])
    assert.deepEqual(against(asking({ language: '' }), otto, [otto, mira]), [])
  })

  it('leaves a language to a colleague who speaks it, as long as one is on duty', () => {
    assert.deepEqual(against(asking(), otto, [otto, mira]), ['language'])
    assert.deepEqual(against(asking(), mira, [otto, mira]), [])
    assert.deepEqual(against(asking(), otto, [otto]), [])
    assert.deepEqual(against(asking(), plain, [plain, mira]), [])
  })

  it('says who needs an interpreter, and holds it against nobody by itself', () => {
    const interpreter = (worker: Able) => fitOf(asking(), worker, [otto], nobody).interpreter
    assert.deepEqual([otto, mira, plain].map(interpreter), [true, false, false])
    // Nothing is known of her language: nobody is said to need one.
    assert.equal(fitOf(asking({ language: '' }), otto, [otto], nobody).interpreter, false)
    // Two languages may begin with one letter.
    assert.equal(fitOf(asking({ language: 'fa' }), otto, [otto], nobody).interpreter, true)
  })

  it('honours a wish for a woman or a man, also against who has not said', () => {
    assert.deepEqual(against(asking({ wish: 'woman', language: 'fi' }), mira), [])
    assert.deepEqual(against(asking({ wish: 'woman', language: 'fi' }), otto), ['wish'])
    assert.deepEqual(against(asking({ wish: 'man', language: 'fi' }), plain), ['wish'])
  })

  it('leaves cases of children to those who work with them', () => {
    assert.deepEqual(against(asking({ kind: 'child' }), plain), ['child'])
    assert.deepEqual(against(asking({ kind: 'child', language: 'sv' }), otto), [])
  })

  it('counts the cases in hand only against a limit', () => {
    const two = able('two', {}, 2)
    assert.deepEqual(against(asking(), two, [two], new Map([['two', 1]])), [])
    assert.deepEqual(against(asking(), two, [two], new Map([['two', 2]])), ['full'])
    assert.deepEqual(against(asking(), plain, [plain], new Map([['plain', 99]])), [])
  })

  it('gives every reason there is, the ones that a claim asks about first', () => {
    const full = able('full', { languages: ['fi'] }, 1)
    const load = new Map([['full', 1]])
    const found = asking({ kind: 'child', wish: 'woman' })
    assert.deepEqual(against(found, full, [full, mira], load), ['full', 'wish', 'child', 'language'])
    assert.deepEqual(asksAgain(found, full, load), ['full', 'wish'])
    assert.deepEqual(asksAgain(asking({ kind: 'child' }), plain, nobody), [])
  })

  it('makes an urgent case that fits nobody on duty everybody’s, and still says why it did not', () => {
    const found = asking({ kind: 'child', urgent: 1 })
    const fit = fitOf(found, plain, [plain, mira], nobody)
    assert.deepEqual(fit, { against: ['child'], interpreter: false, everybody: true })
    assert.ok(isFor(fit))
    assert.deepEqual(fitting(found, [plain, mira], nobody), [plain, mira])
    // Otto is on duty and can: then it is his.
    assert.equal(fitOf({ ...found, language: 'sv' }, plain, [plain, otto], nobody).everybody, false)
    assert.deepEqual(fitting({ ...found, language: 'sv' }, [plain, otto], nobody), [otto])
    assert.deepEqual(fitting({ ...found, urgent: 0 }, [plain, mira], nobody), [])
    // Whom nothing speaks against needs no exception, on duty or not.
    assert.equal(fitOf(asking({ urgent: 1 }), plain, [], nobody).everybody, false)
  })

  const worker = fc.record({
    id: fc.uuid(),
    capacity: fc.nat(3),
    skills: fc.record({
      languages: fc.subarray(['fi', 'sv', 'ar']),
      children: fc.boolean(),
      gender: fc.constantFrom('' as const, 'woman' as const, 'man' as const),
    }),
  })
  const found = fc.record({
    language: fc.constantFrom('', 'fi', 'ar', 'so'),
    kind: fc.constantFrom('self', 'child'),
    wish: fc.constantFrom('' as const, 'woman' as const, 'man' as const),
    urgent: fc.constantFrom(0, 1),
  })

  it('never leaves an urgent case without anybody while somebody is on duty', () => {
    fc.assert(
      fc.property(fc.array(worker, { minLength: 1, maxLength: 5 }), found, fc.nat(4), (onDuty, one, had) => {
        const load = new Map(onDuty.map(({ id }) => [id, had]))
        if (one.urgent) assert.ok(fitting(one, onDuty, load).length > 0)
        // The list a worker sees and the workers that are asked are one rule.
        const asked = fitting(one, onDuty, load).map(({ id }) => id)
        for (const who of onDuty) assert.equal(isFor(fitOf(one, who, onDuty, load)), asked.includes(who.id))
      }),
    )
  })

  it('lets no language alone leave a case to nobody', () => {
    fc.assert(
      fc.property(fc.array(worker, { minLength: 1, maxLength: 5 }), found, (onDuty, one) => {
        const plainly = { ...one, kind: 'self', wish: '' as const }
        assert.ok(fitting(plainly, onDuty, nobody).length > 0)
      }),
    )
  })

  it('reads her wish from what she wishes of the interpreter', () => {
    const wished = (...value: string[]): Answers => ({
      'needs.interpreterWish': { status: 'answered', value, language: 'ar', wording: 'w', at: 1 },
    })
    assert.equal(wishOf(wished('woman', 'byPhone')), 'woman')
    assert.equal(wishOf(wished('man')), 'man')
    for (const none of [wished('woman', 'man'), wished('noMatter'), wished('notMyCommunity'), {}])
      assert.equal(wishOf(none), '')
  })
})
