import { alarmIn, byRules, REFUTED, SURE, surest } from '../../dialogs/understanding/danger.ts'
import { earOf, type Heard } from '../../dialogs/understanding/heard.ts'
import { type Examples, soundsOf } from '../../dialogs/understanding/learn.ts'
import { read } from '../../dialogs/understanding/message.ts'
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

/** The sentences of one fold, heard by an ear that has learned from the others. */
export function unseen(language: string, fold: number): Judged[] {
  const heard: Heard = vocabulary(language)
  const { danger, calm, questions }: Examples = examples(language)
  const ear = earOf(heard, { danger: part(danger, fold, false), calm: part(calm, fold, false), questions })
  return [true, false].flatMap((is) =>
    part(is ? danger : calm, fold, true).map((text) => {
      const message = read(text, ear.prefixes)
      const spans = ear.lexicon.find(message.tokens)
      const { most, beyondDoubt } = surest(soundsOf(message.tokens, spans), ear.danger()!)
      return {
        text,
        danger: is,
        ruled: byRules(message, spans, ear),
        alarm: alarmIn(message, spans, ear) !== null,
        refuted: most <= REFUTED,
        sure: beyondDoubt,
      }
    }),
  )
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
  }
}
