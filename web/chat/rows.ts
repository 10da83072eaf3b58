import type { Row } from '../../intake/form/rows.ts'
import type { Translate } from '../../intake/form/words.ts'
import { html } from '../html.ts'
import { softened } from '../soft.ts'

const Button = ({ t, act, row }: { t: Translate; act: 'change' | 'remove'; row: Row }) => html`
  <button class="small" name="value" value=${`${act}:${row.key}`}>
    ${t(`web.${act}`)}<span class="unseen"> (${row.label})</span>
  </button>`

const Answer = ({ t, row, edit }: { t: Translate; row: Row; edit: boolean }) => html`
  <div class="row">
    <dt>${softened(row.label, t.language)}</dt>
    <dd lang=${row.language} dir=${row.verbatim ? 'auto' : t.dir} translate=${row.verbatim ? 'no' : undefined}>${row.verbatim ? row.text : softened(row.text, t.language)}</dd>
    ${edit && html`<dd class="edit"><${Button} t=${t} act="change" row=${row} /><${Button} t=${t} act="remove" row=${row} /></dd>`}
  </div>`

/** Her answers, by group. Only in the review can each be changed or deleted on the spot. */
export function Rows({ t, rows, edit }: { t: Translate; rows: Row[]; edit: boolean }) {
  if (rows.length === 0) return null
  const groups = Map.groupBy(rows, ({ group }) => group)
  return html`
    <section class="rows" aria-label=${t('web.rows')}>
      ${[...groups].map(
        ([group, some]) => html`
          <h3>${group}</h3>
          <dl>${some.map((row) => html`<${Answer} t=${t} row=${row} edit=${edit} />`)}</dl>`,
      )}
    </section>`
}
