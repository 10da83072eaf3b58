/** Year alone is enough; Gregorian. */
export interface DateParts {
  year: number
  month?: number | undefined
  day?: number | undefined
}

export type Value = string | string[] | DateParts

/** Why a question has no value: passed over, not known, to be told to a worker, or not safe to answer here. */
export const passes = ['skipped', 'unknown', 'inPerson', 'unsafe'] as const
export type Pass = (typeof passes)[number]

/** One answer with what a reader needs to trust it later. */
export interface Answer {
  status: 'answered' | Pass
  value?: Value
  /** BCP 47 tag of the language it was asked and answered in. */
  language: string
  /** Version of the words that were shown: a key of the archived wordings. */
  wording: string
  /** Milliseconds since 1970. */
  at: number
}

/** By question key, such as `where.places`. Absent means not asked yet. */
export type Answers = Readonly<Record<string, Answer | undefined>>

export const answerTo = (answers: Answers, key: string): Value | undefined => answers[key]?.value

/** Is `id` the answer, or among the answers, to `key`? */
export const has = (answers: Answers, key: string, ...ids: string[]): boolean => {
  const value = answerTo(answers, key)
  return Array.isArray(value) ? ids.some((id) => value.includes(id)) : ids.includes(value as string)
}

/** Of a question whose "yes" allows something: whatever else is said, passed over or never asked allows nothing. */
export const hasConsent = (answers: Answers, key: string): boolean =>
  answers[key]?.status === 'answered' && answers[key].value === 'yes'

export type Speaker = 'self' | 'child' | 'other'

/** Whose story is told: her own, a child's, or somebody else's. Chooses between two wordings of a question. */
export const speaker = (answers: Answers): Speaker =>
  has(answers, 'role.who', 'referrer') ? 'other' : has(answers, 'role.who', 'child') ? 'child' : 'self'

export const isReferrer = (answers: Answers) => has(answers, 'role.who', 'referrer')
export const isAssisting = (answers: Answers) => has(answers, 'role.who', 'assisting')
export const isAnonymous = (answers: Answers) =>
  isReferrer(answers) && !hasConsent(answers, 'referrer.consent')
/** Nobody is named, and whoever writes has not said how to be answered. */
export const isUnreached = (answers: Answers) =>
  isAnonymous(answers) && answers['referrer.contact']?.status !== 'answered'
export const isUnder18 = (answers: Answers) => has(answers, 'identity.age', 'under15', '15to17')
export const aboutChild = (answers: Answers) => has(answers, 'role.who', 'child') || isUnder18(answers)

/**
 * Others may see what she does here: she said so, or that it is not safe to answer, and has not said "no" since; or
 * she has not said yet who sees this screen.
 */
export function isWatched(answers: Answers): boolean {
  const seen = answers['safety.seen']
  if (!seen) return Object.keys(answers).length > 0
  if (seen.status !== 'skipped' && seen.value !== 'no') return true
  return Object.values(answers).some((one) => one?.status === 'unsafe' && one.at > seen.at)
}
