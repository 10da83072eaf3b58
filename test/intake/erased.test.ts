import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { CaseDoc, Draft } from '../../intake/case/case.ts'
import { caseFiles } from '../../intake/case/case-file.ts'
import { cases } from '../../intake/case/cases.ts'
import { type EntryDoc, entries } from '../../intake/case/entries.ts'
import { type KeyDoc, localWrapper, SealError, vault } from '../../intake/store/seal.ts'
import { openStores } from '../support/open-stores.ts'
import { withRival } from '../support/rival.ts'

const gone = new SealError('KEY_GONE')
const by = { who: 'w1', name: 'Aino', at: 5 }

for (const [name, open] of Object.entries(openStores))
  describe(`What is added to an erased case, ${name}`, () => {
    /** Two processes on one store, with one case: what either has of it. */
    async function begun() {
      const { store, close } = await open()
      const wrapper = localWrapper(randomBytes(32))
      const process = (caseDocs = store.collection<CaseDoc>('cases')) => {
        const keys = vault(store.collection<KeyDoc>('keys'), wrapper, () => 7)
        const kept = entries(store.collection<EntryDoc>('entries'), keys, () => 7)
        const { messages, notes, annotations, accessGrants } = caseFiles(kept)
        const all = cases(caseDocs, keys, () => 7, [kept])
        const add = {
          message: () =>
            messages.add({ case: '1', order: 3, from: 'person', text: 'x', language: 'en', at: 5 }, 'k1'),
          note: () => notes.add({ ...by, case: '1', id: 'a', text: 'x' }, 'k1'),
          annotation: () => annotations.add({ ...by, case: '1', id: 'b', key: 'identity.name', of: 0 }, 'k1'),
          access: () => accessGrants.add({ ...by, case: '1', id: 'c', why: 'danger', words: '' }, 'k1'),
        }
        return { all, add }
      }
      const [here, there] = [process(), process()]
      await here.all.begin({ ...first, id: '1', key: 'k1' }, shared)
      const left = async () => {
        const found = await Promise.all(
          (['entries', 'keys'] as const).map((each) => store.collection(each).find({ limit: 10 })),
        )
        return found.flat().map(({ id }) => id)
      }
      return { here, there, left, close, store, process }
    }

    for (const kind of ['message', 'note', 'annotation', 'access'] as const) {
      it(`${kind}: refused, and nothing comes back`, async () => {
        const { here, left, close } = await begun()
        await here.add[kind]()
        assert.equal((await left()).length, 2)
        await here.all.erase('1')
        await assert.rejects(here.add[kind](), gone)
        assert.deepEqual(await left(), [])
        await close()
      })

      it(`${kind}: refused from a process that still has the key in mind, too`, async () => {
        const { here, there, left, close } = await begun()
        await there.all.get('1')
        await here.all.erase('1')
        await assert.rejects(there.add[kind](), gone)
        assert.deepEqual(await left(), [])
        await close()
      })
    }

    it('a change made while it is erased changes nothing, and makes no key', async () => {
      const { here, process, left, close, store } = await begun()
      const kept = withRival(store.collection<CaseDoc>('cases'), () => here.all.erase('1'))
      assert.equal(await process(kept).all.update('1', (now) => now.content && { ...now, urgent: 1 }), null)
      assert.equal((await here.all.get('1'))!.urgent, 0)
      assert.deepEqual(await left(), [])
      await close()
    })

    it('a case made and erased while it is made here has no key afterwards', async () => {
      const { here, process, left, close, store } = await begun()
      await here.all.erase('1')
      const kept = withRival(store.collection<CaseDoc>('cases'), async () => {
        await here.all.begin({ ...first, id: '2', key: 'k2' }, shared)
        await here.all.erase('2')
      })
      assert.equal(await process(kept).all.begin({ ...first, id: '2', key: 'k2' }, shared), null)
      assert.deepEqual(await left(), [])
      await close()
    })
  })

const shared = { type: 'shared', answers: {} } as const
const first: Draft = {
  id: '1',
  application: 'draft',
  talk: 'bot',
  language: 'en',
  kind: 'unknown',
  channel: 'web',
  urgent: 0,
  assignee: '',
  created: 1,
  waitingSince: 1,
  sent: 0,
  closed: 0,
  talkVersion: 0,
  key: 'k1',
  content: { conversation: 'c' },
}
