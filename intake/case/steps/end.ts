import { type Draft, hasTakenAll } from '../case.ts'

/** What stays of it is that it was: its number and times, so that a worker is not left wondering. */
const erased = (now: Draft, at: number): Draft => ({
  ...now,
  application: 'closed',
  talk: 'bot',
  closed: now.closed || at,
  talkVersion: now.talkVersion + 1,
  wish: '',
  content: null,
})

/** How a case leaves. */
export const endSteps = {
  /** The case-management system has all up to this revision. */
  acknowledged: (now: Draft, { revision }: { revision: number }, at: number): Draft | null =>
    !now.content || (now.exported?.revision ?? 0) >= revision ? null : { ...now, exported: { revision, at } },

  erased: (now: Draft, _: object, at: number): Draft => erased(now, at),
  /** Unless somebody is talking, or more was sent since. */
  erasedAfterExport: (now: Draft, _: object, at: number): Draft | null =>
    now.talk === 'bot' && hasTakenAll(now) ? erased(now, at) : null,
  nothingLeft: (now: Draft): Draft => ({ ...now, exportErased: true }),
}
