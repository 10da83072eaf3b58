import { SegmentedMessage } from 'sms-segments-calculator'

/**
 * A text message is sent in parts: 160 letters of the GSM 7-bit alphabet, or 70 of anything when a single letter
 * lies outside it; 153 and 67 when there are several. Phones join up to a few; more than that we split ourselves.
 */
const MOST_PARTS = 3

interface Size {
  parts: number
  alphabet: 'GSM-7' | 'UCS-2'
}

export function sizeOf(text: string): Size {
  const counted = new SegmentedMessage(text)
  return { parts: counted.segmentsCount, alphabet: counted.encodingName }
}

const typography: [RegExp, string][] = [
  [/[‘’‚′]/g, "'"],
  [/[“”„«»″]/g, '"'],
  [/[‐‑‒–—]/g, '-'],
  [/…/g, '...'],
  [/[\u00a0\u2007\u2009\u202f]/g, ' '],
  [/[\u200b-\u200f\u2060-\u2069\ufeff]/g, ''],
]

/** Without the letters that only typography needs, when nothing else keeps the text out of the GSM alphabet. */
export function plain(text: string): string {
  const simple = typography.reduce((rest, [from, to]) => rest.replace(from, to), text)
  if (sizeOf(simple).alphabet === 'GSM-7') return simple
  // What keeps a number's direction has work to do beside right-to-left letters only.
  return /\p{Script=Arabic}|\p{Script=Hebrew}/u.test(text) ? text : text.replace(/[\u2066-\u2069]/g, '')
}

/** As one message where it can be; else split between sentences, each saying which it is of how many. */
export function split(text: string, language: string): string[] {
  const whole = plain(text)
  if (sizeOf(whole).parts <= MOST_PARTS) return [whole]
  // How many there will be decides how long "(1/10) " is; it settles at once.
  for (let of = 2; ; of += 1) {
    const texts = filled(whole, language, `(${of}/${of}) `)
    if (texts.length <= of) return texts.map((one, i) => `(${i + 1}/${texts.length}) ${one}`)
  }
}

function filled(text: string, language: string, mark: string): string[] {
  const fits = (one: string) => sizeOf(mark + one).parts <= MOST_PARTS
  const sentences = cut(text, language, 'sentence').flatMap((sentence) =>
    fits(sentence) ? [sentence] : cut(sentence, language, 'word'),
  )
  const texts: string[] = []
  for (const piece of sentences.flatMap((one) => (fits(one) ? [one] : [...one]))) {
    const last = texts.at(-1)
    if (last !== undefined && fits(last + piece)) texts[texts.length - 1] = last + piece
    else texts.push(piece)
  }
  return texts.map((one) => one.trim()).filter(Boolean)
}

const cut = (text: string, language: string, granularity: 'sentence' | 'word'): string[] =>
  [...new Intl.Segmenter(language, { granularity }).segment(text)].map(({ segment }) => segment)
