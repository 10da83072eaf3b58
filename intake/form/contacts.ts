import { leftToRight } from './plain-text.ts'
import type { Translate } from './words.ts'

/**
 * Where help can be reached. The one place in the project for numbers that can go out of date: each with its
 * source and the day somebody last compared it. Spoken of in every language through these names.
 */
export interface Contact {
  value: string
  source: string
  /** ISO date of the last comparison with the source; `null`: still to be compared before a launch. */
  checked: string | null
}

const table = {
  /** Emergency number: call, or text from a Finnish SIM when speaking is not safe. */
  emergency: { value: '112', source: '112.fi/en/emergency-sms', checked: null },
  /** The assistance system's own number, day and night, anonymous calls allowed. */
  helpline: {
    value: '+358 29 546 3177',
    source: 'migri.fi/en/assistance-system-for-victims-of-human-trafficking',
    checked: null,
  },
  /** Nollalinja: violence against women and in close relationships, day and night, free, anonymous. */
  violenceLine: { value: '080 005 005', source: 'nollalinja.fi/en', checked: null },
  /** RIKU, Victim Support Finland. */
  victimSupport: { value: '116 006', source: 'riku.fi', checked: null },
} as const satisfies Record<string, Contact>

export type Contacts = Record<keyof typeof table, string>

/** For interpolation: `{{helpline}}`. */
export const contacts: Contacts = Object.fromEntries(
  Object.entries(table).map(([name, { value }]) => [name, leftToRight(value)]),
) as Contacts

/** As whoever speaks has them: an agency's own stand over these. */
export const contactsOf = ({ contacts: own }: Translate): Contacts => ({
  ...contacts,
  ...own,
})

export const sources: Record<string, Contact> = table
