import assert from 'node:assert/strict'
import {
  type CaseEvent,
  returnReasons,
  settled,
  stepNames,
  takeReasons,
  transition,
} from '../../intake/case/transitions.ts'
import { difference, events, NOW, states } from '../support/lives.ts'

/** For each event: the states it fits, and what is different then. Where a state is not named, it is refused. */
const table: Record<keyof typeof events, Record<string, string>> = {
  waits: {
    'draft exported': 'waiting, version, since now, alarm begins',
    'sent moreInfo': 'waiting, version, since now, alarm anew',
    ending: 'claimed, unanswered',
    endingDue: 'claimed',
  },
  'waits, in danger, with nobody here': {
    'draft exported': 'waiting, version, since now, urgent, no worker told, alarm begins',
    'sent moreInfo': 'waiting, version, since now, urgent, no worker told, alarm anew',
    ending: 'claimed, urgent, unanswered',
    endingDue: 'claimed, urgent',
  },
  sent: {
    draft: 'sent, since now, alarm begins',
    waiting: 'sent',
  },
  'sent again': {
    draft: 'sent, since now, alarm begins',
    waiting: 'sent',
    idle: 'sent, news',
    'claimed reminding asked': 'news',
    'sent sentWaiting offered': 'stands as it was',
    moreInfo: 'sent, alarm anew',
    exported: 'alarm begins',
    'ending endingDue': 'claimed, news',
    untold: 'sent, waiting, nobody, outcome forgotten, version, since now, alarm begins',
  },
  shared: {
    'ending endingDue': 'claimed',
    untold: 'sent, waiting, nobody, outcome forgotten, version, since now, alarm begins',
    'draft waiting sent sentWaiting moreInfo claimed reminding asked offered idle exported':
      'stands as it was',
  },
  sharedMore: {
    'ending endingDue': 'claimed',
    untold: 'sent, waiting, nobody, outcome forgotten, version, since now, alarm begins',
    'draft waiting sent sentWaiting moreInfo claimed reminding asked offered idle exported':
      'stands as it was',
  },
  retracted: {
    'draft waiting sent sentWaiting moreInfo claimed reminding asked offered idle exported ending endingDue closed untold withdrawn':
      'stands as it was',
  },
  urgent: {
    'draft waiting sent sentWaiting moreInfo claimed reminding asked offered idle exported closed withdrawn erased':
      'urgent',
    'ending endingDue': 'claimed, urgent',
    untold: 'sent, waiting, nobody, outcome forgotten, version, since now, urgent, alarm begins',
  },
  wrote: {
    'draft waiting sent sentWaiting moreInfo asked exported closed withdrawn erased': 'stands as it was',
    'claimed reminding offered idle': 'unanswered',
    ending: 'claimed, unanswered',
    endingDue: 'claimed',
    untold: 'sent, waiting, nobody, outcome forgotten, version, since now, alarm begins',
  },
  'wrote, heard late': {
    'draft waiting sent sentWaiting moreInfo claimed reminding asked offered exported ending endingDue closed withdrawn erased':
      'stands as it was',
    untold: 'sent, waiting, nobody, outcome forgotten, version, since now, alarm begins',
    idle: 'unanswered',
  },
  answering: {
    'claimed reminding asked offered idle': 'stands as it was',
  },
  answered: {
    'claimed reminding offered idle': 'stands as it was',
    asked: 'answered',
  },
  'answered, and she wrote meanwhile': {
    'claimed reminding asked offered idle': 'stands as it was',
  },
  needsNoAnswer: {
    asked: 'answered',
  },
  looked: {
    'claimed reminding asked idle': 'stands as it was',
    offered: 'seen',
  },
  claimed: {
    'draft exported': 'claimed, w2, version, to notify, waited',
    waiting: 'claimed, w2, version, to notify, waited, unanswered, alarm ends',
    'sent moreInfo': 'claimed, w2, version, to notify, waited, alarm ends',
    sentWaiting: 'claimed, w2, version, to notify, waited, no worker forgotten, unanswered, alarm ends',
  },
  'released to the bot': {
    claimed: 'bot, nobody, version, alarm begins',
    offered: 'bot, nobody, version, to notify, offer over, seen, alarm begins',
    idle: 'bot, nobody, version, to notify, alarm begins later',
    reminding: 'bot, nobody, version, alarm anew',
  },
  'released to the queue': {
    claimed: 'waiting, nobody, version, alarm begins',
    asked: 'waiting, nobody, version, to notify, answered, not in Teams, alarm begins',
    offered: 'waiting, nobody, version, to notify, offer over, seen, alarm begins',
    idle: 'waiting, nobody, version, to notify, since now, alarm begins',
    reminding: 'waiting, nobody, version, alarm anew',
  },
  'released by nobody': {},
  offered: {
    'claimed reminding asked idle': 'offered',
    offered: 'stands as it was',
  },
  offerWithdrawn: {
    'claimed reminding asked idle': 'stands as it was',
    offered: 'offer over',
  },
  accepted: {
    offered: 'w2, version, to notify, offer over',
  },
  'accepted by whom nobody asked': {},
  takenOver: {
    'claimed reminding': 'w2, version',
    idle: 'w2, version, to notify',
    asked: 'w2, version, to notify, not in Teams',
    offered: 'w2, version, to notify, offer over',
  },
  'taken over from oneself': {},
  raised: {
    'draft claimed reminding asked offered idle exported': 'urgent',
    'waiting sent sentWaiting': 'urgent, alarm anew',
    moreInfo: 'urgent, alarm anew later',
  },
  declined: {
    offered: 'offer over',
  },
  'timedOut: the offer': {
    offered: 'offer over',
  },
  'timedOut: to the queue': {
    claimed: 'waiting, nobody, version, alarm begins',
    asked: 'waiting, nobody, version, to notify, answered, not in Teams, alarm begins',
    offered: 'waiting, nobody, version, to notify, offer over, seen, alarm begins',
    reminding: 'waiting, nobody, version, alarm anew',
  },
  'timedOut: quietly': {
    idle: 'bot, nobody, version, alarm begins later',
  },
  told: {
    'claimed reminding untold': 'notified',
  },
  'told of what was before': {},
  closed: {
    'claimed asked idle': 'ending',
    offered: 'ending, offer over',
    reminding: 'ending, alarm ends',
  },
  cleared: {
    waiting: 'ending, w1, alarm ends',
  },
  'cleared, and she wrote meanwhile': {},
  keptOpen: {
    'ending endingDue': 'claimed',
  },
  'kept open by another': {},
  ended: {
    endingDue: 'closed, bot, outcome other, version, to notify, answered',
  },
  reopened: {
    ending: 'claimed, w2, version, to notify',
    endingDue: 'claimed, w2, version, to notify',
    closed: 'sent, claimed, w2, outcome forgotten, version, to notify',
    untold: 'sent, claimed, w2, outcome forgotten, version',
  },
  corrected: {
    'closed untold withdrawn': 'outcome answered',
  },
  'corrected to what it was': {
    withdrawn: 'outcome other',
  },
  moreAsked: {
    claimed: 'moreInfo, alarm begins later',
    'asked offered': 'moreInfo, to notify, alarm begins later',
    reminding: 'moreInfo',
    idle: 'to notify, alarm begins later',
  },
  linked: {
    idle: 'stands as it was',
  },
  requestEnded: {
    idle: 'sent, to notify',
  },
  linkAnswered: {
    moreInfo: 'sent, alarm anew',
    idle: 'sent, news',
  },
  'linkAnswered by an older link': {},
  agreed: {
    'claimed reminding asked offered idle': 'stands as it was',
  },
  'agreed unread': {},
  reminded: {
    'claimed asked offered idle': 'alarm begins',
    reminding: 'alarm anew',
  },
  'reminded by another': {},
  snoozed: { reminding: 'alarm anew later' },
  reminderDone: {
    reminding: 'alarm ends',
    'claimed asked offered idle': 'stands as it was',
  },
  acknowledged: {
    'draft waiting sentWaiting claimed reminding asked offered idle ending endingDue closed untold withdrawn':
      'acknowledged',
    'sent moreInfo': 'acknowledged, alarm ends',
  },
  erased: {
    'draft exported': 'closed, version, empty',
    waiting: 'closed, bot, version, alarm ends, empty',
    'sent moreInfo': 'closed, version, alarm ends, empty',
    sentWaiting: 'closed, bot, version, no worker forgotten, alarm ends, empty',
    'claimed idle': 'closed, bot, version, empty',
    asked: 'closed, bot, version, answered, empty',
    offered: 'closed, bot, version, offer over, seen, empty',
    ending: 'closed, bot, version, empty',
    endingDue: 'closed, bot, version, answered, empty',
    'closed untold withdrawn': 'version, empty',
    erased: 'version',
    reminding: 'closed, bot, version, alarm ends, empty',
  },
  erasedAfterExport: {
    exported: 'closed, version, empty',
  },
  nothingLeft: {
    'draft waiting sent sentWaiting moreInfo claimed reminding asked offered idle exported ending endingDue closed untold withdrawn erased':
      'stands as it was',
  },
  alarmPutOff: {
    sent: 'alarm everyone 3 1',
  },
  alarmRaised: {
    'waiting sentWaiting': 'alarm everyone 4 10',
    sent: 'alarm everyone 4 30000',
  },
  alarmAhead: {},
  alarmTold: {
    'waiting sent sentWaiting': 'alarm everyone 3 0',
  },
  noWorkerLeft: {
    waiting: 'no worker told',
  },
}

