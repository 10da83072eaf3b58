import type { Ask } from '../../../intake/form/ask.ts'
import { CONSENT } from '../../../intake/form/translator.ts'
import type { Translate } from '../../../intake/form/words.ts'
import type { Element } from './element.ts'
import { boxes, inputs } from './inputs.ts'

export const ADAPTIVE = 'application/vnd.microsoft.card.adaptive'

export const attached = (content: Element) => ({ contentType: ADAPTIVE, content })

/** A row longer than this is cut in a card: Teams refuses messages over some 28 KB. */
const LONGEST_FACT = 300
/** More options than this are a list to choose from, not buttons under each other. */
const MOST_BUTTONS = 8

const clipped = (text: string) =>
  text.length > LONGEST_FACT ? `${text.slice(0, LONGEST_FACT).replace(/\s+\S*$/u, '')} …` : text

export const textBlock = (text: string, more: object = {}): Element => ({
  type: 'TextBlock',
  text: plain(text),
  wrap: true,
  ...more,
})

/** Teams reads Markdown in a card; what somebody wrote must stay as it was written. */
export const plain = (text: string): string =>
  text.replace(/([\\`*_[\]#~])/g, '\\$1').replace(/^([-+>])/gm, '\\$1')

export function card(body: readonly (Element | null)[], { language, dir }: Translate): Element {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: language,
    rtl: dir === 'rtl',
    body: body.filter((one) => one !== null),
  }
}

export const facts = (rows: readonly { label: string; text: string }[]): Element | null =>
  rows.length === 0
    ? null
    : {
        type: 'FactSet',
        facts: rows.map(({ label, text }) => ({ title: label, value: plain(clipped(text)) })),
      }

const button = (key: string, { id, title }: { id: string; title: string }): Element => ({
  type: 'Action.Submit',
  title,
  associatedInputs: 'none',
  data: { question: key, value: id },
})

const row = (actions: Element[]): Element => ({ type: 'ActionSet', actions })

/** `chosen`: what a button or form just answered, because that leaves no message of hers in the chat. */
/**
 * A worker's words with what a machine made of them, called so; whether a machine may translate is a question
 * answered by button whenever it is in sight.
 */
export function workerCard(
  text: string,
  machine: string,
  answers: [value: string, title: string][],
  t: Translate,
) {
  return card(
    [
      textBlock(text),
      machine ? textBlock(t('web.machine'), { isSubtle: true, size: 'Small' }) : null,
      machine ? textBlock(machine) : null,
      row(answers.map(([id, title]) => button(CONSENT, { id, title }))),
    ],
    t,
  )
}

export function questionCard(open: Ask, t: Translate, chosen = ''): Element {
  const { key, kind, options } = open
  const several = open.parts.length > 0
  // Of several the reasons stand together, folded; what is not answered is left empty.
  const reasons = new Set(several ? open.parts.map((part) => part.why) : [open.why])
  const why = [...reasons].filter(Boolean).join('\n\n')
  const passes = several ? [] : open.passes
  const asButtons = kind === 'choice' && options.length <= MOST_BUTTONS
  const form = several ? boxes(open, t) : asButtons ? [] : inputs(open, t)
  const submit: Element = { type: 'Action.Submit', title: t('web.continue'), data: { question: key } }
  return card(
    [
      chosen ? textBlock(`✓ ${chosen}`, { isSubtle: true, size: 'Small' }) : null,
      textBlock(several ? t('web.together') : open.text, { weight: 'Bolder' }),
      facts(open.rows),
      // One under another: side by side, long titles are cut.
      ...(asButtons ? options.map((option) => row([button(key, option)])) : []),
      ...form,
      form.length > 0 ? row([submit]) : null,
      why ? textBlock(why, { id: 'why', isVisible: false, isSubtle: true }) : null,
      why || passes.length > 0
        ? row([
            ...passes.map((pass) => button(key, pass)),
            ...(why
              ? [{ type: 'Action.ToggleVisibility', title: t('web.why'), targetElements: ['why'] }]
              : []),
          ])
        : null,
    ],
    t,
  )
}
