import type { Raised } from '../../intake/case/alarm.ts'
import type { CaseContent, Draft } from '../../intake/case/case.ts'
import type { Reminder } from '../../intake/case/reminders.ts'
import type { InfoRequest } from '../../intake/case/requests.ts'
import { type CaseEvent, settled } from '../../intake/case/transitions.ts'

export const NOW = 1_000_000_000
const BEFORE = NOW - 60_000
const MONTHS = 10_000_000_000

const blank: Draft = {
  id: '1',
  application: 'draft',
  talk: 'bot',
  language: 'en',
  kind: 'unknown',
  channel: 'web',
  urgent: 0,
  assignee: '',
  created: 1,
  waitingSince: BEFORE,
  sent: 0,
  closed: 0,
  talkVersion: 5,
  key: 'k',
  content: { conversation: 'c' },
}
const answers = {
  'role.who': { status: 'answered', value: 'self', language: 'en', wording: '', at: 1 },
} as const
const record = { kind: 'application', answers, language: 'en', form: 'f', revision: 1, at: BEFORE } as const
const request: InfoRequest = {
  id: 'r',
  to: 'applicant',
  keys: ['where.places'],
  by: { id: 'w1', name: 'Anna' },
  at: BEFORE,
  status: 'open',
  link: { id: 'l', until: NOW + MONTHS },
}
const reminder: Reminder = { id: 'm', at: NOW + 1, text: '', by: { id: 'w1', name: 'Anna' } }
const raised: Raised = { step: 'everyone', at: BEFORE, last: BEFORE, times: 3, next: NOW, owed: ['email'] }

const content = (more: Partial<CaseContent> = {}) => ({ conversation: 'c', ...more })
const hers = { content: content({ record }), application: 'sent', sent: BEFORE } as const
const ringing = { alarm: NOW - 1, alarmed: raised } as const
const claimed = { ...hers, talk: 'claimed', assignee: 'w1', lastMessageAt: BEFORE } as const
const of = (more: Partial<Draft>): Draft => settled({ ...blank, ...more }, { ...blank, ...more }, BEFORE)

/** Where a case can stand. */
export const states = {
  draft: of({}),
  waiting: of({ talk: 'waiting', ...ringing, alike: 'words' }),
  sent: of({ ...hers, ...ringing }),
  sentWaiting: of({ ...hers, talk: 'waiting', ...ringing, noWorkerTold: true }),
  moreInfo: of({ ...hers, application: 'moreInfo', content: content({ record, requests: [request] }) }),
  claimed: of({ ...claimed, waited: 1, toNotify: 1 }),
  asked: of({ ...claimed, unanswered: BEFORE, viaTeams: 1, waited: 1 }),
  offered: of({
    ...{ ...claimed, offered: 'w2', offeredAt: BEFORE, waited: 1, news: BEFORE },
    content: content({ record, seen: { w1: { answers: 0, requests: 0, talk: 0 } } }),
  }),
  idle: of({
    ...hers,
    ...{ application: 'moreInfo', talk: 'claimed', assignee: 'w1', waited: 1 },
    content: content({ record, requests: [request] }),
  }),
  reminding: of({
    ...claimed,
    ...{ waited: 1, toNotify: 1 },
    content: content({ record, reminders: [reminder] }),
  }),
  exported: of({ ...hers, exported: { revision: 1, at: BEFORE } }),
  ending: of({
    ...{ ...claimed, talk: 'ending', closed: BEFORE, waited: 1, lastMessageAt: BEFORE },
    content: content({ record, ending: { outcome: 'other', by: { id: 'w1', name: 'Anna' }, at: BEFORE } }),
  }),
  endingDue: of({
    ...{ ...claimed, talk: 'ending', closed: BEFORE, waited: 1, unanswered: BEFORE },
    content: content({ record, ending: { outcome: 'other', by: { id: 'w1', name: 'Anna' }, at: 1 } }),
  }),
  closed: of({
    ...{ ...hers, application: 'closed', assignee: 'w1', closed: BEFORE, waited: 1 },
    content: content({ record, outcome: 'other' }),
  }),
  untold: of({
    ...{ ...hers, application: 'closed', assignee: 'w1', closed: BEFORE, waited: 1, toNotify: 1 },
    content: content({ record, outcome: 'other' }),
  }),
  withdrawn: of({
    ...{ ...hers, application: 'closed', assignee: 'w1', closed: BEFORE, waited: 1 },
    content: content({ record, outcome: 'withdrawn' }),
  }),
  erased: of({ application: 'closed', closed: BEFORE, content: null }),
} satisfies Record<string, Draft>

