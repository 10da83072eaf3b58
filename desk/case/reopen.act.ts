import { z } from 'zod'
import { WITHDRAWN } from '../../intake/case/endings.ts'
import { plainText } from '../../intake/form/plain-text.ts'
import { defineAct } from '../act.ts'
import { ownId, sent, words } from '../input.ts'
import { may } from '../sign-in/roles.ts'
import { LONGEST_MESSAGE } from '../talk/message-form.ts'
import { outcome } from './close.act.ts'
import { LEAST } from './open.act.ts'

/** Goes on with what had ended, with why: by who had it, or a supervisor. */
export const reopen = defineAct({
  name: 'reopen',
  input: z.object({
    ...sent,
    reopenNote: z
      .string('say the reason in words')
      .transform(plainText)
      .pipe(z.string().min(LEAST, 'say the reason in words').max(LONGEST_MESSAGE, 'text is too long')),
  }),
  may: 'cases',
  audit: ['reopen'],
  trouble: 'desk.open.trouble',
  offered: ({ mayReopen, ending, outcome }) => mayReopen && (ending ? !ending.me : outcome !== WITHDRAWN),
  after: 'text',
  run: async ({ desk, id, by }, { reopenNote: text, ...given }) => {
    const note = { id: ownId(given, by), text }
    return { changed: await desk.reopen(id, by.worker, { note, others: may(by, 'others') }) }
  },
})

/** It ended otherwise than was written down. */
export const correct = defineAct({
  name: 'correct',
  input: z.object({ ...sent, outcome, correctNote: words.optional() }),
  may: 'cases',
  audit: ['correct'],
  offered: ({ mayReopen, ending }) => mayReopen && !ending,
  after: 'facts',
  run: async ({ desk, id, by }, { outcome, correctNote: text = '', ...given }) => {
    const ended = { outcome, note: { id: ownId(given, by), text }, others: may(by, 'others') }
    return { changed: await desk.correct(id, by.worker, ended) }
  },
})
