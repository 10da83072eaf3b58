import type { Answers } from './answers.ts'
import { form, questions } from './form.ts'
import { openKeys, orphans } from './route.ts'

/** What this form would make of answers that another version of it took. Nothing of it is lost; some of it moves. */
export const moves = ['unknown', 'unfit', 'placeless', 'asked'] as const
export type Move = (typeof moves)[number]

/**
 * `unknown`: no question here. `unfit`: its options, or its length, are others now. `placeless`: the question is not
 * for this person by what is answered. `asked`: new on the way she has gone already, so she is asked it next.
 */
export function wouldMove(answers: Answers): Record<Move, string[]> {
  const keys = Object.keys(answers).filter((key) => answers[key])
  const unfit = keys.filter((key) => {
    const { status, value } = answers[key]!
    return status === 'answered' && questions.get(key)?.schema.safeParse(value).success === false
  })
  const way = [...form]
    .filter(({ essential }) => essential)
    .flatMap((section) => Object.keys(section.questions))
  const reached = Math.max(-1, ...keys.map((key) => way.indexOf(key)))
  const open = form.filter(({ essential }) => essential).flatMap((section) => openKeys(section, answers))
  return {
    unknown: keys.filter((key) => !questions.has(key)),
    unfit,
    placeless: orphans(answers),
    asked: open.filter((key) => way.indexOf(key) < reached),
  }
}

/** How many drafts each move concerns, by question. */
export function rehearse(drafts: readonly Answers[]): [key: string, move: Move, drafts: number][] {
  const counts = new Map<string, number>()
  for (const answers of drafts)
    for (const [move, keys] of Object.entries(wouldMove(answers)))
      for (const key of keys) counts.set(`${move} ${key}`, (counts.get(`${move} ${key}`) ?? 0) + 1)
  return [...counts].map(([name, count]) => {
    const [move, key] = name.split(' ') as [Move, string]
    return [key, move, count]
  })
}
