/**
 * Words come in as an argument: `t('where.places.ask', { ... })` answers in the language it was made for,
 * and says `null` through `has` for a key that its language does not hold (nothing falls back to another).
 */
export interface Translate {
  (key: string, params?: Record<string, unknown>): string
  has(key: string): boolean
  /** BCP 47 tag and direction of everything this function says. */
  language: string
  dir: 'ltr' | 'rtl'
  /** Numbers that an agency has other ones for, or more, by name; read them with `contactsOf`. */
  contacts?: Readonly<Record<string, string>>
}
export interface Speech {
  languages: readonly string[]
  t: (language: string) => Translate
  wording: (language: string) => string
  guess: (text: string) => string | null
}
