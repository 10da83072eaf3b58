import type { Audit } from '../../intake/audit/audit.ts'
import { type Annotations, layered } from '../../intake/case/annotations.ts'
import { type Case, contactAnswers } from '../../intake/case/case.ts'
import type { Cases } from '../../intake/case/cases.ts'
import { questions } from '../../intake/form/form.ts'
import { isOnRoute } from '../../intake/form/route.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Worker } from '../worker.ts'
import type { AnnotationInput } from './annotation-form.ts'

interface EditingParts {
  cases: Cases
  annotations: Annotations
  audit: Audit
  clock: Clock
}

/** How a worker who has a case reads its answers, beside what the person said. `requireAssigned` gives the case or refuses. */
export function deskAnnotations(
  { cases, annotations, audit, clock }: EditingParts,
  requireAssigned: (id: string, worker: Worker) => Promise<Case>,
) {
  async function open(id: string, worker: Worker) {
    const found = await requireAssigned(id, worker)
    if (!found.content) throw new Refusal('GONE', 'the case is erased')
    return { found, known: await annotations.of(id, found.key) }
  }

  async function kept(id: string, worker: Worker, what: 'edit' | 'undo'): Promise<void> {
    await audit.note(worker.id, what, id)
    await cases.update(id, (found) => found)
  }

  return {
    /** @throws Refusal NOT_FOUND for no question, BAD_REQUEST for one that this case is not asked */
    async edit(id: string, worker: Worker, { key, ...given }: AnnotationInput): Promise<void> {
      const { found, known } = await open(id, worker)
      const answers = contactAnswers(found)
      if (!questions.has(key)) throw new Refusal('NOT_FOUND', 'there is no such question')
      if (!answers[key] && !isOnRoute(key, layered(answers, known)))
        throw new Refusal('BAD_REQUEST', 'this question does not belong to this case')
      const at = Math.max(clock(), (known.at(-1)?.at ?? 0) + 1)
      const by = { case: id, who: worker.id, name: worker.name, at }
      await annotations.add({ ...given, ...by, key, of: answers[key]?.at ?? 0 }, found.key)
      await kept(id, worker, 'edit')
    },

    /** Taking back what was taken back changes nothing. @throws Refusal NOT_FOUND */
    async undo(id: string, worker: Worker, edit: string): Promise<void> {
      const { found, known } = await open(id, worker)
      const target = known.find((one) => one.id === edit && !one.undoes)
      if (!target) throw new Refusal('NOT_FOUND', 'there is no such edit')
      if (known.some(({ undoes }) => undoes === edit)) return
      const at = Math.max(clock(), (known.at(-1)?.at ?? 0) + 1)
      const by = { case: id, who: worker.id, name: worker.name, at }
      await annotations.add(
        { id: `${edit}.undo`, key: target.key, undoes: edit, of: target.of, ...by },
        found.key,
      )
      await kept(id, worker, 'undo')
    },
  }
}
