import { askedOf, isVague, wishOf } from './asked.ts'
import { matches, type Rule, sceneOf } from './clauses.ts'
import { type Alarm, alarmIn } from './danger.ts'
import { answered, exactCommand, optionOf } from './exact.ts'
import type { Sound } from './features.ts'
import type { Ear } from './heard.ts'
import type { Command, Open, Understood, Wish } from './kinds.ts'
import { soundsOf } from './learn.ts'
import { Lexicon, type Span } from './lexicon.ts'
import { type Message, read, seen } from './message.ts'
import { suggested } from './suggest.ts'
import { normalise } from './text.ts'
import { type Told, toldOptions, UNTOLD } from './told.ts'

const DANGER = 'safety.danger'
/** Where the name of a language is the answer, and no wish for another one here. */
const TONGUES = new Set([
  'contact.callLanguage',
  'needs.interpreterLanguage',
  'identity.motherTongue',
  'identity.otherLanguages',
])
const isNaming = (open: Open | null) => TONGUES.has(open?.key ?? '')
/** Fewer words than these are no story. */
const STORY = 4
const LONG_WORDS = 15
/** More words than an option and some courtesy around it. */
const LONG = 10
/** More words than these ask only with a mark at the end. */
const TALE = 16
/** More words than these, where telling is asked for, are told. */
const TOLD = 8

/**
 * What a message means at an open question, in layers: danger, then an exact answer, a command, how hard it is, a
 * question of hers, something that may mean an option, her own words. Nothing is taken out of prose.
 */
export function understand(text: string, open: Open | null, ear: Ear): Understood {
  const message = read(text, ear.spelling)
  const known = seen(message)
  const spans = ear.lexicon.find(message.tokens, known)
  const titles = titlesOf(open)
  const whole = known === message.tokens.length
  const unsaid = message.tokens.length === 0
  const asks = message.asking.size > 0

  const ids = open && whole && !unsaid && !asks ? answered(message, spans, titles, ear, open) : []
  const said = whole && !unsaid ? (passed(text, open) ?? exactCommand(message.tokens, spans, ear)) : null
  const command = (said === 'language' && isNaming(open)) || (said && asks && ENDING.has(said)) ? null : said
  const heard = { message, known, spans, sounds: soundsOf(message, spans), titles, open, ear }
  const atDanger = open?.key === DANGER && ids[0] !== 'yes'
  const alarm = atDanger ? alarmIn(heard) : null
  const unclear = atDanger && (alarm === 'certain' || isAmbiguous(heard))
  const says = (name: string) =>
    spans.some((one) => one.name === name && one.from === 0 && one.to === message.tokens.length)
  const passes = said === 'skip' && PLAIN.has(ids[0] ?? '') && (says('command:skip') || !says(`{${ids[0]}}`))
  if (ids.length > 0 && !unclear && !passes) return { danger: false, is: 'answer', ids }
  const instead = command && insteadOf(command, message, spans, open)
  if (command && instead)
    return { danger: false, is: 'maybe', options: [instead], commands: [command], story: false }
  if (command) return { danger: command === 'danger', is: 'command', command, whole }
  return inProse(heard, atDanger ? alarm : alarmIn(heard))
}

/** "Not any more" may be a no, "I won't say" an option of its own: what a few words may mean beside a command. */
function insteadOf(command: Command, { tokens }: Message, spans: readonly Span[], open: Open | null) {
  const says = (id: string) => open?.options.some((option) => option.id === id) === true
  const denies = spans.some(({ name }) => name === '{negations}' || name === '{no}')
  if (command === 'stop' && says('no') && denies && tokens.length <= FEW) return 'no'
  // "Skip" is that and no more.
  return command === 'skip' && denies && says('ratherNot') ? 'ratherNot' : null
}
const FEW = 3

/** A message, and what it is heard with. */
interface Heard {
  message: Message
  /** How many of its words the layers after safety see. */
  known: number
  spans: readonly Span[]
  sounds: readonly Sound[]
  titles: Lexicon
  open: Open | null
  ear: Ear
}

