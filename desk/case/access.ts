import type { Audit } from '../../intake/audit/audit.ts'
import {
  type AccessGrant,
  type AccessGrants,
  type AccessReason,
  grantedUntil,
} from '../../intake/case/access-grants.ts'
import type { Case } from '../../intake/case/case.ts'
import type { CaseFile } from '../../intake/case/case-file.ts'
import { type DuplicateHints, sameIn } from '../../intake/case/duplicates.ts'
import { isClosed, isHeldBy } from '../../intake/case/steps/draft.ts'
import type { Workers } from '../../intake/case/workers.ts'
import { HOUR, MINUTE } from '../../intake/hours/time.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { Refusal } from '../../platform/errors.ts'
import { serially } from '../../platform/serially.ts'
import { Explained } from '../refusals.ts'
import type { Worker } from '../worker.ts'

/** Who does not have the case reads no identity and no free words of it. */
export class Masked extends Explained {
  constructor() {
    super('FORBIDDEN', 'claim the case, or open it with a reason', 'desk.masked.text')
  }
}

/** Milliseconds. */
const AFTER_CLOSING = 15 * MINUTE
/** Cases one worker opens with a reason within an hour, at most; and how many of all are looked through for it. */
const OPEN_AN_HOUR = 10
const OPENED = 1000

class TooOften extends Explained {
  constructor() {
    super('TOO_MANY', `at most ${OPEN_AN_HOUR} cases an hour are opened with a reason`, 'desk.open.tooOften')
  }
}

export interface GrantReason {
  why: AccessReason
  words: string
}

interface AccessParts {
  accessGrants: AccessGrants
  duplicateHints: DuplicateHints
  workers: Workers
  audit: Audit
  clock: Clock
}

/** Who reads a case in full: whoever has it while it is open, and for an hour whoever gave a reason. */
export function caseAccess(
  { accessGrants, duplicateHints, workers, audit, clock }: AccessParts,
  existing: (id: string) => Promise<Case>,
) {
  /** One after the other for each worker: those at once would all find room for the last there is room for. */
  const openOf = serially()
  const has = (found: Case, worker: Worker) => isHeldBy(found, worker.id)
  /** Whoever closed it still has it before the eyes for a while: to write the last note, to see what was done. */
  const afterClosing = (found: Case, { id }: Worker) => {
    const until = found.closed + AFTER_CLOSING
    return isClosed(found) && found.assignee === id && until > clock() ? until : null
  }
  const until = (found: Case, worker: Worker, grants: readonly AccessGrant[]) =>
    has(found, worker) ? null : (grantedUntil(grants, worker.id, clock()) ?? afterClosing(found, worker))

  /** Other cases of perhaps the same person, and by name who said that it is another. */
  async function named(same: ReturnType<typeof sameIn>) {
    if (same.length === 0) return []
    const names = new Map((await workers.lately()).map(({ id, name }) => [id, name]))
    return same.map((one) => ({ ...one, name: names.get(one.dismissed?.who ?? '') ?? '' }))
  }

  return {
    /** How this reader sees the case. `whole`: nothing is masked; `until`: that ends then, in ms since 1970. */
    async readingOf(found: Case, worker: Worker, { accessGrants: grants, matches }: CaseFile) {
      if (!found.content) return { whole: true, until: null, same: [] }
      const ends = until(found, worker, grants)
      const whole = has(found, worker) || ends !== null
      return { whole, until: ends, same: has(found, worker) ? await named(sameIn(matches)) : [] }
    },

    /** To take a case out of the house takes having it: a look with a reason is not enough. @throws Refusal NOT_FOUND; Masked */
    async mustHave(id: string, worker: Worker): Promise<void> {
      const found = await existing(id)
      if (found.content && !has(found, worker) && !afterClosing(found, worker)) throw new Masked()
    },

    /** "Break glass": written down before anything is shown, and only so often. @throws Refusal GONE, CONFLICT; TooOften */
    async open(id: string, worker: Worker, { why, words }: GrantReason): Promise<void> {
      const found = await existing(id)
      if (!found.content) throw new Refusal('GONE', 'the case is erased')
      if (has(found, worker)) return
      await openOf(worker.id, async () => {
        const lately = await accessGrants.since(clock() - HOUR, OPENED)
        if (lately.filter(({ who }) => who === worker.id).length >= OPEN_AN_HOUR) throw new TooOften()
        await audit.note(worker.id, `open.${why}`, id)
        const at = clock()
        const by = { case: id, who: worker.id, name: worker.name, at }
        await accessGrants.add({ id: `${at}.${worker.id}`, ...by, why, words }, found.key)
      })
    },

    /** @throws Refusal NOT_FOUND where the two share nothing */
    async dismiss(found: Case, worker: Worker, other: string): Promise<void> {
      const all = await duplicateHints.of(found.id)
      if (!all.some((one) => one.case === other)) throw new Refusal('NOT_FOUND', 'there is no such hint')
      await duplicateHints.dismiss(found.id, other, worker.id)
    },
  }
}
