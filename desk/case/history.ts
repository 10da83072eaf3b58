import { lately } from '../../intake/store/lately.ts'
import { Bounded } from '../../platform/bounded.ts'
import type { CaseView } from '../../web/console/case/view.ts'
import type { Desk } from '../desk.ts'
import type { DeskServices } from '../services.ts'

/** Lines of the newest that a page shows. */
const SHOWN = 200
/** Cases whose history is remembered for the second in which it is asked for again. */
const REMEMBERED = 200

type Seen = Awaited<ReturnType<Desk['view']>>

/**
 * What was done to a case, by whom and when, the newest first: the audit says no more than that. A page that is drawn
 * again within a second, with nothing done to the case meanwhile, asks the audit once.
 */
export function histories({ audit, clock, workers }: Pick<DeskServices, 'audit' | 'clock' | 'workers'>) {
  const asked = new Bounded<string, ReturnType<typeof lately<CaseView['history']>>>(REMEMBERED)

  async function read(id: string): Promise<CaseView['history']> {
    const lines = await audit.page({ case: id }, null, SHOWN)
    // Whoever looks ten times looked.
    const told = lines.filter(
      (line, at) => line.who !== lines[at - 1]?.who || line.what !== lines[at - 1]?.what,
    )
    const names = new Map((await workers.lately()).map((one) => [one.id, one.name]))
    return told.map(({ changed: at, who, what }) => ({ at, who: names.get(who) ?? who, what }))
  }

  return (seen: Seen): Promise<CaseView['history']> => {
    const { id, etag } = seen.case
    const beside = [seen.messages, seen.notes, seen.annotations, seen.attempts, seen.accessGrants]
    const name = [id, etag, ...beside.map((all) => all.length)].join(' ')
    const known = asked.get(name) ?? lately(() => read(id), clock)
    asked.set(name, known)
    return known.get()
  }
}
