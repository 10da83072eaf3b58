// What one language's vocabulary (locales/<lang>/words.json) says about a message.
import { fold, normalise, wordsOf } from './text.ts'

export const COMMANDS = [
  'help',
  'human',
  'danger',
  'stop',
  'exit',
  'back',
  'skip',
  'unknown',
  'inPerson',
  'unsafe',
  'language',
  'delete',
  'know',
  'copy',
  'code',
  'start',
  'repeat',
] as const
export type Command = (typeof COMMANDS)[number]

export interface Words {
  yes: string[]
  no: string[]
  unsure: string[]
  /** Words that make a longer message unsafe to read by containment. `*` stands for any letters. */
  negations: string[]
  /** Fear, condition, past: unsafe for an answer just the same, yet no reason to miss a cry for help. */
  doubts?: string[]
  /** "please", "thank you": ignored at either end. */
  courtesy?: string[]
  and: string[]
  optionWords: string[]
  numbers: Record<string, number>
  commands: Record<Command, string[]>
}

export type Mood = 'yes' | 'no' | 'unsure'
const MOODS: Mood[] = ['yes', 'no', 'unsure']

/** The message without courtesies at its ends; the message itself when it is nothing but courtesy. */
export function bare(text: string, words: Words): string {
  const polite = (words.courtesy ?? []).map(spelled)
  let rest = text
  for (let before = ''; before !== rest; ) {
    before = rest
    for (const word of polite) {
      if (rest.startsWith(`${word} `)) rest = rest.slice(word.length + 1)
      if (rest.endsWith(` ${word}`)) rest = rest.slice(0, -word.length - 1)
    }
  }
  return rest
}

/** Yes, no or unsure when the message is made of nothing else and all of it agrees: "yes of course", never "yes no". */
export function moodOf(text: string, words: Words, spell = (word: string) => word): Mood | null {
  const phrases = spell === fold ? moodPhrases(words).folded : moodPhrases(words).plain
  const moods = new Set<Mood>()
  for (let rest = `${spell(text)} `; rest; ) {
    const longest = phrases.find(({ said }) => rest.startsWith(said))
    if (!longest) return null
    moods.add(longest.mood)
    rest = rest.slice(longest.said.length)
  }
  return moods.size === 1 ? [...moods][0]! : null
}

/** The numbers a message consists of, or null when it says anything more: a number in prose is no answer. */
export function numbersIn(text: string, words: Words): number[] | null {
  const named = numberNames(words)
  const between = new Set([...words.and, ...words.optionWords].map(spelled))
  const said = wordsOf(text)
  const numbers: number[] = []
  for (let at = 0; at < said.length; ) {
    const number = named.find(({ name }) => name.every((word, i) => word === fold(said[at + i] ?? '')))
    if (number) numbers.push(number.value)
    else if (/^\d{1,2}$/.test(said[at]!)) numbers.push(Number(said[at]))
    else if (!between.has(said[at]!)) return null
    at += number?.name.length ?? 1
  }
  return numbers.length ? numbers : null
}

/** Is one of these words, or phrases, in the message? */
export function mentions(text: string, list: string[] = []): boolean {
  const pattern = patterns.get(list) ?? new RegExp(`(^| )(${list.map(letters).join('|')})( |$)`, 'u')
  patterns.set(list, pattern)
  return list.length > 0 && pattern.test(fold(text))
}
const patterns = new WeakMap<string[], RegExp>()
const letters = (entry: string) =>
  entry
    .split('*')
    .map((part) => fold(spelled(part)))
    .join('[^ ]*')

/** "1, 3 and polise" in its parts. */
export function partsOf(text: string, words: Words): string[] {
  return text.split(/[,،，、;؛\n/+&|•]/u).flatMap((piece) => {
    let apart = ` ${untied(normalise(piece), words)} `
    for (const word of words.and) apart = apart.replaceAll(` ${spelled(word)} `, ' , ')
    return apart
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
  })
}

/** Arabic writes its "and" on to the next word. A first word keeps it: واحد is "one", not "and" something. */
export function untied(text: string, words: Words): string {
  return tiedAnds(words).reduce(
    (rest, and) =>
      rest.replace(new RegExp(`(?<=\\S) ${and}(?=\\S)|(?<![^ ])${and}(?=\\d)`, 'gu'), ` ${and} `).trim(),
    text,
  )
}
export const tiedAnds = (words: Words): string[] =>
  words.and.filter((word) => /^\p{Script=Arabic}$/u.test(word))

/** A vocabulary's entry as messages are spelled. Remembered: the vocabulary is small and always the same. */
export function spelled(entry: string): string {
  const known = spellings.get(entry) ?? normalise(entry)
  spellings.set(entry, known)
  return known
}
const spellings = new Map<string, string>()

/** Worked out once for each language: the vocabulary does not change while the program runs. */
function once<T>(make: (words: Words) => T): (words: Words) => T {
  const made = new WeakMap<Words, T>()
  return (words) => {
    if (!made.has(words)) made.set(words, make(words))
    return made.get(words)!
  }
}
const moodPhrases = once((words) => {
  const plain = MOODS.flatMap((mood) => words[mood].map((phrase) => ({ mood, said: `${spelled(phrase)} ` })))
  plain.sort((a, b) => b.said.length - a.said.length)
  return { plain, folded: plain.map(({ mood, said }) => ({ mood, said: fold(said) })) }
})
const numberNames = once((words) =>
  Object.entries(words.numbers)
    .map(([name, value]) => ({ name: wordsOf(fold(spelled(name))), value }))
    .sort((a, b) => b.name.length - a.name.length),
)
