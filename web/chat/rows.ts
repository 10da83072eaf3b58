import type { Row } from '../../intake/form/rows.ts'
import type { Translate } from '../../intake/form/words.ts'
import { html } from '../html.ts'
import { softened } from '../soft.ts'
import { Pictogram, Picture } from './pictograms.ts'

const Button = ({ t, act, row }: { t: Translate; act: 'change' | 'remove'; row: Row }) => html`
  <button class=${`small ${act}`} name="value" value=${`${act}:${row.key}`}>
    <${Picture} name=${act === 'change' ? 'write' : 'delete'} />${t(`web.${act}`)}<span class="unseen"> (${row.label})</span>
  </button>`

const Answer = ({ t, row, edit }: { t: Translate; row: Row; edit: boolean }) => html`
  <div class="row">
    <dt>${softened(row.label, t.language)}</dt>
    <dd lang=${row.language} dir=${row.verbatim ? 'auto' : t.dir} translate=${row.verbatim ? 'no' : undefined}>${row.chosen?.map((id) => html`<${Pictogram} question=${row.key} option=${id} />`)}${row.verbatim ? row.text : softened(row.text, t.language)}</dd>
    ${edit && html`<dd class="edit"><${Button} t=${t} act="change" row=${row} /><${Button} t=${t} act="remove" row=${row} /></dd>`}
  </div>`

const Answers = ({ t, rows, edit }: Shown) =>
  html`<dl>${rows.map((row) => html`<${Answer} t=${t} row=${row} edit=${edit} />`)}</dl>`

/** They mean nothing without what was asked. */
const BARE = ['yes', 'no', 'maybe', 'unsure']
const inShort = (t: Translate, { key, label, text }: Row): string =>
  BARE.some((id) => t.has(`${key}.option.${id}`) && t(`${key}.option.${id}`) === text)
    ? `${label}: ${text}`
    : text

/**
 * A group in one line, which opens: what has no answer stands open, as it may still be given; and words about somebody
 * who has not agreed to be known, which come first, as they go along as they are.
 */
function Folded({ t, rows, edit, unnamed }: Shown) {
  const open = rows.some(({ status, verbatim }) => status !== 'answered' || (unnamed && verbatim))
  return html`
    <details open=${open}>
      <summary>
        <h3>${rows[0]!.group}</h3>
        <span class="hint">
          ${rows.map((row, at) => html`${at > 0 && ' · '}<bdi lang=${row.language} translate=${row.verbatim ? 'no' : undefined}>${inShort(t, row)}</bdi>`)}
        </span>
      </summary>
      <${Answers} t=${t} rows=${rows} edit=${edit} />
    </details>`
}

const Open = ({ t, rows, edit }: Shown) => html`
  <h3>${rows[0]!.group}</h3>
  <${Answers} t=${t} rows=${rows} edit=${edit} />`

interface Shown {
  t: Translate
  rows: Row[]
  edit: boolean
  unnamed?: boolean | undefined
}

/**
 * Her answers, by group. Only in the review can each be changed or deleted on the spot. Hers are all in sight before
 * she agrees; who writes for somebody else has many, and knows them: there each group is one line.
 */
export function Rows({ folded = false, ...shown }: Shown & { folded?: boolean }) {
  const { t, rows } = shown
  if (rows.length === 0) return null
  const Group = folded ? Folded : Open
  const groups = [...Map.groupBy(rows, ({ group }) => group).values()]
  const own = (some: Row[]) => shown.unnamed === true && some.some(({ verbatim }) => verbatim)
  return html`
    <section class="rows" aria-label=${t('web.rows')}>
      ${groups.sort((a, b) => Number(own(b)) - Number(own(a))).map((some) => html`<${Group} ...${shown} rows=${some} />`)}
    </section>`
}
