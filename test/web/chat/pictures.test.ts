import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { questions } from '../../../intake/form/form.ts'
import { chatPage } from '../../../web/chat/page.ts'
import { pictograms } from '../../../web/chat/pictograms.ts'
import { menu } from '../../../web/chat/view.ts'
import { asks, view, views } from './views.ts'

/** What a picture means wherever it stands, and which options mean that. */
const means: Record<string, readonly [meaning: string, ...options: string[]]> = {
  unsure: ['I do not know', 'unsure', 'unknown', 'notSure'],
  alone: ['nobody else sees this', 'no', 'alone'],
  write: ['other words', 'change'],
  yes: ['yes', 'yes'],
  no: ['no', 'no'],
  human: ['a worker', 'human'],
  here: ['in Finland', 'yes', 'finland'],
  elsewhere: ['not in Finland', 'no', 'abroad'],
  together: ['somebody who helps me', 'referrer', 'supportPerson', 'viaReferrer'],
  about: ['information', 'info', 'advice'],
  law: ['a lawyer', 'legal', 'viaLawyer'],
  key: ['a return code', 'codeOnly', 'code'],
  next: ['on with the questions', 'goOn', 'begin'],
  list: ['my answers', 'review', 'share'],
  add: ['one thing more', 'more'],
  door: ['not now', 'keep', 'stop'],
  delete: ['delete everything', 'deleteAll', 'withdraw', 'leave', 'yes'],
}

const drawn = readFileSync(new URL('../../../web/chat/pictograms.svg', import.meta.url), 'utf8')

describe('web/chat: a picture has one meaning', () => {
  it('wherever it stands', () => {
    const used = new Map<string, Set<string>>()
    for (const options of Object.values(pictograms))
      for (const [option, picture] of Object.entries(options))
        used.set(picture, (used.get(picture) ?? new Set()).add(option))
    for (const [picture, options] of used) {
      const [, ...known] = means[picture] ?? ['', ...[...options].slice(0, 1)]
      assert.deepEqual(
        [...options].filter((one) => !known.includes(one)),
        [],
        picture,
      )
    }
  })

  it('a globe is for languages, on the line on top and where they are chosen, and for nothing else', () => {
    assert.doesNotMatch(drawn, /<circle cx="12" cy="12" r="9"\/><path d="M3 12h18/)
    const globe = /M12 3a9 9 0 100 18/g
    for (const [name, times] of [
      ['choice', 1],
      ['language', 2],
      ['start beside languages', 2],
    ] as const) {
      const shown = chatPage(views[name] ?? view({ ask: asks[name] }))
      assert.equal(shown.match(globe)?.length, times, name)
    }
  })

  it('one stands beside each answer to the first questions, to what help is needed, and where she is in danger', () => {
    const first = [
      'safety.seen',
      'safety.danger',
      'consent.start',
      'role.who',
      'where.inFinland',
      'identity.age',
    ]
    for (const key of [...first, 'needs.help'])
      assert.deepEqual(
        questions.get(key)!.options.filter((id) => !pictograms[key]?.[id]),
        [],
        key,
      )
  })

  it('and beside what she can press at any moment', () => {
    for (const name of ['choice', 'start beside languages', 'waiting', 'claimed']) {
      const [, bar = ''] = chatPage(views[name]!).match(/(<header[\s\S]*?<\/header>)/) ?? []
      const acts = [...bar.matchAll(/name="command" value="(\w+)">(<svg)?/g)]
      assert.ok(
        acts.some(([, id]) => id === 'danger'),
        name,
      )
      for (const [, id, picture] of acts) assert.ok(menu.some((one) => one === id) && picture, id)
    }
  })
})
