import type { Translate } from './words.ts'

/** What a channel is like for the person, as far as what may be said there, and when, depends on it. */
interface Traits {
  /** What is sent stands on a locked phone, for whoever holds it: only words meant for that are said there. */
  lockScreen: boolean
  /** An employer may read along: whoever asks for herself is shown safer ways. */
  workplace?: true
  /** What she wrote stays in a box of ours when it is refused. */
  box?: true
  /** The way of `contact.way` that a message here is once she has left: it rings or lights up where she is. */
  rings?: 'sms' | 'app'
}

const table: Record<string, Traits> = {
  web: { lockScreen: false, box: true },
  sms: { lockScreen: true, rings: 'sms' },
  msteams: { lockScreen: false, workplace: true, rings: 'app' },
}
const quiet: Traits = { lockScreen: false }

export const traitsOf = (channel: string): Traits => table[channel] ?? quiet

/** The locale key of the words for a locked phone; what has none is never said there. */
export const textKey = (key: string, t: Pick<Translate, 'has'>): string | null =>
  t.has(`sms.${key}`) ? `sms.${key}` : null

/** The same words, but in their wording for a locked phone where there is one. */
export const texted = (t: Translate): Translate =>
  Object.assign((key: string, params?: Record<string, unknown>) => t(textKey(key, t) ?? key, params), {
    has: t.has,
    language: t.language,
    dir: t.dir,
  })
