import { type Answer, type Answers, hasConsent, isAnonymous, isReferrer } from '../form/answers.ts'
import { form, questions } from '../form/form.ts'
import { keysOf } from '../form/route.ts'

/**
 * What a caseworker asks for when something is missing: questions of the form, put to one party, kept sealed
 * within the case. What she answers herself goes through her own conversation into the record; what others
 * answer stays here with its source, beside hers, and never takes its place.
 */
export const parties = ['applicant', 'referrer', 'authority'] as const
export type Party = (typeof parties)[number]

/** Whom of the authorities: options of `role.referrer`, so that every language has their names. */
export const authorities = [
  ...['police', 'border', 'migration', 'receptionCentre', 'social', 'health', 'labourProtection'],
  'otherAuthority',
]

/**
 * What an authority's answer rests on: her consent; Act 746/2011 s. 58; Act 615/2020 s. 13(4)(3), which is about
 * what pre-trial authorities know of investigations and reports of offences, for the decision on admission.
 */
export const bases = ['consent', 'act746s58', 'act615s13'] as const
export type Basis = (typeof bases)[number]

export interface InfoRequest {
  id: string
  to: Party
  keys: readonly string[]
  /** The worker who asked. */
  by: { id: string; name: string }
  /** Milliseconds since 1970. */
  at: number
  status: 'open' | 'answered' | 'withdrawn'
  /** When it was answered or withdrawn. */
  ended?: number
  /** What somebody other than she answered; hers are in the record. */
  answers?: Answers
  /** Of an authority: which, its own name where that says more, and what asking it rests on. */
  authority?: string
  name?: string
  basis?: Basis
  /** Of an authority: the day it said so, ISO 8601, and the worker who wrote it down. */
  on?: string
  writtenBy?: string
  /** Of a referrer: the link that answers it, by its keyed hash, and until when, in ms since 1970. */
  link?: { id: string; until: number }
}

/** Why a request is refused. */
export const refusals = [
  'notSent',
  'noQuestion',
  'unknownQuestion',
  'offRoute',
  'notTheirs',
  'writtenByReferrer',
  'noPerson',
  'noConsent',
  'noAuthority',
  'noBasis',
] as const
export type Refused = (typeof refusals)[number]

/** Asked once, at the very beginning: another answer would be another conversation. */
export const opening = new Set(['safety.seen', 'consent.start', 'role.who'])
/** Consent, and how she may be reached, only she herself can say. */
const hersAlone = (key: string) => /^(consent|contact)\./.test(key)

const routed = (answers: Answers) => new Set(form.flatMap((section) => keysOf(section, answers)))

/** The question can be put to this party: it has wording that fits, and is theirs to answer. */
function isTheirs(to: Party, key: string, answers: Answers): boolean {
  if (opening.has(key)) return false
  if (to === 'applicant') return true
  if (hersAlone(key)) return false
  return to === 'authority' || isReferrer(answers) || questions.get(key)?.about === true
}

/** What may be asked of each party about this record, in the order of the form. */
export const askable = (to: Party, answers: Answers): string[] =>
  [...routed(answers)].filter((key) => isTheirs(to, key, answers))

/** Questions that are asked for together: by an id that names them to the worker. */
export interface QuestionSet {
  id: string
  keys: readonly string[]
}
export const isAnswered = (answers: Answers, key: string): boolean => answers[key]?.status === 'answered'

/** Each of an agency's own sets: what of it may be asked of this party and has no answer yet. */
export function setsFor(
  to: Party,
  answers: Answers,
  own: readonly { id: string; questions: readonly string[] }[],
): QuestionSet[] {
  const open = askable(to, answers).filter((key) => !isAnswered(answers, key))
  return own
    .map(({ id, questions }) => ({ id, keys: open.filter((key) => questions.includes(key)) }))
    .filter(({ keys }) => keys.length > 0)
}

/** The question by which she allows it; `null`: it rests on a statute, or she is asked herself. */
function consentFor({ to, authority, basis }: Omit<Wish, 'keys'>): string | null {
  if (to === 'referrer') return 'consent.askReferrer'
  if (to === 'applicant' || basis !== 'consent') return null
  return authority === 'receptionCentre' ? 'consent.centre' : 'consent.authorities'
}

/** Has she said yes to it? Of somebody who is not known nothing is asked that tells who it is, and nobody could say it. */
export function isAllowed(wish: Omit<Wish, 'keys'>, answers: Answers): boolean {
  const key = isAnonymous(answers) ? null : consentFor(wish)
  return key === null || hasConsent(answers, key)
}

export type Wish = Pick<InfoRequest, 'to' | 'keys' | 'authority' | 'basis'>

/** `null`: it may be asked. Otherwise the first reason against it. */
export function refusedWhy(
  { to, keys, authority, basis }: Wish,
  answers: Answers | undefined,
): Refused | null {
  if (!answers) return 'notSent'
  // Her own conversation is where she is asked; a referrer's conversation is not hers.
  if (to === 'applicant' && isReferrer(answers)) return 'writtenByReferrer'
  if (to !== 'referrer' && isAnonymous(answers)) return 'noPerson'
  if (keys.length === 0) return 'noQuestion'
  if (!keys.every((key) => questions.has(key))) return 'unknownQuestion'
  const on = routed(answers)
  if (!keys.every((key) => on.has(key))) return 'offRoute'
  if (!keys.every((key) => isTheirs(to, key, answers))) return 'notTheirs'
  if (to === 'authority' && !authorities.includes(authority ?? '')) return 'noAuthority'
  if (to === 'authority' && !bases.some((one) => one === basis)) return 'noBasis'
  return isAllowed({ to, authority, basis }, answers) ? null : 'noConsent'
}

export const isOpen = ({ status }: Pick<InfoRequest, 'status'>): boolean => status === 'open'

/** Where a sent application stands: it waits for more as long as one request does. */
export const applicationOf = (requests: readonly InfoRequest[] = []): 'sent' | 'moreInfo' =>
  requests.some(isOpen) ? 'moreInfo' : 'sent'

/** One request changed, the others as they were. */
export const withRequest = (
  requests: readonly InfoRequest[] = [],
  id: string,
  change: (one: InfoRequest) => InfoRequest,
): InfoRequest[] => requests.map((one) => (one.id === id ? change(one) : one))

/** An answer that somebody other than she gave. */
interface FromOther {
  request: InfoRequest
  answer: Answer
}

/** What others answered to one question, oldest first. */
export const others = (requests: readonly InfoRequest[] = [], key: string): FromOther[] =>
  requests.flatMap((request) => {
    const answer = request.status === 'answered' ? request.answers?.[key] : undefined
    return answer ? [{ request, answer }] : []
  })
