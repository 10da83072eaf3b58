import { isWithin } from '../../hours/time.ts'
import { addedAt, type Draft, hasTakenAll } from '../case.ts'
import { type Ending, UNDO, WITHDRAWN } from '../endings.ts'
import { mayBeAlike } from '../waves.ts'
import { changeHolder, isHeldBy, openAgain, staysOpen, toWorker, type Who, withContent } from './draft.ts'

/** What stays of it is that it was: its number and times, so that a worker is not left wondering. */
const erased = (now: Draft, at: number): Draft => ({
  ...now,
  application: 'closed',
  talk: 'bot',
  closed: now.closed || at,
  talkVersion: now.talkVersion + 1,
  wish: '',
  outcome: now.outcome ?? now.content?.ending?.outcome,
  content: null,
})

/** An older program kept the outcome alone. */
function endingsOf({ content, assignee, closed }: Draft): Ending[] {
  const { endings = [], outcome, assigneeName: name = '' } = content ?? {}
  if (endings.length > 0 || !outcome) return endings
  return [{ outcome, by: { id: assignee, name }, at: closed }]
}

/** How a case ends, and leaves. */
export const endSteps = {
  /** Whoever has it closes it. She is not told before that can no longer be undone. */
  closed: (now: Draft, { by, outcome }: { by: Who; outcome: string }, at: number): Draft | null =>
    isHeldBy(now, by.id)
      ? withContent(
          { ...now, talk: 'ending', closed: at },
          { ending: { outcome, by, at }, goesOn: undefined },
        )
      : null,
  /** One of a wave of look-alikes, that nobody had: she is told no sooner. `alike`: what she wrote when it was decided. */
  cleared: (now: Draft, { by, outcome, alike }: { by: Who; outcome: string; alike: string }, at: number) =>
    now.talk === 'waiting' && now.alike === alike && mayBeAlike(now)
      ? withContent(
          { ...now, talk: 'ending', assignee: by.id, closed: at },
          { assigneeName: by.name, ending: { outcome, by, at, waited: true }, goesOn: undefined },
        )
      : null,
  /** Whoever closed it thought better of it. */
  keptOpen: (now: Draft, { by }: { by: string }): Draft | null =>
    now.talk === 'ending' && now.assignee === by ? staysOpen(now) : null,
  /** It can no longer be undone: now she is told. */
  ended(now: Draft, _: object, at: number): Draft | null {
    const { ending, endings = [] } = now.content ?? {}
    if (now.talk !== 'ending' || !ending || isWithin(ending.at, UNDO, at)) return null
    return withContent(changeHolder(now, { application: 'closed', talk: 'bot' }), {
      ending: undefined,
      outcome: ending.outcome,
      endings: [...endings, ending],
    })
  },
  /** A worker goes on with what had ended, or is just being ended by another. Other systems take it anew. */
  reopened(now: Draft, { by }: { by: Who }, at: number): Draft | null {
    if (!now.content) return null
    const reopened = { reopened: at, goesOn: undefined, added: addedAt(now.content, at) }
    if (now.talk === 'ending')
      return now.assignee === by.id ? staysOpen(now) : toWorker(staysOpen(now), by, at)
    if (now.application !== 'closed' || now.content.outcome === WITHDRAWN) return null
    return withContent(toWorker(openAgain(now), by, at), reopened)
  },
  /** Of what has ended: the outcome written down before stays beside it. */
  corrected(now: Draft, { by, outcome }: { by: Who; outcome: string }, at: number): Draft | null {
    if (now.application !== 'closed' || !now.content || now.content.outcome === outcome) return null
    const endings = [...endingsOf(now), { outcome, by, at, corrected: true as const }]
    return withContent({ ...now, corrected: 1 }, { outcome, endings, added: addedAt(now.content, at) })
  },

  /** The case-management system has all up to this revision. */
  acknowledged: (now: Draft, { revision }: { revision: number }, at: number): Draft | null =>
    !now.content || (now.exported?.revision ?? 0) >= revision ? null : { ...now, exported: { revision, at } },

  erased: (now: Draft, _: object, at: number): Draft => erased(now, at),
  /** Unless somebody is talking, or more was sent since. */
  erasedAfterExport: (now: Draft, _: object, at: number): Draft | null =>
    now.talk === 'bot' && hasTakenAll(now) ? erased(now, at) : null,
  nothingLeft: (now: Draft): Draft => ({ ...now, exportErased: true }),
}
