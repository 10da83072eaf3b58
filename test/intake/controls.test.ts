import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { show } from '../../intake/conversation/transcript.ts'
import type { Answer } from '../../intake/form/answers.ts'
import { ask, askKey } from '../../intake/form/ask.ts'
import { contacts } from '../../intake/form/contacts.ts'
import { controlOptions, controls, controlWords, type Standing } from '../../intake/form/controls.ts'
import { questions } from '../../intake/form/form.ts'
import chat from '../../locales/en/chat.json' with { type: 'json' }
import sms from '../../locales/en/sms.json' with { type: 'json' }
import { languages, words } from '../../locales/index.ts'

const root = join(import.meta.dirname, '../..')
const given = (value: string): Answer => ({ status: 'answered', value, language: 'en', wording: '', at: 0 })
const fresh: Standing = { answers: {}, languages, sent: false, hasCode: false }
const standings: Standing[] = [
  fresh,
  { ...fresh, guess: 'fi' },
  { ...fresh, sent: true, hasCode: true },
  { ...fresh, alone: true },
  { ...fresh, alone: true, reachable: true },
  { ...fresh, answers: { 'role.who': given('self'), 'safety.danger': given('no') } },
  { ...fresh, answers: { 'role.who': given('referrer'), 'referrer.consent': given('no') }, alone: true },
  { ...fresh, answers: { 'role.who': given('referrer'), 'referrer.consent': given('yes') } },
]

/** A key as its control lists it: what stands on a locked phone only is listed so. */
const listed = (key: string, word: string) =>
  controlWords(key, languages).some((one) => one === word || one === `sms.${word}`)

describe('Questions about the conversation itself', () => {
  it('say of what was sent what its button said, whoever sends it', () => {
    for (const language of languages)
      for (const standing of standings) {
        const t = words(language)
        const { options } = ask('control.review', standing, t)
        const line = { seq: 1, at: 0, from: 'person', question: 'control.review', value: 'send' } as const
        const said = show(line, { answers: standing.answers, contacts, t })?.text
        assert.equal(said, options.find(({ id }) => id === 'send')?.title)
      }
  })

  it('are all listed, whatever part of the program asks them', () => {
    const source = ['intake', 'dialogs', 'bot']
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
          .filter((name) => name.endsWith('.ts'))
          .map((name) => readFileSync(join(root, folder, name), 'utf8')),
      )
      .join('\n')
    const named = new Set([...source.matchAll(/'(control\.\w+)'/g)].map(([, key]) => key!))
    assert.ok(named.size >= controls.length)
    assert.deepEqual(
      [...named].filter((key) => !controls.includes(key) && !questions.has(key)),
      [],
    )
  })

  it('have no words that none of them needs', () => {
    const theirs = [...Object.keys(chat), ...Object.keys(sms).map((key) => key.replace(/^sms\./, ''))].filter(
      (key) => key.startsWith('control.'),
    )
    const known = (word: string) => listed(word.split('.').slice(0, 2).join('.'), word)
    assert.deepEqual(
      theirs.filter((word) => !known(word)),
      [],
    )
  })

  it('ask who sends for another for no consent of their own', () => {
    const [own, without, agreed] = ['self', 'no', 'yes'].map((one) => {
      const who = one === 'self' ? {} : { 'referrer.consent': given(one) }
      const answers = { 'role.who': given(one === 'self' ? one : 'referrer'), ...who }
      const at = { ...fresh, answers }
      const send = controlOptions('control.review', at).filter(({ id }) => id === 'send')
      return [askKey('control.review', at, words('en')), ...send.map(({ title }) => title)].join(' ')
    })
    const key = 'control.review'
    assert.equal(own, `${key}.ask ${key}.option.send`)
    assert.equal(agreed, `${key}.askReferrer ${key}.option.sendReferral`)
    assert.equal(without, `${key}.askUnreached ${key}.option.sendAnonymous`)
  })

  for (const key of controls)
    it(`${key}: lists every word it may need`, () => {
      for (const at of standings) {
        assert.ok(listed(key, askKey(key, at, words('en'))), askKey(key, at, words('en')))
        for (const { title } of controlOptions(key, at)) assert.ok(listed(key, title), title)
      }
    })

  it('offer and ask what fits where the conversation stands', () => {
    const offers = (key: string, more: Partial<Standing> = {}) =>
      controlOptions(key, { ...fresh, ...more }).map(({ id }) => id)
    assert.deepEqual(offers('control.language', { guess: 'sv' })[0], 'sv')
    assert.deepEqual(offers('control.waiting'), ['goOn', 'stop'])
    assert.deepEqual(offers('control.waiting', { unshared: true }), ['goOn', 'share', 'stop'])
    assert.deepEqual(offers('control.waiting', { alone: true }), ['goOn', 'callBack', 'stop'])
    assert.deepEqual(offers('control.paused', { hasCode: true }), ['goOn', 'human', 'deleteAll'])
    assert.deepEqual(offers('control.change', { answers: { 'role.who': given('self') } }), [
      'role.who',
      'back',
    ])
    assert.equal(askKey('control.review', { ...fresh, sent: true }, words('en')), 'control.review.askAgain')
    assert.equal(
      askKey('control.waiting', { ...fresh, alone: true }, words('en')),
      'control.waiting.askAlone',
    )
  })
})
