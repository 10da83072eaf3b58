import { questions } from '../../intake/form/form.ts'

/** Where on the case a worker goes on after an act; the others end at its top. */
const places: Record<string, string> = {
  request: 'requests',
  recall: 'requests',
  record: 'requests',
  meeting: 'meeting',
  note: 'notes',
  contact: 'attempts',
  message: 'talk',
  translate: 'talk',
  dismiss: 'same',
}

/** The case's address after an act: at what was just changed, not at the top of a long page. */
export function redirectAfterAct(id: string, act: string, { question = '' }: Record<string, string>): string {
  const place = act === 'undo' && questions.has(question) ? `answer-${question}` : places[act]
  return `/console/cases/${id}${place ? `#${place}` : ''}`
}
