import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { show } from '../../intake/conversation/transcript.ts'
import { contacts } from '../../intake/form/contacts.ts'
import { phrases, placeKinds, readPhrase, sayPhrase } from '../../intake/form/phrases.ts'
import { languages, words } from '../../locales/index.ts'

const files = new Map(
  languages.map((tag) => {
    const path = join(import.meta.dirname, '../../locales', tag, 'phrases.json')
    return [
      tag,
      JSON.parse(readFileSync(path, 'utf8')) as Record<'groups' | 'phrases', Record<string, string>>,
    ]
  }),
)
const ids = [...phrases.keys()]
const placesIn = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!)
const filled = { date: '2026-12-07', time: '14:30', phone: '+358 29 546 3177', place: 'Asema, ovi B' }

describe('intake/phrases', () => {
  it('holds at least 60 sentences, in seven groups', () => {
    assert.ok(ids.length >= 60, String(ids.length))
    const groups = [...new Set([...phrases.values()].map(({ group }) => group))]
    assert.deepEqual(groups, ['ask', 'reassure', 'next', 'call', 'interpreter', 'meeting', 'closing'])
  })

  for (const [tag, file] of files) {
    it(`has every sentence and group, in their order, and no other: ${tag}`, () => {
      assert.deepEqual(Object.keys(file.phrases), ids)
      assert.deepEqual(Object.keys(file.groups), [
        ...new Set([...phrases.values()].map(({ group }) => group)),
      ])
      for (const text of [...Object.values(file.phrases), ...Object.values(file.groups)])
        assert.equal(text, text.trim())
    })

    it(`has the places that each sentence declares, and else only known numbers: ${tag}`, () => {
      for (const { id, places } of phrases.values()) {
        const found = placesIn(file.phrases[id]!)
        assert.deepEqual(found.filter((name) => !(name in contacts)).sort(), [...places].sort(), id)
        const known = placesIn(files.get('en')!.phrases[id]!).filter((name) => name in contacts)
        assert.deepEqual(found.filter((name) => name in contacts).sort(), known.sort(), id)
      }
    })

    it(`writes no number out, and is short: ${tag}`, () => {
      for (const [id, text] of Object.entries(file.phrases)) {
        assert.doesNotMatch(text, /\p{Nd}/u, id)
        assert.ok(text.length <= 200, `${id}: ${text.length}`)
        assert.match(text, /[.?؟]$/u, id)
      }
    })
  }

  it('says nothing alike in two languages', () => {
    for (const id of ids) {
      const said = [...files.values()].map((file) => file.phrases[id])
      assert.equal(new Set(said).size, said.length, id)
    }
    for (const file of files.values())
      assert.equal(new Set(Object.values(file.phrases)).size, ids.length, 'two sentences are the same')
  })

  it('takes only what fits its places', () => {
    assert.deepEqual(readPhrase('call.propose', { date: '2026-12-07', time: '09:05', phone: 'x' }), {
      phrase: 'call.propose',
      filled: { date: '2026-12-07', time: '09:05' },
    })
    assert.deepEqual(readPhrase('ask.safeNow', undefined), { phrase: 'ask.safeNow', filled: {} })
    for (const wrong of [
      ['no.such', {}],
      ['__proto__', {}],
      [7, {}],
      ['call.propose', {}],
      ['call.propose', { date: '2026-12-07' }],
      ['call.propose', { date: '2026-02-30', time: '09:05' }],
      ['call.propose', { date: '7.12.2026', time: '09:05' }],
      ['call.propose', { date: '2026-12-07', time: '24:00' }],
      ['call.propose', { date: '2026-12-07', time: '9:05' }],
      ['call.propose', { date: 5, time: '09:05' }],
      ['call.propose', []],
      ['call.propose', null],
      ['call.callUs', { phone: 'call me' }],
      ['call.callUs', { phone: '1'.repeat(21) }],
      ['meeting.agreed', { ...filled, place: ' ' }],
      ['meeting.agreed', { ...filled, place: 'a\nb' }],
      ['meeting.agreed', { ...filled, place: 'a\u202eb' }],
      ['meeting.agreed', { ...filled, place: 'x'.repeat(121) }],
    ] as const)
      assert.equal(readPhrase(wrong[0], wrong[1]), null, JSON.stringify(wrong).slice(0, 60))
  })

  for (const tag of languages)
    it(`leaves no place open, and keeps what is filled in to itself: ${tag}`, () => {
      const t = words(tag)
      for (const { id, places } of phrases.values()) {
        const said = sayPhrase(id, filled, { t, contacts })
        assert.doesNotMatch(said, /\{\{|undefined|…/, id)
        // Each in its own isolate (UAX #9), or a number is read backwards in a right-to-left sentence.
        const isolates = [...said.matchAll(/[\u2066\u2068]([^\u2066-\u2069]+)\u2069/gu)]
        assert.equal(isolates.length, placesIn(files.get(tag)!.phrases[id]!).length, id)
        assert.doesNotMatch(said.replace(/[\u2066\u2068][^\u2069]+\u2069/gu, ''), /\p{Nd}/u, id)
        if (places.includes('phone')) assert.ok(said.includes('\u2066+358 29 546 3177\u2069'))
      }
    })

  it('writes a date and a time as its reader does', () => {
    const said = (tag: string) => sayPhrase('call.agreed', filled, { t: words(tag), contacts })
    assert.match(said('fi'), /maanantai.? 7\. joulukuuta 2026.*14[.:]30/)
    assert.match(said('en'), /Monday.? 7 December 2026.*14:30/)
    assert.match(said('ar'), /الاثنين/)
    assert.doesNotMatch(said('ar'), /AM|PM|م\u2069/)
  })

  it('is a line of ids, shown in the language of whoever reads it', () => {
    const line = { seq: 1, at: 0, from: 'worker', phrase: 'meeting.agreed', filled } as const
    const read = (tag: string) => show(line, { answers: {}, contacts, t: words(tag) })!
    assert.match(read('ar').text, /اتفقنا على لقاء/)
    assert.equal(read('ar').language, 'ar')
    assert.match(read('fi').text, /Olemme sopineet tapaamisen/)
    assert.equal(read('fi').from, 'worker')
  })

  it('knows the kinds that a page makes fields of', () => {
    assert.deepEqual(placeKinds, ['date', 'time', 'phone', 'place'])
  })
})
