/** Shorter words fit a line of the narrowest phone at the largest text. */
const LONG = /\p{L}{9,}/gu
const SOFT = '\u00AD'

/**
 * A syllable begins with the last consonant before a vowel: so in Finnish and Russian, and near enough in Swedish,
 * where the "s" that ties two words together belongs to the first, and in English, where "th" and its like are one
 * sound. Arabic writes no hyphen.
 */
const begins: Readonly<Record<string, RegExp>> = {
  en: /(?<=\p{L}{3})(?=(?:[cpst]h|(?<![cpst])h|[bcdfgjklmnpqrstvwxz])[aeiouy]\p{L})/giu,
  fi: /(?<=\p{L}{3})(?=[bcdfghjklmnpqrstvwxz][aeiouyåäö]\p{L})/giu,
  sv: /(?<=\p{L}{3})(?=[bcdfghjklmnpqrtvwxz][aeiouyåäö]\p{L}|(?<=[aeiouyåäö])s[aeiouyåäö]\p{L})/giu,
  ru: /(?<=\p{L}{3})(?=[бвгджзклмнпрстфхцчшщ][аеёиоуыэюя]\p{L})/giu,
}

/** A day stays with its month, a year with what it is called, an hour with "at". */
const together = (text: string) =>
  text.replace(/(?<=\b\d{1,2}\.?) (?=\p{L})|(?<=\bklo|\bkl\.) (?=\d)/gu, '\u00A0')

/**
 * What belongs together kept on one line, and with places where a long word may break, seen only where it does: many
 * a phone has no hyphens for these languages.
 */
export function softened(text: string, language: string): string {
  const syllable = begins[language]
  const kept = together(text)
  return syllable ? kept.replace(LONG, (word) => word.replace(syllable, SOFT)) : kept
}