describe('What can happen to a case', () => {
  for (const [name, event] of Object.entries<CaseEvent>(events))
    it(name, () => {
      const fits = table[name as keyof typeof events]
      for (const [state, found] of Object.entries(states)) {
        const expected = Object.entries(fits).find(([names]) => names.split(' ').includes(state))
        assert.equal(difference(found, transition(found, event, NOW)), expected?.[1] ?? 'refused', state)
      }
    })

  it('takes an effect of her conversation once, and none after a later one', () => {
    const sent = transition(states.draft, events.sent, NOW, 3)!
    assert.equal(sent.content?.acts, 3)
    for (const act of [3, 2]) assert.equal(transition(sent, events.urgent, NOW, act), null)
    assert.equal(transition(sent, events.urgent, NOW, 4)?.content?.acts, 4)
    // What the desk does has no number, and leaves hers as it was.
    assert.equal(transition(sent, events.urgent, NOW)?.content?.acts, 3)
    // Of an erased case nothing is left to number.
    assert.equal(transition(states.erased, events.urgent, NOW, 1)?.content, null)
  })

  it('counts how long a case waited for its first worker, once', () => {
    const taken = transition(states.waiting, events.claimed, NOW)!
    assert.equal(taken.waited, NOW - states.waiting.waitingSince)
    assert.equal(transition(states.reminding, events.takenOver, NOW)!.waited, states.reminding.waited)
  })

  it('knows how long somebody waits for a word, whoever takes it up meanwhile and however often', () => {
    const { waiting, asked } = states
    const taken = transition(waiting, events.claimed, NOW)!
    assert.deepEqual([taken.unanswered, taken.takenUp], [waiting.waitingSince, NOW])
    const back = transition(taken, { type: 'released', from: taken.assignee, to: 'queue' }, NOW + 1)!
    assert.deepEqual([back.waitingSince, back.takenUp], [waiting.waitingSince, undefined])
    assert.equal(transition(back, events.claimed, NOW + 2)!.unanswered, waiting.waitingSince)
    for (const event of [events.takenOver, events.answering]) {
      const next = transition(asked, event, NOW)!
      assert.deepEqual([next.unanswered, next.takenUp], [asked.unanswered, NOW])
    }
  })

  it('tells of what is asked by her rules, unless there is more to tell', () => {
    const by = (name: keyof typeof states) => transition(states[name], events.moreAsked, NOW)!
    assert.deepEqual([by('asked').notifyByRules, by('claimed').notifyByRules], [1, undefined])
    const given = transition(by('asked'), { type: 'released', from: 'w1', to: 'queue' }, NOW)!
    assert.deepEqual([given.toNotify, given.notifyByRules], [1, undefined])
  })

  it('forgets when somebody was asked as soon as nobody is', () => {
    assert.ok(states.offered.offeredAt)
    assert.equal(transition(states.offered, events.declined, NOW)!.offeredAt, undefined)
  })

  it('rings on through what changes nothing of why it rings, and anew for whoever has the case now', () => {
    const ringing = { ...states.reminding, alarm: NOW - 1, alarmed: states.waiting.alarmed }
    assert.deepEqual(transition(ringing, events.urgent, NOW)!.alarmed, ringing.alarmed)
    assert.equal(transition(ringing, events.takenOver, NOW)!.alarmed, undefined)
    // That nobody is there is said of waiting to talk, and of nothing else.
    const { sentWaiting } = states
    assert.equal(settled(sentWaiting, { ...sentWaiting, talk: 'bot' }, NOW).noWorkerTold, undefined)
  })

  it('names reasons to take a case that are reasons to give one back', () => {
    assert.deepEqual(
      takeReasons.filter((reason) => !returnReasons.includes(reason)),
      [],
    )
    assert.ok(takeReasons.includes('absent'))
  })

  it('is all in the table', () => {
    const tried = new Set(Object.values(events).map(({ type }) => type as string))
    assert.deepEqual(
      stepNames.filter((name) => !tried.has(name)),
      [],
    )
  })
})
