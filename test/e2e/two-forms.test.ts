import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Asked, Heard } from '../support/speaker.ts'
import { storeSettings } from '../support/stores.ts'

const support = join(import.meta.dirname, '../support')

/** One version of the form at work on a store. */
async function speaker(env: Record<string, string>, next: boolean) {
  const execArgv = next ? ['--import', join(support, 'other-form.mjs')] : []
  const child: ChildProcess = fork(join(support, 'speaker.ts'), {
    env: { PATH: process.env.PATH, ...env },
    execArgv,
  })
  await once(child, 'message')
  async function ask<T>(asked: Asked): Promise<T> {
    child.send(asked)
    const [told] = await once(child, 'message')
    assert.equal(told.failed, undefined)
    return told
  }
  return { child, ask }
}
type Speaker = Awaited<ReturnType<typeof speaker>>

/** [question, what she answers]. The third is asked by the newer form alone, the first by the older alone. */
const path: [string, string | string[]][] = [
  ['where.inFinland', 'yes'],
  ['identity.age', 'adult'],
  ['what.forms', ['labour', 'debt']],
  ['where.places', ['finland']],
  ['where.night', 'yes'],
  ['needs.help', ['legal']],
  ['contact.way', 'codeOnly'],
  ['identity.name', 'Noor'],
]
const opening: [string, string][] = [
  ['control.language', 'en'],
  ['safety.seen', 'no'],
  ['safety.danger', 'no'],
  ['consent.start', 'yes'],
  ['role.who', 'self'],
]

for (const [name, open] of Object.entries(storeSettings))
  describe(`two versions of the form side by side, on ${name}`, () => {
    let both: [older: Speaker, newer: Speaker]
    let close = async () => {}
    before(async () => {
      const store = await open()
      close = store.close
      both = [await speaker(store.env, false), await speaker(store.env, true)]
    })
    after(async () => {
      for (const { child } of both) child.kill('SIGKILL')
      await close()
    })

    /** Her way from the first word, each message taken by the version that `by` names; what each said to it. */
    async function walk(by: (at: number, question: string) => 0 | 1) {
      let id: string = randomUUID()
      let last!: Heard
      const asked: string[] = []
      const say = async (which: 0 | 1, question: string, given: string | string[]) => {
        const said = question === 'identity.name' ? { text: String(given) } : { value: [given].flat() }
        last = await both[which].ask<Heard>({
          do: 'take',
          id,
          inbound: { id: randomUUID(), question, ...said },
        })
        id = last.id
        asked.push(...last.keys.filter((key) => /^(where|what|needs|contact|identity|control)\./.test(key)))
        assert.ok(
          !last.keys.some((key) => /say\.(orphans|late|unsure)/.test(key)),
          `${question}: ${last.keys}`,
        )
      }
      for (const [question, given] of opening) await say(0, question, given)
      for (let at = 0; last.open && last.open !== 'control.review'; at += 1) {
        const given = path.find(([key]) => key === last.open)
        assert.ok(given && at < 12, `asked ${last.open} as the ${at}th`)
        await say(by(at, last.open), ...given)
      }
      await say(by(99, 'control.review'), 'control.review', 'send')
      return { last, asked }
    }

    const ways: [string, (at: number, question: string) => 0 | 1][] = [
      ['each message by the other', (at) => ((at + 1) % 2) as 0 | 1],
      [
        'forward in the middle',
        (_, question) => (/^(where.inFinland|identity.age|what)/.test(question) ? 0 : 1),
      ],
      ['forward and back', (_, question) => (question === 'where.places' ? 1 : 0)],
    ]
    for (const [how, by] of ways)
      it(`${how}: nothing is lost, misfiled or asked again`, async () => {
        const { last, asked } = await walk(by)
        const questions = asked.filter((key) => !key.startsWith('control.'))
        assert.deepEqual(questions, [...new Set(questions)], 'asked once')
        for (const key of questions)
          assert.deepEqual([key, last.answers[key]], [key, path.find(([one]) => one === key)![1]])
        assert.ok(
          questions.includes('where.inFinland') && questions.includes('where.night'),
          questions.join(),
        )

        for (const [which, one] of both.entries()) {
          const shown = await one.ask<string[][]>({ do: 'rows', case: last.case!, language: 'en' })
          const read = Object.fromEntries(shown.map(([key, label, text]) => [key, `${label}: ${text}`]))
          assert.deepEqual(
            Object.keys(read)
              .filter((key) => questions.includes(key))
              .sort(),
            [...questions].sort(),
          )
          assert.equal(read['where.night'], 'At night: Yes, at night', `${which}`)
          assert.match(read['where.inFinland']!, /^In Finland now: Yes/)
          assert.match(read['what.forms']!, /Work with little or no pay/)
        }
      })
  })