/** What is learned takes nothing: it adds the safety words, and answers a question of hers that no rule knows. */
function inProse(heard: Heard, alarm: Alarm | null): Understood {
  const { message, known, sounds, open, ear } = heard
  const told = open ? toldOptions(sounds.slice(0, known), open, ear) : UNTOLD
  const meant = doubted(byRules(heard, alarm === 'certain'), told, heard)
  const shown = shownBack(meant, told, heard)
  // A name or a number is asked for, or something else was heard: what is learned has to be plain.
  const plainly = (open?.kind === 'text' && !open.prose) || meant.is !== 'words'
  // Long telling is the answer to a question in prose; a few words may ask one of hers.
  const tells = open?.prose === true && message.tokens.length > TOLD
  const about =
    alarm || tells || !isOpen(meant) ? null : askedOf(sounds, ear, plainly || told.sure || long(message))
  if (about) return { danger: false, is: 'question', about }
  const due = alarm !== null && !(alarm === 'faint' && plainly)
  const rather = plainly || tells || told.sure || long(message)
  const wish = alarm === 'certain' || !isOpen(meant) ? null : wishOf(sounds, ear, rather)
  // To leave is of what she tells, too: "I could not leave".
  if (wish && !(open?.prose && wish === 'exit'))
    return { ...wished(wish, wish === 'hard' ? meant : shown, open), danger: due }
  if (shown.is !== 'words' || !open?.telling || due) return { ...shown, danger: due }
  return { ...shown, danger: due, vague: isVague(sounds, message.tokens.length, ear) }
}

/** A command heard within more words is carried out only where nothing else may be meant by them. */
function doubted(meant: Understood, { first }: Told, { sounds, open, ear }: Heard): Understood {
  if (meant.is !== 'command') return meant
  const { command, danger } = meant
  const wish = wishOf(sounds, ear, false)
  const other = wish !== null && wish !== 'hard' && wish !== command ? [wish] : []
  const told = open?.prose === true && command !== 'human'
  if (first.length + other.length === 0 && !told) return meant
  return { danger, is: 'maybe', options: first, commands: besides([command, ...other], first), story: false }
}

/** Options that were learned stand beside what the rules suggest; the story is kept as well as it was. */
function shownBack(meant: Understood, { first, after }: Told, { spans, open }: Heard): Understood {
  if (!open || !(meant.is === 'words' || meant.is === 'maybe')) return meant
  const ruled = meant.is === 'maybe' ? meant.options : []
  const commands = meant.is === 'maybe' ? meant.commands : []
  // "I have 7 year" is one age, and known better by its number.
  const more = open.kind === 'many' || ruled.length === 0
  const all = more ? [...new Set([...first, ...ruled, ...after])] : ruled
  if (all.length === ruled.length) return meant
  const most = Math.min(MOST_OFFERED, open.options.length - 1)
  const denied = spans.some(({ name }) => name === '{negations}')
  const options = balanced(all.slice(0, most), denied, meant.danger, open)
  return { ...meant, is: 'maybe', options, commands: besides(commands, options) }
}

/** A wish that was learned is a button beside what else she may have meant. */
function wished(wish: Wish, meant: Understood, open: Open | null): Understood {
  const story = 'story' in meant && meant.story
  const options = meant.is === 'maybe' ? meant.options : []
  if (wish === 'hard') return options.length > 0 || story ? meant : { danger: false, is: 'hard' }
  if (wish === 'language' && isNaming(open)) return meant
  return { danger: false, is: 'maybe', options, commands: besides([wish], options), story }
}

/** No rule has found anything that could be carried out or answered. */
const isOpen = (meant: Understood) =>
  meant.is === 'words' || (meant.is === 'maybe' && meant.commands.length === 0)

