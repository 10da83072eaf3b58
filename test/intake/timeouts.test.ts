import assert from 'node:assert/strict'
import { dueStep, type Held, HUB, type Limits } from '../../intake/case/timeouts.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const NOW = 1_000 * HOUR
const limits: Limits = { leaver: 10 * MINUTE, sleeper: 15 * MINUTE, offer: 5 * MINUTE, keep: 24 * HOUR }

/** A case that somebody has, and `ago` in milliseconds of each of its times. */
const held = (
  ago: { unanswered?: number; lastMessageAt?: number; offeredAt?: number; takenUp?: number } = {},
): Held => ({
  application: 'sent',
  talk: 'claimed',
  assignee: 'w1',
  ...(ago.offeredAt === undefined ? {} : { offered: 'w2' }),
  ...Object.fromEntries(Object.entries(ago).map(([name, one]) => [name, NOW - one])),
})
const seen = (ago: number) => ({ seen: NOW - ago, changed: NOW - ago })
const signedOut = (ago: number) => ({ seen: 0, changed: NOW - ago })

describe('When a case goes on without being asked', () => {
  const table: [string, Held, Parameters<typeof dueStep>[1], ReturnType<typeof dueStep>][] = [
    ['here, and she has her answer', held({ lastMessageAt: MINUTE }), seen(MINUTE), null],
    ['here, and she waits as long as she may', held({ unanswered: 15 * MINUTE }), seen(0), null],
    ['just taken by somebody who is here', held({ unanswered: HOUR, takenUp: MINUTE }), seen(0), null],
    ['taken, and let lie', held({ unanswered: HOUR, takenUp: 16 * MINUTE }), seen(0), 'requeue'],
    ['here, and she waits longer', held({ unanswered: 15 * MINUTE + 1 }), seen(0), 'requeue'],
    ['signed out while she talks', held({ lastMessageAt: MINUTE }), signedOut(MINUTE), 'requeue'],
    ['signed out while she waits for a first word', held({ unanswered: 0 }), signedOut(MINUTE), 'requeue'],
    ['not seen as long as may be', held({ lastMessageAt: MINUTE }), seen(10 * MINUTE), null],
    ['not seen for longer', held({ lastMessageAt: MINUTE }), seen(10 * MINUTE + 1), 'requeue'],
    ['never seen', held({ lastMessageAt: MINUTE }), null, 'requeue'],
    [
      'not seen, but talked with in Teams',
      { ...held({ lastMessageAt: MINUTE }), viaTeams: 1 },
      seen(HOUR),
      null,
    ],
    [
      'in Teams, and she waits longer',
      { ...held({ unanswered: 16 * MINUTE }), viaTeams: 1 },
      seen(0),
      'requeue',
    ],
    ['gone home, and nobody has talked for hours', held({ lastMessageAt: 5 * HOUR }), signedOut(HOUR), null],
    ['gone home, and then she writes', held({ lastMessageAt: 0, unanswered: 0 }), signedOut(HOUR), 'requeue'],
    ['gone for a day, of an application nobody talks about', held(), signedOut(24 * HOUR + 1), 'free'],
    ['gone for less', held(), signedOut(24 * HOUR), null],
    ['not seen for a day', held({ lastMessageAt: 30 * HOUR }), seen(24 * HOUR + 1), 'free'],
    ['here all the time, of an application nobody talks about', held(), seen(0), null],
    [
      'gone home, and a colleague is asked',
      held({ lastMessageAt: 0, offeredAt: 5 * MINUTE }),
      signedOut(0),
      null,
    ],
    [
      'gone home, and the colleague does not answer',
      held({ lastMessageAt: 0, offeredAt: 6 * MINUTE }),
      signedOut(0),
      'requeue',
    ],
    [
      'here, and the colleague does not answer',
      held({ lastMessageAt: 0, offeredAt: 6 * MINUTE }),
      seen(0),
      'withdraw',
    ],
    ['a hub, of which no sign of life is seen', { ...held({ lastMessageAt: 0 }), assignee: HUB }, null, null],
    ['a hub that does not answer', { ...held({ unanswered: 16 * MINUTE }), assignee: HUB }, null, 'requeue'],
    ['closed', { ...held({ unanswered: HOUR }), application: 'closed' }, null, null],
    ['nobody has it', { ...held({ unanswered: HOUR }), assignee: '', talk: 'waiting' }, null, null],
  ]
  for (const [what, found, who, step] of table)
    it(`${what}: ${step ?? 'nothing'}`, () => {
      assert.equal(dueStep(found, who, NOW, limits), step)
    })
})
