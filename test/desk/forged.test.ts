import assert from 'node:assert/strict'
import fc from 'fast-check'
import { acts } from '../../desk/acts.ts'
import { openStores } from '../support/open-stores.ts'
import { askingPerson, Client, caseOf, type DeskServer, sentApplication, startDesk } from './desk-server.ts'

/** Names that some act reads. */
const fields = [
  ...['anyway', 'to', 'reason', 'note', 'others', 'message', 'text', 'language', 'phrase', 'with', 'draft'],
  ...['outcome', 'way', 'words', 'left', 'other', 'permit', 'result', 'key', 'value', 'value.year', 'edit'],
  ...[
    'why',
    'keys',
    'request',
    'authority',
    'basis',
    'name',
    'on',
    'answers',
    'seen',
    'date',
    'time',
    'place',
  ],
  ...['participants', 'division', 'id', 'order', 'releaseNote', 'transferNote', 'declineNote', 'interpreter'],
]
/** Values in JSON: what `String()` and `Number()` throw at, what a stack does not hold, what is no id in a store. */
const unshowable = '{"toString":1,"valueOf":1}'
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
const bad = [unshowable, `[${unshowable}]`, deep(20_000), `[${deep(20_000)}]`]
const strange = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => JSON.stringify(text)),
  fc.constantFrom(...bad, '1e400', '-1', '0', 'null', 'true', '[]', '{}'),
  fc
    .constantFrom(
      ...[
        '',
        ' ',
        '../../x',
        'a/b',
        'a?b',
        'a#b',
        'x'.repeat(5000),
        '\u0000',
        '\u202e',
        '__proto__',
        'constructor',
      ],
      ...['yes', 'queue', 'authority', 'referrer', 'applicant', 'phone', 'neutral', 'identity.name', 'key:x'],
    )
    .map((text) => JSON.stringify(text)),
)
const names = acts.map(({ name }) => name)
const usual = {
  ...{ to: '"applicant"', id: '"x"', why: '"danger"', way: '"phone"', key: '"identity.birth"' },
  ...{ words: '"neutral"', on: '"2026-01-01"', text: '"x"', phrase: '"none"' },
}
const written = (fields: Record<string, string>) =>
  `{${Object.entries(fields)
    .map(([field, value]) => `${JSON.stringify(field)}:${value}`)
    .join()}}`
const body = fc.dictionary(fc.constantFrom(...fields), strange, { maxKeys: 8 })

for (const [name, open] of Object.entries(openStores))
  describe(`desk: forged bodies of every act, on ${name}`, () => {
    let desk: DeskServer
    let close: () => Promise<void>
    let worker: Client
    let other: Client
    beforeEach(async () => {
      const opened = await open()
      close = opened.close
      desk = await startDesk({}, opened.store)
      worker = await Client.signedIn(desk, 'Aino')
      other = await Client.signedIn(desk, 'Bertta')
    })
    afterEach(async () => {
      await desk.close()
      await close().catch(() => {})
    })

    it('are a clear answer, whoever sends them and whatever state the case is in; nothing is lost', async () => {
      const mine = caseOf(await sentApplication(desk.services))
      const free = caseOf(await askingPerson(desk.services))
      const closed = caseOf(await sentApplication(desk.services))
      const erased = caseOf(await sentApplication(desk.services))
      for (const id of [mine, closed]) await worker.json('POST', `cases/${id}/claim`)
      await worker.json('POST', `cases/${closed}/close`, { outcome: 'other' })
      await desk.services.cases.erase(erased)
      const before = (await desk.services.cases.get(mine))!.content!.record
      const all = names.filter((act) => !['release', 'close', 'transfer'].includes(act))
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...all, 'transfer', 'release'),
          fc.constantFrom(mine, free, closed, erased),
          fc.constantFrom(worker, other),
          body,
          async (act, id, who, given) => {
            if (id === free && act === 'claim') return
            const fields = act === 'release' ? { ...given, to: '"nowhere"' } : given
            const text = written(fields)
            const { status } = await who.send('POST', `/console/api/cases/${id}/${act}`, text, {
              'content-type': 'application/json',
            })
            assert.ok(status < 500, `${act} ${status} ${text.slice(0, 300)}`)
          },
        ),
        { numRuns: name.includes('embedded') ? 1500 : 300 },
      )
      const after = (await desk.services.cases.get(mine))!
      assert.deepEqual(after.content!.record, before)
    })

    it('each name alone, with what cannot be shown', async () => {
      const id = caseOf(await sentApplication(desk.services))
      await worker.json('POST', `cases/${id}/claim`)
      for (const act of names.filter((one) => one !== 'close' && one !== 'release'))
        for (const field of fields)
          for (const value of [
            ...(name.includes('embedded') ? bad : []),
            '"a/b?c#d\\\\"',
            `"${'x'.repeat(3000)}"`,
          ]) {
            const text = written({ ...usual, [field]: value })
            const { status } = await worker.send('POST', `/console/api/cases/${id}/${act}`, text, {
              'content-type': 'application/json',
            })
            assert.ok(status < 500, `${act} ${status} ${text.slice(0, 200)}`)
          }
    })
  })
