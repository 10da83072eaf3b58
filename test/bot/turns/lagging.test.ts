import assert from 'node:assert/strict'
import type { Services } from '../../../bot/services.ts'
import { requireKeys } from '../../../intake/store/key-check.ts'
import { deriveSecrets } from '../../../intake/store/secrets.ts'
import { sqliteStore } from '../../../intake/store/sqlite.ts'
import { eventually } from '../../support/eventually.ts'
import { laggingStores } from '../../support/lagging.ts'
import { freshServices, Person } from '../../support/talk.ts'

const MASTER_KEY = Buffer.alloc(32, 7).toString('base64')
const anna = { id: 'anna', name: 'Anna' }

describe('Two replicas under Session consistency, each seeing late what the other wrote', () => {
  const lags = { keys: 250, cases: 100, conversations: 150 } as Record<string, number>
  let replicas: Services[]
  beforeEach(() => {
    const stores = laggingStores(sqliteStore(':memory:'), (name) => lags[name] ?? 200, 2)
    replicas = stores.map((store) => freshServices({ MASTER_KEY }, store))
  })

  /** Each message goes to the replica that did not take the last one, and says that it belongs to a conversation. */
  class Wandering extends Person {
    override async send(given: Parameters<Person['send']>[0]): Promise<this> {
      const { turns } = replicas[this.messages % 2]!
      const page = this.messages > 0 ? { existing: true, view: this.last.state.view } : {}
      const id = `${this.messages}`
      this.last = await turns.take(this.id, this.channel, { id, ...page, ...given })
      this.id = this.last.id
      this.messages += 1
      return this
    }
  }

  /** What is asked after each answer of a short walk. */
  async function walk(person: Person): Promise<(string | undefined)[]> {
    const asked: (string | undefined)[] = []
    await person.send({ language: 'en', text: 'hello' })
    for (const value of ['no', 'no', 'yes', 'self', 'labour']) {
      asked.push(person.open)
      await person.picks(value)
    }
    for (let at = 0; at < 6; at += 1) {
      asked.push(person.open)
      // As a page says it: which question it answers.
      await person.send({ command: 'skip', question: person.open! })
    }
    return asked
  }

  it('every answer is taken, and what is asked is what one process alone would ask', async () => {
    const alone = await walk(new Person(freshServices()))
    assert.ok(new Set(alone).size > 8)
    assert.deepEqual(await walk(new Wandering(replicas[0]!)), alone)
  })

  it('a replica that starts just after another goes on', async () => {
    const [one, other] = laggingStores(sqliteStore(':memory:'), (name) => (name === 'keys' ? 250 : 0), 2)
    const secrets = deriveSecrets(Buffer.alloc(32, 7))
    await requireKeys(one!, secrets)
    await requireKeys(other!, secrets)
  })

  it('a view that was dropped elsewhere is still refused', async () => {
    const person = await new Wandering(replicas[0]!).send({ language: 'en', text: 'hello' })
    await person.picks('no')
    const [, other] = replicas
    await assert.rejects(
      other!.turns.take(person.id, 'web', {
        id: 'x',
        existing: true,
        view: person.last.state.view + 1,
        text: 'a',
      }),
      { code: 'GONE' },
    )
    await assert.rejects(other!.turns.take('nobody', 'web', { id: 'x', existing: true, text: 'a' }), {
      code: 'GONE',
    })
  })

  it('a case is claimed on the other replica the moment it is there, and opened', async () => {
    const person = await new Wandering(replicas[0]!).send({ language: 'en', text: 'hello' })
    await person.picks('no')
    const taker = replicas[person.messages % 2]!
    await person.command('human')
    const other = replicas.find((one) => one !== taker)!
    const { id } = person.last.state.case!
    for (;;) {
      const found = await other.cases.peek(id)
      if (found) break
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await other.desk.claim(id, anna)
    assert.equal((await other.cases.get(id))?.assignee, anna.id)
    const told = await eventually(() => taker.turns.sync(person.id))
    assert.ok(told.lines.some(({ say }) => say === 'talk.joined'))
    await person.says('hello')
  })
})
