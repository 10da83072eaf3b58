import { z } from 'zod'
import { caseIdOf, defineAct } from '../act.ts'
import { named } from '../input.ts'

/** Two cases are of two people, says whoever has one of them. */
export const dismiss = defineAct({
  name: 'dismiss',
  input: z.object({ other: named }),
  may: 'cases',
  audit: 'dismiss',
  after: 'same',
  run: ({ desk, id, by }, { other }) => desk.dismiss(id, by.worker, caseIdOf(other)),
})
