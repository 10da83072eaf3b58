import { type Answers, isAnonymous } from './answers.ts'
import { form, questions, type Section, sectionOf } from './form.ts'

/** Is this question asked, given what is answered so far? Without consent, nothing that identifies a person is. */
export function onRoute(key: string, answers: Answers): boolean {
  const field = questions.get(key)
  if (!field?.when(answers)) return false
  return !(field.identifying && isAnonymous(answers))
}

/** The same, and its section is one for this person. */
export const isOnRoute = (key: string, answers: Answers): boolean =>
  onRoute(key, answers) && sectionOf(key)?.when(answers) === true

export const keysOf = (section: Section, answers: Answers): string[] =>
  section.when(answers) ? Object.keys(section.questions).filter((key) => onRoute(key, answers)) : []

/** What belongs to this person and has neither an answer nor a pass, whether it is asked on the way or not. */
export const unansweredKeys = (section: Section, answers: Answers): string[] =>
  keysOf(section, answers).filter((key) => !answers[key])

/** Is it to be asked on the way? */
export const isOpen = (key: string, answers: Answers): boolean =>
  !answers[key] && onRoute(key, answers) && !questions.get(key)?.left(answers)

export const openKeys = (section: Section, answers: Answers): string[] =>
  keysOf(section, answers).filter((key) => isOpen(key, answers))

const usually = (value: string) => ({ status: 'answered', value, language: '', wording: '', at: 0 }) as const
/** What most answer where it decides what else is asked. */
const likely: Answers = {
  'role.who': usually('self'),
  'referrer.consent': usually('yes'),
  'contact.way': usually('phone'),
}

/**
 * How many questions of the short path are left, as far as her answers and likely ones tell. Who sees the screen is no
 * new question when it is asked once more.
 */
export function leftToAsk(answers: Answers): number {
  const supposed = { ...likely, ...answers }
  const isLeft = (key: string) => !answers[key] && !questions.get(key)!.left(supposed)
  const open = form
    .filter(({ essential }) => essential)
    .flatMap((section) => keysOf(section, supposed).filter(isLeft))
  const begun = Object.keys(answers).length > 0
  return open.filter((key) => !(begun && key === 'safety.seen')).length
}

/** Nothing of the short path is left to ask. */
export const isComplete = (answers: Answers): boolean =>
  form.every((section) => !section.essential || openKeys(section, answers).length === 0)

/** What sending needs is not there: asked only since a draft was complete, or by another version of the form. */
export const isLacking = (answers: Answers): boolean =>
  form.some(
    (section) =>
      section.essential && openKeys(section, answers).some((key) => questions.get(key)?.required === true),
  )

const isAsked = (answers: Answers) => (key: string) =>
  answers[key] !== undefined || questions.get(key)?.left(answers) === false

/** Sections that may be told more about, with how many of their questions are answered. */
export const offered = (answers: Answers): { id: string; answered: number; of: number }[] =>
  form
    .filter((section) => !section.essential)
    .map((section) => ({ id: section.id, keys: keysOf(section, answers).filter(isAsked(answers)) }))
    .filter(({ keys }) => keys.length > 0)
    .map(({ id, keys }) => ({ id, answered: keys.filter((key) => answers[key]).length, of: keys.length }))

/**
 * Answers whose question fell off the route: they leave the record, and the person is told. What this form does not
 * ask at all was asked by another version of it, which alone may drop it.
 */
export function orphans(answers: Answers): string[] {
  const kept: Record<string, Answers[string]> = { ...answers }
  const gone: string[] = []
  for (let again = true; again; ) {
    const next = Object.keys(kept).filter((key) => {
      const section = sectionOf(key)
      return section !== undefined && (!section.when(kept) || !onRoute(key, kept))
    })
    for (const key of next) delete kept[key]
    gone.push(...next)
    again = next.length > 0
  }
  return gone
}

/** What is sent: a formal document needs a name and a way to reach its sender (Act 434/2003 s. 16). */
export function submissionKind(answers: Answers): 'application' | 'contactRequest' | 'anonymousConsultation' {
  if (isAnonymous(answers)) return 'anonymousConsultation'
  const named = answers['identity.name']?.status === 'answered'
  const reached = answers['contact.way']?.status === 'answered' && answers['contact.way'].value !== 'codeOnly'
  return named && reached ? 'application' : 'contactRequest'
}
