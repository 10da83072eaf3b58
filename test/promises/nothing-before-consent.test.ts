import assert from 'node:assert/strict'
import { detailOf, questionContextsOf } from '../../desk/case/detail.ts'
import { words } from '../../locales/index.ts'
import { freshServices, type Person } from '../support/talk.ts'
import { canaries, tellAll } from './canary.ts'

const worker = { id: 'w', name: 'W' }
const { channel: _, ...told } = canaries

describe('Nothing she said is visible to a caseworker before she sends it or says yes', () => {
  const services = freshServices()

  /** All that the desk can get of a case: the queue's line, the stored document opened, what is on the screen. */
  async function visible(person: Person): Promise<string> {
    const { id } = person.last.state.case!
    const line = (await services.cases.list({}, 100)).find((one) => one.id === id)
    const found = await services.desk.view(id, worker)
    const screen = { t: words('fi'), now: 0, languages: services.speech.languages }
    const asked = await questionContextsOf(found.case, services.wordingOf)
    return JSON.stringify([line, found, detailOf(found, worker, screen), asked])
  }
  const seen = async (person: Person) => {
    const text = await visible(person)
    return Object.entries(told).flatMap(([name, canary]) => (text.includes(canary) ? [name] : []))
  }

  it('while she waits, after the worker has come, and after "no"', async () => {
    const person = await tellAll(services)
    await person.command('human')
    assert.deepEqual(await seen(person), [])
    await person.picks('no')
    assert.deepEqual(await seen(person), [])
    await services.desk.claim(person.last.state.case!.id, worker)
    await person.says('Hello, I am here')
    assert.deepEqual(await seen(person), [])
    assert.ok((await visible(person)).includes('Hello, I am here'))
  })

  it('the queue holds language, waiting time and urgency, and no more', async () => {
    const person = await tellAll(services, 'other')
    await person.command('human')
    const [doc] = (await services.cases.list({}, 100)).filter(({ id }) => id === person.last.state.case!.id)
    const {
      sealed: _,
      etag: __,
      id: ___,
      part: ____,
      key: _____,
      rank: ______,
      changed: _______,
      ...open
    } = doc!
    const { created, waitingSince, alarm, short, ...rest } = open
    assert.ok(doc!.id.endsWith(short!))
    assert.ok(created > 0 && waitingSince > 0 && alarm! > 0)
    assert.deepEqual(rest, {
      application: 'draft',
      talk: 'waiting',
      language: 'en',
      kind: 'unknown',
      channel: 'line',
      urgent: 0,
      assignee: '',
      sent: 0,
      closed: 0,
      talkVersion: 1,
      noWorkerTold: true,
    })
  })

  it('after "yes": what she said until then, and not what she says to the program later', async () => {
    const person = await tellAll(services, 'third')
    await person.command('human')
    await person.picks('yes')
    assert.deepEqual((await seen(person)).sort(), ['name', 'number', 'story'])
    await person.picks('goOn')
    await person.picks('change:identity.name')
    await person.writes('Secondcanary')
    assert.ok(!(await visible(person)).includes('Secondcanary'))
  })

  it('after sending: what was sent, and not a change that was not', async () => {
    const person = await tellAll(services, 'fourth')
    await person.picks('send')
    assert.deepEqual((await seen(person)).sort(), ['name', 'number', 'story'])
    await person.picks('review')
    await person.picks('change:identity.name')
    await person.writes('Secondcanary')
    assert.ok(!(await visible(person)).includes('Secondcanary'))
  })

  it('a failure of the bot shows nothing either', async () => {
    const person = await tellAll(services, 'fifth')
    const { ear: right } = services.speech
    services.speech.ear = () => {
      throw new Error(canaries.story)
    }
    await person.says(canaries.story).finally(() => {
      services.speech.ear = right
    })
    assert.ok(person.keys.includes('talk.failure'))
    assert.deepEqual(await seen(person), [])
  })
})