const limits = { leaver: 1, sleeper: 1, offer: 1, keep: 1 }
const gone = { of: 'w1', who: null, limits }
const [anna, bea] = [
  { id: 'w1', name: 'Anna' },
  { id: 'w2', name: 'Bea' },
]

/** What can happen to it; what is said beside the name of the step is what makes it another case of that step. */
export const events = {
  waits: { type: 'waits', danger: false, alone: false },
  'waits, in danger, with nobody here': { type: 'waits', danger: true, alone: true },
  sent: { type: 'sent', record, danger: false, answered: [] },
  'sent again': { type: 'sent', record: { ...record, revision: 2 }, danger: false, answered: ['r'] },
  shared: { type: 'shared', answers },
  sharedMore: { type: 'sharedMore', answers },
  retracted: { type: 'retracted', keys: ['role.who'] },
  urgent: { type: 'urgent' },
  wrote: { type: 'wrote', said: NOW },
  'wrote, heard late': { type: 'wrote', said: 1 },
  answering: { type: 'answering', by: 'w1' },
  answered: { type: 'answered', by: 'w1', since: NOW },
  'answered, and she wrote meanwhile': { type: 'answered', by: 'w1', since: 1 },
  needsNoAnswer: { type: 'needsNoAnswer', by: 'w1' },
  looked: { type: 'looked', by: 'w1', at: { answers: NOW } },
  claimed: { type: 'claimed', by: bea },
  'released to the bot': { type: 'released', from: 'w1', to: 'bot' },
  'released to the queue': { type: 'released', from: 'w1', to: 'queue' },
  'released by nobody': { type: 'released', from: '', to: 'queue' },
  offered: { type: 'offered', by: 'w1', to: bea },
  offerWithdrawn: { type: 'offerWithdrawn', by: 'w1' },
  accepted: { type: 'accepted', by: bea },
  'accepted by whom nobody asked': { type: 'accepted', by: anna },
  takenOver: { type: 'takenOver', from: 'w1', by: bea },
  'taken over from oneself': { type: 'takenOver', from: 'w1', by: anna },
  raised: { type: 'raised' },
  declined: { type: 'declined', by: 'w2' },
  'timedOut: the offer': { type: 'timedOut', ...gone, step: 'withdraw', who: { seen: NOW, changed: NOW } },
  'timedOut: to the queue': { type: 'timedOut', ...gone, step: 'requeue' },
  'timedOut: quietly': { type: 'timedOut', ...gone, step: 'free' },
  told: { type: 'told', talkVersion: 5 },
  'told of what was before': { type: 'told', talkVersion: 4 },
  closed: { type: 'closed', by: anna, outcome: 'admitted' },
  cleared: { type: 'cleared', by: anna, outcome: 'alike', alike: 'words' },
  'cleared, and she wrote meanwhile': { type: 'cleared', by: anna, outcome: 'alike', alike: 'others' },
  keptOpen: { type: 'keptOpen', by: 'w1' },
  'kept open by another': { type: 'keptOpen', by: 'w2' },
  ended: { type: 'ended' },
  reopened: { type: 'reopened', by: bea },
  corrected: { type: 'corrected', by: bea, outcome: 'answered' },
  'corrected to what it was': { type: 'corrected', by: bea, outcome: 'other' },
  moreAsked: { type: 'moreAsked', by: 'w1', request: { ...request, id: 's' } },
  linked: { type: 'linked', by: 'w1', id: 'r', link: { id: 'm', until: NOW } },
  requestEnded: { type: 'requestEnded', by: 'w1', id: 'r', end: { status: 'withdrawn' } },
  linkAnswered: { type: 'linkAnswered', link: 'l', id: 'r', answers },
  'linkAnswered by an older link': { type: 'linkAnswered', link: 'k', id: 'r', answers },
  agreed: { type: 'agreed', by: anna, seen: 0, agreement: { division: {} } },
  'agreed unread': { type: 'agreed', by: anna, seen: 1, agreement: { division: {} } },
  reminded: { type: 'reminded', by: 'w1', reminder: { ...reminder, id: 'n', at: NOW } },
  'reminded by another': { type: 'reminded', by: 'w2', reminder },
  snoozed: { type: 'snoozed', by: 'w1', id: 'm', until: NOW + 2 },
  reminderDone: { type: 'reminderDone', by: 'w1', id: 'm' },
  acknowledged: { type: 'acknowledged', revision: 1 },
  erased: { type: 'erased' },
  erasedAfterExport: { type: 'erasedAfterExport' },
  nothingLeft: { type: 'nothingLeft' },
  alarmPutOff: { type: 'alarmPutOff', due: NOW - 1, until: NOW + 1 },
  alarmAhead: { type: 'alarmAhead', due: NOW - 1 },
  alarmRaised: {
    type: 'alarmRaised',
    due: NOW - 1,
    pace: { repeat: 10, escalate: MONTHS, calm: MONTHS },
    reaches: () => true,
    waysOf: (step, alone) => [step, alone ? 'alone' : ''],
  },
  alarmTold: { type: 'alarmTold', times: 3, left: [] },
  noWorkerLeft: { type: 'noWorkerLeft' },
} satisfies Record<string, CaseEvent>

