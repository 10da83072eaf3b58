import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import {
  type Annotation,
  annotations,
  annotationViews,
  currentAnnotation,
  layered,
} from '../../intake/case/annotations.ts'
import { type EntryDoc, entries } from '../../intake/case/entries.ts'
import type { Answer } from '../../intake/form/answers.ts'
import { questions } from '../../intake/form/form.ts'
import { isMasked } from '../../intake/form/masking.ts'
import { type KeyDoc, localWrapper, vault } from '../../intake/store/seal.ts'
import { openStores } from '../support/open-stores.ts'

const said = (at: number): Answer => ({ status: 'answered', value: 'نور', language: 'ar', wording: 'w', at })
const by = { case: '1', who: 'w1', name: 'Aino' }
const edit = (id: string, at: number, more: Partial<Annotation> = {}): Annotation => ({
  ...by,
  ...{ id, at, key: 'identity.name', of: 5, ...more },
})

describe('intake/annotations: a layer over what she said', () => {
  it('reads the newest that nobody took back, and keeps all of them', () => {
    const all = [
      edit('a', 10, { value: 'Nur' }),
      edit('b', 20, { value: 'Noor', note: 'passport' }),
      edit('b.undo', 30, { undoes: 'b', who: 'w2', name: 'Bertta' }),
    ]
    const [newest, first] = annotationViews(all, { 'identity.name': said(5) })['identity.name']!
    assert.deepEqual(newest!.undone, { who: 'w2', name: 'Bertta', at: 30 })
    assert.equal(newest!.note, 'passport')
    assert.equal(first!.undone, undefined)
    assert.equal(currentAnnotation([newest!, first!])!.value, 'Nur')
    assert.equal(currentAnnotation(annotationViews([all[1]!, all[2]!], {})['identity.name']), undefined)
  })

  it('says when she has answered anew since, or taken it back', () => {
    const all = [edit('a', 10, { value: 'Nur' })]
    const outdated = (answers: Record<string, Answer>) =>
      annotationViews(all, answers)['identity.name']![0]!.outdated
    assert.equal(outdated({ 'identity.name': said(5) }), false)
    assert.equal(outdated({ 'identity.name': said(40) }), true)
    assert.equal(outdated({}), true)
  })

  it('layers, and leaves her answers as they were', () => {
    const hers = { 'identity.name': said(5) }
    const before = structuredClone(hers)
    assert.equal(layered(hers, [edit('a', 10, { value: 'Nur' })])['identity.name']!.value, 'Nur')
    assert.deepEqual(hers, before)
  })
})

for (const [name, open] of Object.entries(openStores))
  describe(`intake/annotations: kept, ${name}`, () => {
    it('is sealed, in order, each once; what she takes back leaves with it', async () => {
      const { store, close } = await open()
      const keys = vault(store.collection<KeyDoc>('keys'), localWrapper(randomBytes(32)))
      await keys.create('k')
      const kept = store.collection<EntryDoc>('entries')
      const all = annotations(entries(kept, keys, () => 7))
      await all.add(edit('b', 20, { value: 'SecondCanary' }), 'k')
      await all.add(edit('a', 10, { value: 'FirstCanary' }), 'k')
      await all.add(edit('a', 10, { value: 'Never' }), 'k')
      await all.add(edit('c', 20, { key: 'role.who', value: 'child' }), 'k')
      const read = await all.of('1', 'k')
      assert.deepEqual(
        read.map(({ id, value }) => [id, value]),
        [
          ['a', 'FirstCanary'],
          ['b', 'SecondCanary'],
          ['c', 'child'],
        ],
      )
      const docs = await kept.find({ where: { part: '1' }, limit: 10 })
      assert.equal(docs.length, 3)
      assert.doesNotMatch(JSON.stringify(docs), /Canary|Aino|identity/)
      await all.forget('1', 'k', ['identity.name'])
      assert.deepEqual(
        (await all.of('1', 'k')).map(({ id }) => id),
        ['c'],
      )
      await close()
    })
  })

describe('intake/masking', () => {
  it('hides all that identifies or is written freely, but for the way she chose and its rules', () => {
    const open = [...questions.keys()].filter((key) => !isMasked(key))
    const shown = open.filter((key) => {
      const { identifying, kind } = questions.get(key)!
      return identifying || kind === 'text' || kind === 'date'
    })
    assert.deepEqual(shown.sort(), ['contact.rules', 'contact.way'])
    for (const key of ['safety.danger', 'needs.help', 'what.forms', 'role.who', 'where.places'])
      assert.ok(open.includes(key), key)
    assert.equal(isMasked('no.such'), true)
  })
})
