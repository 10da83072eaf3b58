import type { Permission } from '../conversation/permission.ts'
import { type Answers, isAnonymous } from '../form/answers.ts'
import type { submissionKind } from '../form/route.ts'
import type { Doc } from '../store/ports.ts'
import { type Cause, moreDueAfter, type Raised } from './alarm.ts'
import type { Ending } from './endings.ts'
import type { Agreed } from './meeting.ts'
import { type Reminder, remindAtOf } from './reminders.ts'
import { type InfoRequest, isOpen } from './requests.ts'
import type { Seen } from './seen.ts'

/** What was sent, frozen at that moment. */
export interface Submission {
  kind: ReturnType<typeof submissionKind>
  answers: Answers
  /** What she agreed to in sending it, and before; absent of what an earlier program kept. */
  permissions?: readonly Permission[]
  /** BCP 47 tag of the conversation. */
  language: string
  form: string
  revision: number
  at: number
}
export type Wish = '' | 'woman' | 'man'
/** The sealed part of a case. */
export interface CaseContent {
  /** Document id of the conversation, to write to the person. */
  conversation: string
  /** She came with the return code of this other conversation, and its word was not given. */
  codeOf?: { conversation: string; case?: string }
  record?: Submission
  /** Earlier answers that she let the worker read before sending. */
  shared?: Answers | undefined
  assigneeName?: string
  /** Who gave it back last, while nobody has it: done again after a failure, it is done. */
  releasedBy?: string
  /** Of the worker it is offered to, and how the last offer ended when nobody took it. */
  offeredName?: string
  offerEnded?: { how: 'declined' | 'lapsed' | 'withdrawn'; name: string; at: number }
  outcome?: string
  /** While `talk` is `ending`: how it is to end, and since when that can be undone. */
  ending?: Ending
  /** Every ending and every correction of one, the oldest first. */
  endings?: Ending[]
  /** When she did something before she was told of an ending, which undid it. */
  goesOn?: number
  /** When a worker opened it again after its end: her conversation is to find it. */
  reopened?: number
  /** What was asked for beyond the record, and what others than she answered. */
  requests?: InfoRequest[]
  /** What was agreed on the joint meeting, each time; the last counts. */
  meeting?: Agreed[]
  /** What whoever has it wants to be reminded of. */
  reminders?: Reminder[]
  /** What each worker who has had it has seen of it, by id. */
  seen?: Record<string, Seen> | undefined
  /** The number of the last effect of her conversation that it took. */
  acts?: number
  /** How many times something was added that is not hers, and when last: each is taken by other systems anew. */
  added?: { count: number; at: number }
}
/**
 * A case as the queue sees it: only what it must sort and filter by stays readable.
 * Two fields tell where it stands, and every change of them is conditional.
 */
