import assert from 'node:assert/strict'
import type { Case, CaseContent } from '../../intake/case/case.ts'
import { linkState } from '../../intake/case/link-state.ts'
import { type InfoRequest, refusedWhy } from '../../intake/case/requests.ts'
import { newCase } from '../../intake/case/steps/draft.ts'
import { requestSteps } from '../../intake/case/steps/requests.ts'
import { type Answer, type Answers, isAnonymous } from '../../intake/form/answers.ts'
import { consents } from '../../intake/form/consents.ts'
import { questions } from '../../intake/form/form.ts'
import { isComplete } from '../../intake/form/route.ts'
import { mayTranslate } from '../../intake/form/translator.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'

/** What may stand at a question by which she allows something. Only the first is a consent. */
const said = ['yes', 'no', 'askWorker', 'skipped', 'unsafe', 'never asked'] as const

const answer = (given: string): Answer => {
  const kept = { language: 'en', wording: '', at: 1 }
  return given === 'skipped' || given === 'unsafe'
    ? { ...kept, status: given }
    : { ...kept, status: 'answered', value: given }
}
const record = (given: Record<string, string>): Answers =>
  Object.fromEntries(Object.entries(given).map(([key, one]) => [key, answer(one)]))

const herself = record({
  'role.who': 'self',
  'contact.way': 'viaReferrer',
  'identity.status': 'asylumApplicant',
})
const keys = ['where.when']
const toReferrer = { to: 'referrer', keys } as const
const onConsent = (authority: string) => ({ to: 'authority', keys, authority, basis: 'consent' }) as const

const worker = { id: 'w', name: 'Aino' }
const request = (wish: object): InfoRequest =>
  ({ id: 'r', by: worker, at: 1, status: 'open', link: { id: 'l', until: 9 }, ...wish }) as InfoRequest

/** A case that this was asked in while she still agreed. */
function asked(wish: object, answers: Answers): Case {
  const first = newCase({ id: '1', language: 'en', channel: 'web', conversation: 'c', urgent: false }, 1)
  const content = {
    ...first.content,
    record: { answers },
    requests: [request(wish)],
  } as unknown as CaseContent
  return { ...first, assignee: worker.id, sent: 1, content } as unknown as Case
}
const written = (wish: object, answers: Answers) =>
  requestSteps.requestEnded(asked(wish, answers), { by: 'w', id: 'r', end: { status: 'answered' } }, 2) !==
  null

/** Every place where something depends on a consent: does it let through? */
const gates: [what: string, key: (typeof consents)[number], open: (answers: Answers) => boolean][] = [
  [
    'a person may be named',
    'referrer.consent',
    (a) => !isAnonymous({ ...a, 'role.who': answer('referrer') }),
  ],
  ['a program may translate', 'consent.machine', mayTranslate],
  ['the referrer is asked', 'consent.askReferrer', (a) => refusedWhy(toReferrer, a) === null],
  [
    'the referrer’s link opens',
    'consent.askReferrer',
    (a) => linkState(asked(toReferrer, a), 'l', 'r', 2).state === 'open',
  ],
  [
    'a new link is made',
    'consent.askReferrer',
    (a) =>
      requestSteps.linked(asked(toReferrer, a), { by: 'w', id: 'r', link: { id: 'm', until: 9 } }) !== null,
  ],
  ['an authority is asked', 'consent.authorities', (a) => refusedWhy(onConsent('police'), a) === null],
  ['what an authority says is written down', 'consent.authorities', (a) => written(onConsent('health'), a)],
  [
    'the reception centre is asked',
    'consent.centre',
    (a) => refusedWhy(onConsent('receptionCentre'), a) === null,
  ],
  ['what the centre says is written down', 'consent.centre', (a) => written(onConsent('receptionCentre'), a)],
]

describe('A consent is a yes', () => {
  for (const [what, key, open] of gates)
    it(`${what} only after it`, () => {
      const through = said.filter((one) =>
        open(one === 'never asked' ? herself : { ...herself, [key]: answer(one) }),
      )
      assert.deepEqual(through, ['yes'])
    })

  it('to one thing is none to another', () => {
    for (const [what, key, open] of gates) {
      const others = consents.filter((one) => one !== key).map((one) => [one, 'yes'])
      assert.equal(open({ ...herself, ...record(Object.fromEntries(others)) }), false, what)
    }
  })

  it('is asked with "yes" and "no", so that a yes means the same everywhere', () => {
    for (const key of consents) assert.deepEqual(questions.get(key)?.options.slice(0, 2), ['yes', 'no'], key)
  })

  it('is not needed where a statute lets ask, nor of somebody who is not known', () => {
    assert.equal(refusedWhy({ ...onConsent('police'), basis: 'act746s58' }, herself), null)
    const nobody = record({ 'role.who': 'referrer', 'referrer.consent': 'no' })
    assert.equal(refusedWhy(toReferrer, nobody), null)
  })

  const services = freshServices()

  it('is what beginning takes: however a client answers it, nothing else goes on', async () => {
    const begun: string[] = []
    for (const one of said) {
      const person = await walkTo(new Person(services), 'en', 'consent.start')
      if (one !== 'never asked') await person.send({ question: 'consent.start', value: [one] })
      await person.send({ question: 'where.inFinland', value: ['yes'] })
      if (person.answer('consent.start') !== undefined) begun.push(one)
      assert.equal(isComplete(person.last.state.answers), false)
    }
    assert.deepEqual(begun, ['yes'])
  })

  it('holds no longer than she says: taken back, it is gone from the desk at once, sent or not', async () => {
    const person = await walkTo(new Person(services), 'en')
    await person.send({ question: 'consent.authorities', value: ['yes'] })
    await person.picks('send')
    const id = person.last.state.case!.id
    const kept = async () => (await services.cases.get(id))?.content?.record?.answers
    assert.equal(refusedWhy(onConsent('police'), await kept()), null)
    await person.send({ question: 'consent.authorities', value: ['askWorker'] })
    assert.equal((await kept())?.['consent.authorities'], undefined)
    assert.equal(refusedWhy(onConsent('police'), await kept()), 'noConsent')
    await person.send({ question: 'consent.authorities', value: ['yes'] })
    assert.equal(refusedWhy(onConsent('police'), await kept()), 'noConsent', 'a new yes is hers to send')
  })

  it('can be asked for by a worker, of somebody who named nobody who helps', async () => {
    const person = await walkTo(new Person(services), 'en')
    await person.picks('send')
    const id = person.last.state.case!.id
    await services.desk.claim(id, worker)
    const wish = { id: 'r1', ...toReferrer }
    await assert.rejects(services.desk.request(id, worker, wish), { detail: 'not done: noConsent' })
    await services.desk.request(id, worker, { id: 'r2', to: 'applicant', keys: ['consent.askReferrer'] })
    await person.send({ question: 'consent.askReferrer', value: ['yes'] })
    await person.picks('yes')
    assert.equal((await services.desk.request(id, worker, wish)).request, 'r1')
  })
})