function alarmDifference(before: Draft, after: Draft): string[] {
  if (before.alarm === after.alarm && before.alarmed === after.alarmed) return []
  if (after.alarm === undefined) return ['alarm ends']
  if (after.alarmed) return [`alarm ${after.alarmed.step} ${after.alarmed.times} ${after.alarm - NOW}`]
  const when = after.alarm > NOW ? ' later' : ''
  return [`alarm ${before.alarm === undefined ? 'begins' : 'anew'}${when}`]
}

/** What became of it, by what is different; `null` is a refusal. */
export function difference(before: Draft, after: Draft | null): string {
  if (!after) return 'refused'
  const set = (name: keyof Draft, is: string, over: string) =>
    before[name] === after[name] ? [] : [after[name] === undefined || after[name] === '' ? over : is]
  const all = [
    ...set('application', after.application, ''),
    ...set('talk', after.talk, ''),
    ...set('assignee', after.assignee, 'nobody'),
    ...(before.content?.outcome === after.content?.outcome || !after.content
      ? []
      : [`outcome ${after.content.outcome ?? 'forgotten'}`]),
    ...set('talkVersion', 'version', ''),
    ...set('toNotify', 'to notify', 'notified'),
    ...set('waitingSince', 'since now', ''),
    ...set('waited', 'waited', ''),
    ...set('urgent', 'urgent', 'calm'),
    ...set('noWorkerTold', 'no worker told', 'no worker forgotten'),
    ...set('offered', 'offered', 'offer over'),
    ...set('unanswered', 'unanswered', 'answered'),
    ...set('news', 'news', 'seen'),
    ...set('viaTeams', 'in Teams', 'not in Teams'),
    ...set('exported', 'acknowledged', ''),
    ...alarmDifference(before, after),
    ...(before.content && !after.content ? ['empty'] : []),
  ]
  return all.join(', ') || 'stands as it was'
}
