/** The short path to "sent", as somebody walks it who writes about herself, under this name, and can be called. */
export const shortPath = (name: string): readonly (readonly [key: string, given: string | string[]])[] => [
  ['safety.seen', 'no'],
  ['safety.danger', 'no'],
  ['consent.start', 'yes'],
  ['role.who', 'self'],
  ['where.inFinland', 'yes'],
  ['identity.age', 'adult'],
  ['what.forms', ['labour', 'debt']],
  ['where.places', ['finland']],
  ['needs.help', ['legal', 'housing']],
  ['contact.way', 'phone'],
  ['contact.value', '040 123 4567'],
  ['contact.rules', ['evening', 'neutralWords']],
  ['identity.name', name],
]

export const herself = shortPath('نور')

/** How a social worker begins who writes for somebody that agreed in this way. */
export const referring = (basis: string): [key: string, given: string][] => [
  ['safety.seen', 'no'],
  ['safety.danger', 'no'],
  ['consent.start', 'yes'],
  ['role.who', 'referrer'],
  ['role.referrer', 'social'],
  ['referrer.consent', 'yes'],
  ['referrer.basis', basis],
]

/** Of these, what is typed. */
export const typed = new Set(['contact.value', 'identity.name', 'referrer.contact', 'referral.observations'])
