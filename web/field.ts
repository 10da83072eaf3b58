import type { Ask } from '../intake/form/ask.ts'
import { fieldName, type Trouble } from '../intake/form/reply.ts'
import type { Translate } from '../intake/form/words.ts'
import { html } from './html.ts'

/**
 * One question on a page of several, by the kinds of the form: plain fields that work without a script. Names
 * are what `readReply` reads; `given` is what was filled in before and could not be taken.
 */
interface FieldProps {
  t: Translate
  ask: Ask
  given: Readonly<Record<string, string>>
  trouble?: Trouble | undefined
  /** Locale keys of hints and troubles begin so. */
  words: string
}

/** What an error summary leads to: the first thing to fill in. */
export const fieldId = ({ key, kind, options }: Ask): string =>
  kind === 'many' || kind === 'choice'
    ? `f-${key}-${options[0]?.id}`
    : kind === 'date'
      ? `f-${key}-day`
      : `f-${key}`

/** No spelling service and no form memory gets what is written. */
const quiet = { autocomplete: 'off', spellcheck: 'false', translate: 'no', dir: 'auto' }

const Told = ({ t, ask, trouble, words }: FieldProps) =>
  trouble &&
  html`<p class="trouble-here" id=${`t-${ask.key}`}>${t(`${words}.trouble.${trouble}`, { max: ask.max })}</p>`

const describedBy = ({ ask, trouble }: FieldProps, hint: boolean) =>
  [hint && `h-${ask.key}`, trouble && `t-${ask.key}`].filter(Boolean).join(' ') || undefined

function Tick({
  part,
  name,
  id,
  title,
  type,
}: {
  part: FieldProps
  name: string
  id: string
  title: string
  type: string
}) {
  const checked = type === 'radio' ? part.given[name] === id : part.given[name] !== undefined
  return html`
    <label class="tick">
      <input type=${type} id=${`f-${part.ask.key}-${id}`} name=${name} value=${id} checked=${checked} />
      <span>${title}</span>
    </label>`
}

function Options(part: FieldProps) {
  const { ask } = part
  const many = ask.kind === 'many'
  const unsure = ask.passes.filter(({ id }) => id === 'unknown' && !many)
  return html`
    <fieldset class="ask" aria-describedby=${describedBy(part, Boolean(ask.hint))}>
      <legend>${ask.text}</legend>
      ${ask.hint && html`<p class="hint" id=${`h-${ask.key}`}>${ask.hint}</p>`}
      <${Told} ...${part} />
      ${ask.options.map(
        ({ id, title }) =>
          html`<${Tick} part=${part} type=${many ? 'checkbox' : 'radio'} name=${fieldName(ask.key, many ? id : '')} id=${id} title=${title} />`,
      )}
      ${unsure.map(({ title }) => html`<${Tick} part=${part} type="radio" name=${fieldName(ask.key)} id="pass:unknown" title=${title} />`)}
    </fieldset>`
}

function Text(part: FieldProps) {
  const { t, ask, given, trouble, words } = part
  const props = {
    ...quiet,
    id: fieldId(ask),
    name: fieldName(ask.key),
    'aria-describedby': describedBy(part, true),
    'aria-invalid': trouble ? 'true' : undefined,
  }
  const value = given[fieldName(ask.key)] ?? ''
  return html`
    <div class="ask">
      <label for=${fieldId(ask)}>${ask.text}</label>
      <p class="hint" id=${`h-${ask.key}`}>${ask.hint} ${t(`${words}.max`, { max: ask.max })}</p>
      <${Told} ...${part} />
      ${ask.max <= 200 ? html`<input type="text" value=${value} ...${props} />` : html`<textarea rows="4" ...${props}>${value}</textarea>`}
    </div>`
}

const parts = [
  ['day', 2],
  ['month', 2],
  ['year', 4],
] as const

function DateParts(part: FieldProps) {
  const { t, ask, given, words } = part
  return html`
    <fieldset class="ask" aria-describedby=${describedBy(part, true)}>
      <legend>${ask.text}</legend>
      <p class="hint" id=${`h-${ask.key}`}>${ask.hint} ${t(`${words}.date`)}</p>
      <${Told} ...${part} />
      <div class="date">
        ${parts.map(
          ([name, size]) => html`
            <label class=${name}>
              <span>${t(`${words}.date.${name}`)}</span>
              <input id=${`f-${ask.key}-${name}`} name=${fieldName(ask.key, name)} value=${given[fieldName(ask.key, name)] ?? ''} inputmode="numeric" maxlength=${size} autocomplete="off" dir="ltr" />
            </label>`,
        )}
      </div>
    </fieldset>`
}

const kinds = { choice: Options, many: Options, text: Text, date: DateParts }

export const Field = (part: FieldProps) => html`<${kinds[part.ask.kind]} ...${part} />`
