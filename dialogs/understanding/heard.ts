import { compile, type Rule } from './clauses.ts'
import { COMMANDS, type Command, type Kind } from './kinds.ts'
import { type Examples, type Known, type Lessons, learn, learnOptions, type Telling } from './learn.ts'
import { Lexicon } from './lexicon.ts'
import * as rules from './rules.ts'
import { type Spelling, spellingOf, wording, wordings } from './spelling.ts'
import { normalise } from './text.ts'

/** What is heard in one language: `locales/<tag>/heard.json`. How to fill it stands in `test/understanding/README.md`. */
export interface Heard {
  yes: string[]
  no: string[]
  unsure: string[]
  /** Of `no`, what denies nothing that follows: "no, I am safe". */
  nay?: string[]
  negations: string[]
  /** Words after a verb within which "not" still denies it: Swedish "han slår mig inte". */
  negatedAfter?: number
  doubts: string[]
  /** "please", "thank you", "my dear": around a message, and nothing of it. */
  courtesy: string[]
  /** "very", "honestly": within a whole answer they change nothing. */
  fillers?: string[]
  /** "I want", "I need", "can you": around a command or an option. */
  wishes: string[]
  /** Articles and the like: around the name of an option. */
  glue: string[]
  and: string[]
  /** What is written on to the next word: Arabic and, the, to. */
  prefixes?: string[]
  /** Words as they are spoken, by the word that is meant. */
  alike?: Record<string, string[]>
  /** Letters of the language for Latin ones. */
  latin?: Record<string, string>
  /** A whole answer means the same whatever the order of its words. */
  anyOrder?: boolean
  optionWords: string[]
  numbers: Record<string, number>
  /** Words for times and ages, by what they are; how they are put together stands in `times.ts`. */
  times?: Record<string, string[]>
  /** Whole messages. */
  commands: Record<Command, string[]>
  /** Words for one thing, by its name in `rules.ts`. */
  concepts: Record<string, string[]>
  /** Phrases that sound like danger and are none: "my phone is dying". */
  harmless: string[]
  /** "Not sure" that may be "not safe": no answer to whether she is in danger. */
  ambiguous?: string[]
  /** More rules of this language's own, beside those in `rules.ts`. */
  safety?: string[]
  hard?: string[]
  within?: Partial<Record<Command, string[]>>
  questions?: Partial<Record<Kind, string[]>>
  /** Other words for an option, by question and option: as a whole message they are the answer. */
  options: Record<string, Record<string, string[]>>
  /** What may stand around an option of a question: "send it to". */
  around?: Record<string, string[]>
  /** Words that may mean an option in a longer message, and are no answer by themselves: "nowhere to sleep". */
  hints?: Record<string, Record<string, string[]>>
}

/** In the order they are tried. */
const kinds = Object.keys(rules.questions) as Kind[]

/** A language's vocabulary, made once. */
export interface Ear {
  lexicon: Lexicon
  spelling: Spelling
  negatedAfter: number
  safety: Rule[]
  hard: Rule[]
  within: [Command, Rule[]][]
  questions: [Kind, Rule[]][]
  options: Heard['options']
  nay: ReadonlySet<string>
  /** What was learned; `null` in a language without examples. */
  learned: () => Lessons | null
  /** The same of the options of a question; empty where there are no examples. */
  telling: (key: string) => Telling
}

/** Heard in a longer message too, where they have so many words. */
const URGENT = [
  ['danger', '{cry}', 2],
  ['human', '{callPerson}', 3],
] as const

/** Lists that are names of their own; `rigid` ones forgive no slip of the finger. */
const LISTS = ['nay', 'courtesy', 'fillers', 'wishes', 'glue', 'and', 'optionWords', 'harmless'] as const
const RIGID = ['yes', 'no', 'negations', 'doubts'] as const

