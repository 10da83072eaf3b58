import type { CaseContent, Draft } from '../case.ts'
import { caseKey } from '../case-number.ts'

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

/** This worker has it, and may change it. */
export const isHeldBy = (now: Draft, worker: string): boolean => now.assignee === worker && !isOver(now)

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
})

/** She waits for somebody, from `since` on: who waits again has waited since she first asked. */
export const toQueue = (now: Draft, since: number): Draft =>
  changeHolder(now, { talk: 'waiting', assignee: '', waitingSince: since })
