import { alarmIn, byRules, REFUTED, SURE, surest } from '../../dialogs/understanding/danger.ts'
import { type Ear, earOf, type Heard } from '../../dialogs/understanding/heard.ts'
import { KINDS, type Kind } from '../../dialogs/understanding/kinds.ts'
import { type Examples, soundsOf } from '../../dialogs/understanding/learn.ts'
import { read } from '../../dialogs/understanding/message.ts'
import { understand } from '../../dialogs/understanding/understand.ts'
import { examples, languages, vocabulary } from '../../locales/index.ts'

const FOLDS = 5

interface Judged {
  text: string
  danger: boolean
  ruled: boolean
  /** By the rules, if they are not refuted, or by what was learned. */
  alarm: boolean
  refuted: boolean
  /** How sure an ear was that had learned from all other sentences. */
  sure: number
}

/** Every n-th sentence, so that those that stand together and are alike are parted. */
const part = <T>(all: readonly T[], fold: number, within: boolean): T[] =>
  all.filter((_, i) => (i % FOLDS === fold) === within)

/** An ear that has learned from all sentences but those of one fold. */
function without(language: string, fold: number): Ear {
  const name = `${language} ${fold}`
  const ear = ears.get(name) ?? learnedWithout(language, fold)
  ears.set(name, ear)
  return ear
}
const ears = new Map<string, Ear>()

function learnedWithout(language: string, fold: number): Ear {
  const { danger, calm, questions }: Examples = examples(language)
  return earOf(vocabulary(language) as Heard, {
    danger: part(danger, fold, false),
    calm: part(calm, fold, false),
    questions: Object.fromEntries(
      KINDS.map((kind) => [kind, part(questions[kind], fold, false)]),
    ) as Examples['questions'],
  })
}

function heardBy(ear: Ear, text: string) {
  const message = read(text, ear.spelling)
  const spans = ear.lexicon.find(message.tokens)
  return { message, spans, sounds: soundsOf(message, spans), ear }
}

/** The sentences of one fold, heard by an ear that has learned from the others. */
export function unseen(language: string, fold: number): Judged[] {
  const { danger, calm }: Examples = examples(language)
  const ear = without(language, fold)
  return [true, false].flatMap((is) =>
    part(is ? danger : calm, fold, true).map((text) => {
      const heard = heardBy(ear, text)
      const { most, beyondDoubt } = surest(heard.sounds, ear.learned()!.danger)
      return {
        text,
        danger: is,
        ruled: byRules(heard.message, heard.spans, ear),
        alarm: alarmIn(heard) !== null,
        refuted: most <= REFUTED,
        sure: beyondDoubt,
      }
    }),
  )
}

/** Questions of hers that an ear has not seen, and calm sentences: how many are answered, rightly or beside the point. */
export function unseenQuestions(language: string, fold: number) {
  const { calm, questions }: Examples = examples(language)
  const ear = without(language, fold)
  const ruled = earOf(vocabulary(language) as Heard)
  const about = (text: string, by: Ear): Kind | null => {
    const meant = understand(text, null, by)
    return meant.is === 'question' ? meant.about : null
  }
  const asked = KINDS.flatMap((kind) => part(questions[kind], fold, true).map((text) => ({ kind, text })))
  const told = part(calm, fold, true)
  const share = (some: readonly unknown[], of: readonly unknown[]) =>
    Number((some.length / of.length).toFixed(3))
  const shares = (by: Ear) => ({
    right: share(
      asked.filter(({ kind, text }) => about(text, by) === kind),
      asked,
    ),
    beside: share(
      asked.filter(({ kind, text }) => ![kind, null].includes(about(text, by))),
      asked,
    ),
    unasked: share(
      told.filter((text) => about(text, by)),
      told,
    ),
  })
  return { rules: shares(ruled), both: shares(ear) }
}

/** Of danger and of all else, the share that some ear hears as danger. */
export function sharesOf(all: readonly Judged[], hears: (one: Judged) => boolean) {
  const share = (is: boolean) => {
    const some = all.filter(({ danger }) => danger === is)
    return Number((some.filter(hears).length / some.length).toFixed(3))
  }
  return { heard: share(true), false: share(false) }
}

/** What the rules, what was learned and both together hear of sentences they have not seen, at several margins. */
export function crossValidated(): void {
  for (const language of languages.filter(examples)) {
    const all = Array.from({ length: FOLDS }, (_, fold) => unseen(language, fold)).flat()
    const rows = [-0.2, -0.1, SURE, 0.1, 0.2, 0.3, 0.5].map((margin) => {
      const alone = sharesOf(all, ({ sure }) => sure > margin)
      const both = sharesOf(all, ({ ruled, refuted, sure }) => (ruled && !refuted) || sure > margin)
      return { margin, learned: alone.heard, false: alone.false, both: both.heard, 'both false': both.false }
    })
    const rules = sharesOf(all, ({ ruled }) => ruled)
    console.log(`${language}: ${all.length} sentences; the rules alone ${rules.heard}, false ${rules.false}`)
    console.table(rows)
    console.log('questions of hers, a fifth of them:', unseenQuestions(language, 0))
  }
}