export function earOf(heard: Heard, examples: Examples | null = null): Ear {
  const spelling = spellingOf(heard)
  const lexicon = new Lexicon(spelling, heard.anyOrder)
  for (const list of RIGID) for (const phrase of heard[list]) lexicon.add(`{${list}}`, phrase, true)
  for (const list of LISTS) for (const phrase of heard[list] ?? []) lexicon.add(`{${list}}`, phrase)
  for (const phrase of heard.ambiguous ?? []) lexicon.add('{ambiguous}', phrase)
  for (const phrase of heard.unsure) lexicon.add('{unsure}', phrase)
  for (const [name, value] of Object.entries(heard.numbers)) lexicon.add(`number:${value}`, name)
  for (const [time, phrases] of Object.entries(heard.times ?? {}))
    for (const phrase of phrases) lexicon.add(`time:${time}`, phrase)
  for (const command of COMMANDS)
    for (const phrase of heard.commands[command]) lexicon.add(`command:${command}`, phrase)
  for (const [command, name, words] of URGENT)
    for (const phrase of heard.commands[command].flatMap(wordings))
      if (phrase.split(' ').length >= words) lexicon.add(name, phrase)
  for (const [concept, phrases] of Object.entries(heard.concepts))
    for (const phrase of phrases) lexicon.add(`{${concept}}`, phrase)
  for (const [kind, questions] of Object.entries({ option: heard.options, hint: heard.hints ?? {} }))
    for (const [key, options] of Object.entries(questions))
      for (const [id, phrases] of Object.entries(options))
        for (const phrase of phrases) lexicon.add(`${kind}:${key}:${id}`, phrase)
  for (const [key, phrases] of Object.entries(heard.around ?? {}))
    for (const phrase of phrases) lexicon.add(`option:${key}:`, phrase)
  const made = (...lists: (readonly string[] | undefined)[]) =>
    lists.flatMap((list) => list ?? []).map((rule) => compile(rule, lexicon))
  return {
    lexicon,
    spelling,
    negatedAfter: heard.negatedAfter ?? 0,
    safety: made(rules.safety, heard.safety),
    hard: made(rules.hard, heard.hard),
    within: COMMANDS.map((one) => [one, made(rules.within[one], heard.within?.[one])]),
    questions: kinds.map((one) => [one, made(rules.questions[one], heard.questions?.[one])]),
    options: heard.options,
    nay: new Set(heard.nay?.map(normalise)),
    learned: once(() => examples && learn({ lexicon, spelling }, examples, known(heard))),
    telling: onceEach((key) =>
      examples ? learnOptions({ lexicon, spelling }, examples, key, phrasesOf(heard.options[key])) : [],
    ),
  }
}

/** Some wordings of each phrase, whichever of its choices stand together. */
const phrasesOf = (options: Record<string, string[]> = {}): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(options).map(([id, phrases]) => [
      id,
      phrases
        .filter((one) => !one.includes('*'))
        .flatMap((one) => [...new Set(SOME.map((i) => wording(one, i)))]),
    ]),
  )
const SOME = [0, 1, 2]

/** Learned when it is first asked, which takes a third of a second: of forty languages most are quiet for long. */
function once<V>(make: () => V): () => V {
  let made: { value: V } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function onceEach<V>(make: (key: string) => V): (key: string) => V {
  const made = new Map<string, V>()
  return (key) => {
    const one = made.get(key) ?? make(key)
    made.set(key, one)
    return one
  }
}

/** Whose options are danger, or name who may be one: "call the police" is no calm because the police may be a helper. */
const NAMING = new Set(['safety.danger', 'safety.seen', 'role.referrer', 'people.relations'])

/** Whole messages that the rules know as something else than danger. */
function known({ commands, options, harmless }: Heard): Known {
  // A few words and no more: they have nothing to teach.
  const { danger: _, cover: __, alone: ___, ...steering } = commands
  const answers = Object.entries(options).filter(([key]) => !NAMING.has(key))
  const plainly = (phrases: readonly string[]) =>
    phrases
      .filter((phrase) => !phrase.includes('*') && !phrase.includes('('))
      .map((phrase) => wordings(phrase)[0]!)
  const said = Object.entries(steering).map(([command, phrases]) => [command, plainly(phrases)])
  return {
    answers: plainly([...harmless, ...answers.flatMap(([, one]) => Object.values(one).flat())]),
    commands: Object.fromEntries(said),
  }
}
