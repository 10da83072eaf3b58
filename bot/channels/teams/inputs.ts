import { type Ask, givenText, isGiven } from '../../../intake/form/ask.ts'
import { questions } from '../../../intake/form/form.ts'
import { fieldName } from '../../../intake/form/reply.ts'
import type { Translate } from '../../../intake/form/words.ts'
import type { Element } from './element.ts'

/** More than this many are folded into a menu. */
const MOST_OPEN = 20

/** The fields of a question that buttons alone do not answer; their ids are read by `submitted`. */
export function inputs(ask: Ask, t: Translate): Element[] {
  const { kind, options, max, text } = ask
  const choices = options.map(({ id, title }) => ({ title, value: id }))
  switch (kind) {
    case 'choice':
    case 'many':
      return [
        {
          type: 'Input.ChoiceSet',
          id: 'choices',
          label: kind === 'many' ? t('ask.several') : text,
          isMultiSelect: kind === 'many',
          style: choices.length > MOST_OPEN ? 'compact' : 'expanded',
          wrap: true,
          choices,
          ...before(
            options
              .filter(({ id }) => isGiven(ask, id))
              .map(({ id }) => id)
              .join(),
          ),
        },
      ]
    case 'text':
      return [
        {
          type: 'Input.Text',
          id: 'text',
          label: t('web.write'),
          isMultiline: max > 120,
          maxLength: max,
          ...before(givenText(ask)),
        },
      ]
    case 'date':
      return [number('day', 1, 31, t), months(t), number('year', 1900, 2100, t)]
  }
}

/** What she answered before stands there when it is asked again. */
const before = (value: string) => (value ? { value } : {})

/** Several questions on one card: a box each, named after its question; what is left empty is passed over. */
export function boxes({ parts }: Ask, t: Translate): Element[] {
  return parts.flatMap((part) => {
    const { key, text, hint, max } = part
    const about = [hint, questions.get(key)?.required ? '' : t('web.optional')].filter(Boolean).join(' ')
    return [
      {
        type: 'Input.Text',
        id: fieldName(key),
        label: text,
        isMultiline: max > 200,
        maxLength: max,
        ...before(givenText(part)),
      },
      ...(about ? [{ type: 'TextBlock', text: about, wrap: true, isSubtle: true, size: 'Small' }] : []),
    ]
  })
}

const number = (id: string, min: number, max: number, t: Translate): Element => ({
  type: 'Input.Number',
  id,
  label: t(`web.date.${id}`),
  min,
  max,
})

function months(t: Translate): Element {
  const name = new Intl.DateTimeFormat(t.language, { month: 'long', calendar: 'gregory', timeZone: 'UTC' })
  return {
    type: 'Input.ChoiceSet',
    id: 'month',
    label: t('web.date.month'),
    style: 'compact',
    choices: Array.from({ length: 12 }, (_, i) => ({
      title: name.format(Date.UTC(2000, i, 1)),
      value: String(i + 1),
    })),
  }
}