function byRules({ message, known, spans, titles, open, ear }: Heard, danger: boolean): Understood {
  const near = spans.filter(({ from }) => from < known)
  const scene = sceneOf(message.tokens.slice(0, known), near, message.asking, ear.negatedAfter)
  const others = scene.named.has('{someone}')
  // "He took my phone" is no way to reach her, and a call to it would reach him.
  const theirs = others && open?.key === 'contact.way'
  const named = open && !theirs ? suggested(scene, titles, (name) => optionOf(name, open), open) : []
  const options = balanced(named, scene.named.has('{negations}'), danger && open?.key === DANGER, open)
  const maybe = (commands: Command[]): Understood =>
    options.length > 0 || commands.length > 0
      ? {
          danger,
          is: 'maybe',
          options,
          commands: besides(commands, options),
          story: isStory(message, open) && (danger || others || long(message) || commands[0] === 'language'),
        }
      : { danger, is: 'words', story: isStory(message, open) }
  if (danger && open?.key === DANGER) return maybe([])
  if (danger) {
    // Who is watched is offered that she is, beside the safety words.
    const seen = ear.within.find(([one]) => one === 'unsafe')?.[1].some((rule) => matches(scene, rule))
    return seen && !open?.prose
      ? { danger, is: 'maybe', options: [], commands: ['unsafe'], story: isStory(message, open) }
      : { danger, is: 'words', story: isStory(message, open) }
  }
  const heard = (rules: readonly Rule[]) => rules.some((rule) => matches(scene, rule))
  const tooHard = heard(ear.hard)
  // Long telling is what was asked for: a question or a wish in it is a part of it. That it cannot be told is none.
  const untold = tooHard && message.tokens.length <= LONG_WORDS && !scene.named.has('{past}')
  if (open?.prose && message.tokens.length > TOLD && message.asking.size === 0 && !untold)
    return { danger, is: 'words', story: false }
  // "Brought men to me for money": in a tale a question is no more than its words.
  const tale = message.tokens.length > TALE && message.asking.size === 0
  const about = tale ? undefined : ear.questions.find(([, rules]) => heard(rules))?.[0]
  // Whether she may stop when it gets too hard is asked before it is.
  if (about !== 'stop' && tooHard) return { danger, is: 'hard' }
  if (about) return { danger, is: 'question', about }
  const commands = ear.within
    .filter(([one, rules]) => heard(rules) && !(one === 'language' && isNaming(open)))
    .map(([one]) => one)
  // A tale may name a language without a wish for it.
  const told =
    commands[0] === 'language' && (others || scene.named.has('{past}') || message.tokens.length > TOLD)
  if (commands.length === 1 && CARRIED.has(commands[0]!) && !told)
    return { danger, is: 'command', command: commands[0]!, whole: false }
  // Few words that may be a wish are shown back, which what was learned knows best; all else is the answer.
  if (open?.prose && (commands.length === 0 || others || ear.learned()))
    return { danger, is: 'words', story: false }
  return maybe(open?.prose ? commands.slice(0, 1) : commands)
}

/** Beside a negation a yes is not offered alone, nor a no where danger is told. */
function balanced(options: string[], denied: boolean, peril: boolean, open: Open | null): string[] {
  const plain = options.filter((id) => id === 'yes' || id === 'no').join()
  if (!(plain === 'yes' && denied) && !(plain === 'no' && peril)) return options
  const both = [...new Set(['yes', 'no', ...options])]
  return both.length < (open?.options.length ?? 0) ? both : options.filter((id) => id !== 'yes')
}

/** At most three buttons in all; not knowing is offered once. */
const MOST_OFFERED = 3
const besides = (commands: Command[], options: readonly string[]): Command[] =>
  commands
    .filter((one) => !(one === 'unknown' && options.some((id) => UNSURE.has(id))))
    .slice(0, Math.max(0, MOST_OFFERED - options.length))
const UNSURE = new Set(['unsure', 'notSure', 'unknown', 'maybe'])

/** "I don't want to answer" is no "no". */
const PLAIN = new Set(['yes', 'no', 'unsure'])

/** "Can I stop later?" asks; it does not stop. */
const ENDING = new Set<Command>(['stop', 'exit', 'delete'])

/** Heard in a longer message they do no harm: each says or asks something. Others are shown as buttons. */
const CARRIED = new Set<Command>(['human', 'repeat', 'language', 'help', 'know', 'agreed'])

/** A way of not answering, by the title of its button. */
function passed(text: string, open: Open | null): Command | null {
  const said = normalise(text)
  const pass = open?.passes?.find(({ title }) => normalise(title) === said)
  return pass ? (pass.id === 'skipped' ? 'skip' : (pass.id as Command)) : null
}

/** Longer than a few words, and not what the question asks to be told. */
function isStory({ tokens }: Message, open: Open | null): boolean {
  const letters = tokens.reduce((sum, { word }) => sum + word.length, 0)
  return !open?.prose && (tokens.length >= STORY || (tokens.length === STORY - 1 && letters >= LONG_WORDS))
}

/** More than an option and some words around it. */
const long = ({ tokens }: Message) => tokens.length > LONG

/** "Kylmä", cold, is one letter from "Kyllä", yes. */
const SHORT = new Set(['yes', 'no'])

function titlesOf(open: Open | null): Lexicon {
  const titles = new Lexicon()
  for (const { id, title } of [...(open?.options ?? []), ...(open?.others ?? [])])
    titles.add(`title:${id}`, title, SHORT.has(id))
  return titles
}

/** "Not sure" that may be "not safe". */
const isAmbiguous = ({ spans }: Heard) => spans.some(({ name }) => name === '{ambiguous}')
