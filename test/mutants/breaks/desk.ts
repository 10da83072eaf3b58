import type { HandMade } from './hand-made.ts'

export const desk: readonly HandMade[] = [
  {
    file: 'desk/act.ts',
    tests: ['test/desk/acts.test.ts', 'test/desk/sign-in/roles.test.ts', 'test/desk/forged.test.ts', 'test/desk/assignment/assignment.test.ts'],
    breaks: [
      ['whoever may not does it', 'requireRight(doing.by, act.may)', ''],
      ['what takes more rights is done without', 'requireRight(doing.by, act.mayAlso?.(read.data))', ''],
      ['what was done is not in the audit', "if (typeof audit === 'string') await doing.desk.done(doing.by.worker, { audit }, doing.id)", ''],
    ],
  },
  {
    file: 'desk/talk/messages.ts',
    tests: ['test/desk/talk/contact.test.ts', 'test/desk/assignment/assignment.test.ts', 'test/desk/queue/waits.test.ts', 'test/desk/alarm/alarm.test.ts', 'test/desk/talk/phrases.test.ts', 'test/desk/case/case.test.ts'],
    breaks: [
      ['a message breaks her rules', 'if (why) throw new Unsafe(why)', ''],
      ['whoever lost the case writes', "if (!mine) throw new Taken((await existing(id)).content?.assigneeName ?? '')", ''],
      ['a message is no answer', "await cases.apply(id, { type: 'answered', by: worker.id, since })", ';'],
      ['an agency’s sentence goes in another language', 'if (!message.words[language]) throw new NotIn(language)', ''],
      ['a message is not in the audit', "await audit.note(worker.id, 'message', id)", ''],
      ['a note is added to what is closed', "if (isClosed(found)) throw new Refusal('GONE', 'the case is closed')", ''],
    ],
  },
  {
    file: 'desk/talk/contact-attempts.ts',
    tests: ['test/desk/talk/contact.test.ts'],
    breaks: [
      ['a contact breaks her rules', 'if (why) throw new Unsafe(why)', ''],
      ['a permit outlives her hours', 'Math.min(changesAt(answers, now) ?? Number.POSITIVE_INFINITY, now + HOUR)', 'now + HOUR'],
      ['another’s permit is used', 'if (claims.case !== id || claims.worker !== worker.id)', 'if (claims.case !== id)'],
      ['a permit of another case is used', 'if (claims.case !== id || claims.worker !== worker.id)', 'if (claims.worker !== worker.id)'],
    ],
  },
  {
    file: 'desk/case/access.ts',
    tests: ['test/desk/case/opening.test.ts', 'test/desk/case/masked-everywhere.test.ts', 'test/desk/case/case.test.ts'],
    breaks: [
      ['any number is opened with a reason', 'if (lately.filter(({ who }) => who === worker.id).length >= OPEN_AN_HOUR) throw new TooOften()', ''],
      ['those at once find room for one', 'await openOf(worker.id, async () => {', 'await (async (_: string, work: () => Promise<void>) => work())(worker.id, async () => {'],
      ['it is shown before it is written down', 'await audit.note(worker.id, `open.${why}`, id)', ';'],
      ['a look with a reason takes it out of the house', 'if (found.content && !has(found, worker) && !afterClosing(found, worker)) throw new Masked()', ''],
      ['whoever closed it reads it for ever', 'found.assignee === id && until > clock() ? until : null', 'found.assignee === id ? until : null'],
    ],
  },
  {
    file: 'desk/assignment/assignment.ts',
    tests: ['test/desk/assignment/assignment.test.ts', 'test/desk/acts.test.ts', 'test/desk/assignment/sharing.test.ts'],
    breaks: [
      ['who lost a claim is told that it is theirs', "if (now.assignee !== worker.id) throw new Taken(now.content?.assigneeName ?? '')\n      if (won) await audit.note(worker.id, unfit", 'if (won) await audit.note(worker.id, unfit'],
      ['an unanswered case goes to the bot', "if (to === 'bot' && isWaitedFor(found)) throw new Unanswered()", ''],
      ['it is handed to who may not have it', 'if (!receiver || !mayTake(receiver.roles)) throw', 'if (!receiver) throw'],
      ['a closed case is claimed', "if (isClosed(before)) throw new Refusal('GONE', 'the case is closed')", ''],
      ['she is not told who comes', "else await audit.noteAgain(worker.id, 'accept', id)\n      await notifyPerson(now)", "else await audit.noteAgain(worker.id, 'accept', id)"],
    ],
  },
  {
    file: 'desk/assignment/timeouts.ts',
    tests: ['test/intake/timeouts.test.ts', 'test/desk/alarm/alarm.test.ts', 'test/desk/assignment/assignment.test.ts'],
    breaks: [
      ['who acts at that moment loses', 'if (!step) continue', ''],
      ['one that cannot be read holds up the rest', ".catch((error) => log('reclaim.failed', nameOf(error)))", ''],
    ],
  },
]
