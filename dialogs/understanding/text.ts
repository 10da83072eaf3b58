import { asciiDigit } from '../../intake/form/digits.ts'

// One spelling for what people type, so that everything after this compares plain strings.

const MARKS = '\\u0610-\\u061a\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ed\\u0640' // harakat, tatweel
const APOSTROPHES = "'`ʼ‘’" // "don't", "don´t" and "dont" are one word
const DROPPED = new RegExp(`[\\p{Cf}\\p{Me}\\p{Variation_Selector}\\u034f${MARKS}${APOSTROPHES}]`, 'gu')
const LETTERS: Record<string, string> = {
  ...{ أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي', ی: 'ي', ک: 'ك', ة: 'ه' },
  ё: 'е',
}
const LATIN: Record<string, string> = { đ: 'd', ı: 'i', ø: 'o', ł: 'l' } // no Unicode decomposition
const PHRASES = /[\ufdf0-\ufdfb]/g // one character each, of up to eighteen letters: NFKC would write them out

/** Letters and digits in one form, punctuation still there. */
export function plain(text: string): string {
  return text
    .replace(PHRASES, ' ')
    .replace(/№/g, ' ')
    .replace(/´/g, "'") // would decompose into a space and an accent
    .normalize('NFKC')
    .toLowerCase()
    .replace(DROPPED, '')
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[أإآٱىیکةё]/g, (letter) => LETTERS[letter]!)
}

export function normalise(text: string): string {
  return plain(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

/** The second try: what is left when a keyboard has no ä, ё or й. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[đıøł]/g, (letter) => LATIN[letter]!)
}

/** A word as it is compared with examples: without accents, and no letter dragged out. */
export const letters = (word: string): string => fold(word).replace(/(.)\1{2,}/gu, '$1')
