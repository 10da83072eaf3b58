import type { Bubble } from '../../../intake/conversation/transcript.ts'
import type { Ask } from '../../../intake/form/ask.ts'
import { contacts } from '../../../intake/form/contacts.ts'
import type { Row } from '../../../intake/form/rows.ts'
import { words } from '../../../locales/index.ts'
import type { ChatView } from '../../../web/chat/view.ts'

export const t = words('en')

let seq = 0
export const bubble = (from: Bubble['from'], text: string, language = 'en'): Bubble => ({
  seq: ++seq,
  at: 0,
  from,
  text,
  language,
})

const passes = ['skipped', 'inPerson', 'unsafe'].map((id) => ({ id, title: t(`pass.${id}`) }))

export const ask = (more: Partial<Ask>): Ask => ({
  key: 'where.places',
  kind: 'choice',
  text: 'Where?',
  hint: '',
  why: 'For a worker.',
  options: ['finland', 'abroad', 'unknown'].map((id) => ({ id, title: `Title of ${id}`, heard: [] })),
  passes,
  alone: [],
  sets: [],
  rare: [],
  max: 0,
  rows: [],
  parts: [],
  ...more,
})

export const view = (more: Partial<ChatView> = {}): ChatView => ({
  t,
  token: 'token-1',
  message: 'message-1',
  bubbles: [bubble('bot', 'Hello.'), bubble('person', 'Hi'), bubble('bot', 'Thank you.')],
  ask: null,
  state: 'bot',
  seq: 3,
  aloud: true,
  exitUrl: 'https://weather.example/',
  emergency: contacts.emergency,
  helpline: contacts.helpline,
  ...more,
})

const row = (key: string, group: string, text: string, language = 'en'): Row => ({
  key,
  group,
  label: `Label of ${key}`,
  status: 'answered',
  text,
  language,
  verbatim: language !== 'en',
  ...(key === 'where.places' ? { chosen: ['finland'] } : {}),
})

export const asks: Record<string, Ask> = {
  choice: ask({}),
  many: ask({ kind: 'many', hint: 'A guess is fine.', alone: ['unknown'] }),
  'some folded': ask({ kind: 'many', alone: ['unknown'], rare: ['abroad'] }),
  'under headings': ask({
    kind: 'many',
    alone: ['unknown'],
    sets: [
      { title: 'Here', ids: ['finland'] },
      { title: 'There', ids: ['abroad'] },
    ],
  }),
  text: ask({ key: 'what.ownWords', kind: 'text', options: [], max: 2000 }),
  name: ask({ key: 'identity.name', kind: 'text', options: [], max: 120 }),
  date: ask({ key: 'identity.birth', kind: 'date', options: [] }),
  language: ask({
    key: 'control.language',
    passes: [],
    options: ['fi', 'ar'].map((id) => ({ id, title: id, heard: [] })),
  }),
  review: ask({
    key: 'control.review',
    passes: [],
    rows: [row('where.places', 'Where', 'Here'), row('identity.name', 'You', 'سارة', 'ar')],
  }),
}

const together: Ask = ask({ key: 'referrer.name', kind: 'text', options: [], max: 120 })
const optional = ask({ key: 'referrer.contact', kind: 'text', options: [], max: 200 })

const rightToLeft = Object.assign((key: string) => `نص ${key.split('.').at(-1)}`, {
  has: () => true,
  language: 'ar',
  dir: 'rtl' as const,
})

/** Every look the page can have, by name. */
export const views: Record<string, ChatView> = {
  ...Object.fromEntries(Object.entries(asks).map(([name, one]) => [name, view({ ask: one, left: 10 })])),
  'with a code, and more questions than before': view({
    ask: asks.choice,
    left: 9,
    leftMore: true,
    hasCode: true,
    hasWord: true,
  }),
  'with a code in sight that opens nothing more': view({
    ask: asks.choice,
    hasCode: true,
    held: true,
    issued: { code: '12345\u00a067890\u00a012345', opens: 'shut' },
  }),
  'with a code in sight': view({
    ask: asks.choice,
    hasCode: true,
    held: true,
    issued: { code: '12345\u00a067890\u00a012345', opens: 'noWord' },
  }),
  'right to left': view({ t: rightToLeft, ask: asks.many, bubbles: [bubble('bot', 'مرحبا', 'ar')] }),
  start: view({ state: 'start', ask: asks.language, bubbles: [bubble('bot', 'Hello.')], seq: 0 }),
  'start beside languages': view({
    state: 'start',
    ask: ask({ key: 'safety.seen', parts: [asks.language!, ask({ key: 'safety.seen' })] }),
    bubbles: [bubble('bot', 'Hello.')],
    seq: 0,
  }),
  together: view({
    ask: { ...together, parts: [together, optional] },
    unsentParts: { 'referrer.name': 'M' },
  }),
  'nothing asked': view(),
  waiting: view({
    state: 'waiting',
    ask: ask({ key: 'control.waiting', passes: [] }),
    wait: { opens: [Date.UTC(2026, 0, 19, 6), Date.UTC(2026, 0, 19, 14)], alone: true, comes: 'call' },
  }),
  'waiting, to be written to': view({ state: 'waiting', wait: { comes: 'contact' } }),
  'waiting here': view({ state: 'waiting', wait: { comes: 'here' } }),
  claimed: view({ state: 'claimed', bubbles: [bubble('worker', 'Hello'), bubble('person', 'مرحبا', 'ar')] }),
  'claimed, with a machine': view({
    state: 'claimed',
    bubbles: [{ ...bubble('worker', 'Hei', 'fi'), machine: { text: 'Hi', language: 'en' } }],
    peerStatus: { mark: 'read', writing: true },
    machine: 'yes',
  }),
  'claimed, asked about a machine': view({
    state: 'claimed',
    peerStatus: { mark: 'delivered', writing: false },
    machine: 'asked',
  }),
  'claimed, no machine': view({ state: 'claimed', peerStatus: { mark: '', writing: false }, machine: 'no' }),
  danger: view({
    state: 'quiet',
    ask: ask({ key: 'control.paused', passes: [] }),
    bubbles: [{ ...bubble('bot', t('say.danger', contacts)), danger: true }],
  }),
  'quiet, waiting': view({ state: 'quiet', wait: { alone: true } }),
  refused: view({ ask: asks.name, refused: true }),
  sent: view({ ask: ask({ key: 'control.sent', passes: [] }), sent: true }),
  gone: view({ state: 'gone', bubbles: [] }),
  down: view({ state: 'down', bubbles: [], unsent: 'My words' }),
  busy: view({ state: 'down', bubbles: [], busy: Date.UTC(2026, 0, 1) }),
  'down with a question': view({ state: 'down', ask: asks.text, unsent: 'My words' }),
}
