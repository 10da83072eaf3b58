import assert from 'node:assert/strict'
import {
  dueAfter,
  moreDueAfter,
  type Raised,
  RETRY,
  raise,
  type Step,
  type Subject,
} from '../../intake/case/alarm.ts'
import { causeOf } from '../../intake/case/case.ts'

const M = 60_000
const pace = { repeat: 2 * M, escalate: 5 * M, calm: 240 * M }
const talk: Subject = { cause: 'talk', urgent: false }

/** [minute, step] of every raise until `end`, each done when it is due. */
function chain(subject: Subject, end: number, reaches: (step: Step) => boolean = () => true) {
  const told: [number, Step][] = []
  let raised: Raised | undefined
  for (let now = 0; now <= end; now = raised.next) {
    raised = { ...raise(subject, raised, now, pace, reaches), owed: [] }
    told.push([now / M, raised.step])
  }
  return told
}

describe('intake/alarm', () => {
  it('repeats, grows and never ends by itself', () => {
    assert.deepEqual(chain(talk, 140 * M), [
      [0, 'fitting'],
      [2, 'fitting'],
      [4, 'fitting'],
      [5, 'everyone'],
      [7, 'everyone'],
      [9, 'everyone'],
      [10, 'supervisors'],
      [12, 'supervisors'],
      [14, 'supervisors'],
      [15, 'unanswered'],
      [75, 'unanswered'],
      [135, 'unanswered'],
    ])
  })

  it('calls who is there: with nobody whom it fits everybody, with nobody on duty the supervisors', () => {
    assert.equal(chain(talk, 0, (step) => step !== 'fitting')[0]![1], 'everyone')
    assert.deepEqual(
      chain(talk, 5 * M, () => false),
      [
        [0, 'supervisors'],
        [2, 'supervisors'],
        [4, 'supervisors'],
        [5, 'unanswered'],
      ],
    )
  })

  it('is calm over what was sent, unless somebody may be in danger, and tells the person of neither', () => {
    const calm = chain({ cause: 'sent', urgent: false }, 960 * M)
    assert.deepEqual(
      calm.map(([minute]) => minute),
      [0, 240, 480, 720, 960],
    )
    assert.deepEqual(calm.at(-1)![1], 'supervisors')
    const urgent = chain({ cause: 'sent', urgent: true }, 20 * M)
    assert.deepEqual(urgent[1], [2, 'fitting'])
    assert.equal(urgent.at(-1)![1], 'supervisors')
  })

  it('counts how often it was raised, and waits a week for what was asked for, a day where it is urgent', () => {
    const first = { ...raise(talk, undefined, 0, pace, () => true), owed: [] }
    assert.deepEqual([first.times, raise(talk, first, 2 * M, pace, () => true).times], [1, 2])
    assert.deepEqual([moreDueAfter(true), moreDueAfter(false)], [24 * 60 * M, 7 * 24 * 60 * M])
  })

  it('a program that was down for an hour goes on one step further, not three', () => {
    const before: Raised = { step: 'fitting', at: 0, last: 0, times: 1, next: 2 * M, owed: [] }
    assert.equal(raise(talk, before, 60 * M, pace, () => true).step, 'everyone')
  })

  it('tries again sooner what did not go out', () => {
    const raised: Raised = { step: 'fitting', at: 0, last: 0, times: 1, next: 2 * M, owed: ['email'] }
    assert.equal(dueAfter(raised, 0), RETRY)
    assert.equal(dueAfter(raised, 119_000), 2 * M)
    assert.equal(dueAfter({ ...raised, owed: [] }, 0), 2 * M)
  })

  it('is about somebody who waits, and about what was sent and nobody has', () => {
    const free = { application: 'sent', talk: 'bot', assignee: '' } as const
    assert.equal(causeOf({ ...free, application: 'draft', talk: 'waiting' }, true), 'talk')
    assert.equal(causeOf(free, false), 'sent')
    assert.equal(causeOf(free, true), null)
    assert.equal(causeOf({ ...free, assignee: 'w', talk: 'claimed' }, false), null)
    assert.equal(causeOf({ ...free, application: 'draft' }, false), null)
    assert.equal(causeOf({ ...free, application: 'closed', talk: 'waiting' }, false), null)
  })
})
