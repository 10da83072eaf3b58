import type { Answers } from './answers.ts'
import { isControl } from './controls.ts'
import { isOpen } from './route.ts'

/**
 * Questions that stand on one screen where a channel can show several at once, and one by one elsewhere. Each keeps
 * its own key, status and ways of not answering; a screen is only how they are shown.
 */
const screens: readonly (readonly string[])[] = [
  ['control.language', 'safety.seen'],
  ['referrer.name', 'referrer.organisation', 'referrer.contact'],
]

/** What decides which questions share a screen. */
interface Shown {
  answers: Answers
  /** Chosen already? */
  language?: string | undefined
  /** What the channel can show several of. */
  together?: 'any' | 'boxes' | undefined
}

/** All that stands on the screen of `key`, itself among them; none where it stands alone. */
export function together(key: string, { answers, language, together }: Shown): readonly string[] {
  if (!together) return []
  const open = (one: string) =>
    one === key || (isControl(one) ? language === undefined : isOpen(one, answers))
  const screen = screens.find((one) => one.includes(key)) ?? []
  if (together === 'boxes' && screen.some(isControl)) return []
  const parts = screen.filter(open)
  return parts.length > 1 ? parts : []
}
