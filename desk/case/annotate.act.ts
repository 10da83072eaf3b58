import { z } from 'zod'
import { questions } from '../../intake/form/form.ts'
import { defineAct } from '../act.ts'
import { named } from '../input.ts'
import { annotationOf } from './annotation-form.ts'

/** Where on the page the answer to a question stands. */
const answerAt = (key: unknown): string =>
  typeof key === 'string' && questions.has(key) ? `answer-${key}` : ''

/** An entry beside an answer. A program gives `value`, a page the fields of the question. */
export const edit = defineAct({
  name: 'edit',
  input: z.looseObject({
    key: named,
    value: z.unknown().optional(),
    note: z.string().optional(),
    id: z.string().optional(),
    message: z.string().optional(),
  }),
  may: 'cases',
  audit: ['edit'],
  after: ({ key }) => answerAt(key),
  trouble: 'desk.edit.trouble',
  run: ({ desk, id, by }, { message, ...given }) =>
    desk.edit(id, by.worker, annotationOf({ ...given, id: message ?? given.id }, by.worker)),
})

/** `question`: where on the page it stood. */
export const undo = defineAct({
  name: 'undo',
  input: z.object({ edit: named, question: z.string().optional() }),
  may: 'cases',
  audit: ['undo'],
  after: ({ question }) => answerAt(question),
  run: ({ desk, id, by }, given) => desk.undo(id, by.worker, given.edit),
})