export interface CaseDoc extends Doc {
  application: 'draft' | 'sent' | 'moreInfo' | 'closed'
  /** `ending`: whoever has it has closed it, which can still be undone; to her nothing is different yet. */
  talk: 'bot' | 'waiting' | 'claimed' | 'ending'
  /** Sorts the queue: urgent first, then oldest first. */
  rank: string
  language: string
  /** Who it is for: self, child, assisting, referrer, consultation; `unknown` before she sent or said. */
  kind: string
  channel: string
  urgent: number
  /** Would rather talk with a woman or a man; empty or absent when she did not say. */
  wish?: Wish
  /** Id of the worker who has it; empty when nobody has. */
  assignee: string
  /** Id of the worker whom the assignee asked to take it on, and when; only while it is claimed. */
  offered?: string
  offeredAt?: number
  /** Since when she waits for a word, whoever has had the case meanwhile; only while it is claimed. */
  unanswered?: number
  /** When whoever has it took it, or last began an answer: it is not let lie from before that. */
  takenUp?: number
  /** Since when there is an answer that whoever has it has not seen, hers or a referrer's; only while it is claimed. */
  news?: number
  /** When whoever has it wants to be reminded next. */
  remindAt?: number
  /** Whoever has it talks where no sign of life is seen: in Teams. */
  viaTeams?: 1
  /** The end of its number, by which workers call it among themselves; others may end alike. */
  short?: string
  /** When either of them last wrote. */
  lastMessageAt?: number
  /** 1 while she has yet to be told of the last change of `talk`, or of what is asked; absent otherwise. */
  toNotify?: number
  /** Only of what is asked: where her rules forbid telling it now, it waits in her conversation. */
  notifyByRules?: 1
  /** The last hand-off event that the agency's hub has taken. */
  hubNotified?: string
  /** Sequence number of the last message of hers that the hub has taken. */
  hubForwardedUpTo?: number
  created: number
  /** When waiting began, of the talk or of the application. */
  waitingSince: number
  sent: number
  closed: number
  /** A counter that rises with every change of `talk`, so that one claim can be told from the next. */
  talkVersion: number
  /** How the desk's work on it ended; stays when the content is erased, for statistics. */
  outcome?: string
  /** Another outcome was written down before that one. */
  corrected?: 1
  /** Milliseconds from `since` until somebody had taken it for the first time. */
  waited?: number
  /** The revision that the case-management system has acknowledged, and when. */
  exported?: { revision: number; at: number }
  /** Nothing of an acknowledged case is left to erase. */
  exportErased?: boolean
  /** When the revision was sent that the case-management system has still to take; absent when it has all. */
  exportDue?: number
  /** When it had taken all, while there is something left to erase; absent otherwise. */
  eraseAfterExport?: number
  /** When the alarm over it is due next; absent while somebody has it. */
  alarm?: number
  /** How far that alarm has come; absent until it was first raised. */
  alarmed?: Raised
  /** While she waits: nobody is here, and she is to know. Once each time she waits. */
  noWorkerTold?: true
  /** Of a stranger who waits: a keyed hash of what she wrote, by which a wave of the same words is seen. */
  alike?: string
  /** When somebody last said the word that she would say when forced: whoever writes as her may be watched. */
  watched?: number
  key: string
  sealed: string
}
export type Case = Omit<CaseDoc, 'sealed'> & { etag: string; content: CaseContent | null }
export type Draft = Omit<Case, 'etag' | 'changed' | 'part' | 'rank' | 'exportDue' | 'eraseAfterExport'>
/** What other systems tell one state of a case from the next by: it rises with all she sends and all that is added. */
export const revisionOf = (content: CaseContent | null): number =>
  content?.record ? content.record.revision + (content.added?.count ?? 0) : 0
/** The case-management system has acknowledged all there is. */
export const hasTakenAll = ({ content, exported }: Pick<Draft, 'content' | 'exported'>): boolean =>
  exported !== undefined && exported.revision >= revisionOf(content)
/** Who a case is about, as the queue may see it once it is sent. */
export const kindOf = (answers: Answers): string => {
  if (isAnonymous(answers)) return 'consultation'
  const who = answers['role.who']?.value
  return typeof who === 'string' ? who : 'self'
}
/** Something that is not hers was added at `at`, in milliseconds since 1970. */
export const addedAt = ({ added }: CaseContent, at: number) => ({ count: (added?.count ?? 0) + 1, at })
/** How she may be reached, by what a worker may read: what she let be read later counts before what she sent. */
export const contactAnswers = ({ content }: { content: CaseContent | null }): Answers => ({
  ...content?.record?.answers,
  ...content?.shared,
})
/**
 * Does anybody have to come? Nobody has what was sent until a worker claims it, or the case-management system has
 * acknowledged all of it (`exported`).
 */
export function causeOf(
  { application, talk, assignee }: Pick<CaseDoc, 'application' | 'talk' | 'assignee'>,
  taken: boolean,
): Cause | null {
  if (application === 'closed') return null
  if (talk === 'waiting') return 'talk'
  if (application === 'draft' || talk !== 'bot' || assignee || taken) return null
  return application
}
/** When somebody has to come, in ms since 1970: at once, or when what was asked for has been on its way too long. */
export function dueAt(
  cause: Cause,
  found: Pick<Draft, 'application' | 'talk' | 'content' | 'urgent'>,
  at: number,
): number {
  const { content, urgent } = found
  if (cause === 'reminder') return Math.max(at, remindAtOf(found) ?? at)
  if (cause !== 'moreInfo') return at
  const asked = (content?.requests ?? []).filter(isOpen).map((one) => one.at)
  return Math.max(at, Math.min(at, ...asked) + moreDueAfter(urgent === 1))
}
