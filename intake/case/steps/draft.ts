import type { CaseContent, Draft } from '../case.ts'
import { caseKey } from '../case-number.ts'
import { applicationOf } from '../requests.ts'
import { begunBy, newsFor } from '../seen.ts'

/** A case that nothing has happened to yet. */
export function newCase(
  first: Pick<Draft, 'id' | 'language' | 'channel'> &
    Pick<CaseContent, 'conversation' | 'codeOf'> & { urgent: boolean },
  at: number,
): Draft {
  const { conversation, codeOf, urgent, ...known } = first
  return {
    ...known,
    application: 'draft',
    talk: 'bot',
    kind: 'unknown',
    urgent: urgent ? 1 : 0,
    assignee: '',
    created: at,
    waitingSince: at,
    sent: 0,
    closed: 0,
    talkVersion: 0,
    key: caseKey(known.id),
    content: { conversation, ...(codeOf ? { codeOf } : {}) },
  }
}

export const isOver = ({ application, content }: Pick<Draft, 'application' | 'content'>): boolean =>
  application === 'closed' || !content

/** To workers, it is over from the moment one of them closes it. */
export const isClosed = (now: Pick<Draft, 'application' | 'content' | 'talk'>): boolean =>
  isOver(now) || now.talk === 'ending'

/** Somebody wrote, or asked for a person, and has no word yet: that is not for the bot. */
export const isWaitedFor = ({ unanswered }: Pick<Draft, 'unanswered'>): boolean => unanswered !== undefined

/** This worker has it, and may change it. */
export const isHeldBy = (now: Draft, worker: string): boolean => now.assignee === worker && !isClosed(now)

export const withContent = (now: Draft, more: Partial<CaseContent>): Draft => ({
  ...now,
  content: { ...now.content!, ...more },
})

/** A change of who talks with her. `toNotify`: she has yet to be told, which the sweep does if we cannot. */
export const changeHolder = (now: Draft, next: Partial<Draft>): Draft => ({
  ...now,
  viaTeams: undefined,
  ...next,
  talkVersion: now.talkVersion + 1,
  toNotify: 1,
  notifyByRules: undefined,
})

/** She has yet to be told of what is asked; of a change of who talks with her, whatever else there is to tell. */
export const changeAsked = (now: Draft): Draft =>
  now.toNotify ? now : { ...now, toNotify: 1, notifyByRules: 1 }

export interface Who {
  id: string
  name: string
}

/** It is this worker's. Whoever waited for a word has waited since `unanswered`, which no change of hands restarts. */
export const toWorker = (
  now: Draft,
  { id, name }: Who,
  at: number,
  unanswered: number | undefined = now.unanswered,
): Draft => {
  const seen = begunBy(now.content!, id, at)
  const news = newsFor({ ...now.content!, seen }, id)
  return withContent(
    changeHolder(now, { talk: 'claimed', assignee: id, offered: undefined, unanswered, news, takenUp: at }),
    { assigneeName: name, releasedBy: undefined, offerEnded: undefined, seen },
  )
}

/** She waits for somebody, from `since` on: who waits again has waited since she first asked. */
export const toQueue = (now: Draft, since: number): Draft =>
  changeHolder(now, { talk: 'waiting', assignee: '', waitingSince: since })

/** What is in hand of it, as long as it is not over. */
const inHand = ({
  sent,
  content,
}: Draft): Pick<Draft, 'application' | 'closed' | 'outcome' | 'corrected'> => ({
  application: sent > 0 ? applicationOf(content?.requests) : 'draft',
  closed: 0,
  outcome: undefined,
  corrected: undefined,
})

/** An ending that is still to come does not come: whoever had it has it, and who waited waits. */
export const staysOpen = (now: Draft): Draft =>
  now.content?.ending?.waited
    ? withContent(
        { ...now, talk: 'waiting', assignee: '', closed: 0 },
        { ending: undefined, assigneeName: undefined },
      )
    : withContent({ ...now, talk: 'claimed', closed: 0 }, { ending: undefined })

/** Open again after its end, in whosever hands. */
export const openAgain = (now: Draft): Draft =>
  withContent({ ...now, ...inHand(now) }, { outcome: undefined })

/**
 * What she does before she knows of an ending is lost to nobody: one that is still to come does not come, and of one
 * that has come she waits for somebody again.
 */
export function goesOn(now: Draft, at: number): Draft {
  if (now.talk === 'ending') return withContent(staysOpen(now), { goesOn: at })
  const untold = now.application === 'closed' && now.content !== null && now.toNotify === 1
  return untold ? toQueue(openAgain(now), at) : now
}
