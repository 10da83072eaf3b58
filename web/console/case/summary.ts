import { html } from '../../html.ts'
import { Own } from '../own.ts'
import { Corrected } from './annotations.ts'
import type { CaseRow, Detail } from './detail.ts'
import type { CaseView } from './view.ts'

/** What happened and what is needed, by the beginning of a question's name. */
const happened = /^(safety\.danger|what\.|where\.|control\.)/
const needed = /^needs\./

/** What she let be read after sending counts before what she sent. */
function newest({ rows, shared = [] }: Detail): CaseRow[] {
  const later = new Map(shared.map((row) => [row.key, row]))
  const sent = rows.map((row) => later.get(row.key) ?? row)
  return [...sent, ...shared.filter(({ key }) => !rows.some((row) => row.key === key))]
}

const Row = ({ view, row }: { view: CaseView; row: CaseRow }) => html`
  <div class="row">
    <dt>${row.label}</dt>
    ${
      row.verbatim
        ? html`<dd class="own" lang=${row.language} dir="auto" translate="no"><${Own} text=${row.text} /></dd>`
        : html`<dd class=${row.masked ? 'masked' : undefined}>${row.text}<${Corrected} view=${view} name=${row.key} /></dd>`
    }
  </div>`

const Part = ({ view, title, rows }: { view: CaseView; title: string; rows: CaseRow[] }) =>
  rows.length > 0 &&
  html`<h3>${title}</h3><dl>${rows.map((row) => html`<${Row} view=${view} row=${row} />`)}</dl>`

/** Passed over or kept for a worker, and never asked: names only, each with the way to its answer. */
function Missing({ view: { t, found }, rows }: { view: CaseView; rows: CaseRow[] }) {
  const passed = rows.filter(({ status }) => status !== 'answered')
  if (passed.length + found.unasked.length === 0) return null
  return html`
    <h3>${t('desk.summary.missing')}</h3>
    <p>
      ${passed.map(({ key, label }, at) => html`${at > 0 && ' · '}<a href=${`#answer-${key}`}>${label}</a>`)}
      ${found.unasked.length > 0 && html` <a href="#unasked">${t('desk.answers.unasked', { count: found.unasked.length })}</a>`}
    </p>`
}

/** What whoever opens a case wants to know first. */
export function Summary({ view }: { view: CaseView }) {
  const { t, found } = view
  const rows = newest(found)
  const answered = rows.filter(({ status }) => status === 'answered')
  const of = (keys: RegExp) => answered.filter(({ key }) => keys.test(key))
  return html`
    <section id="gist" data-live aria-labelledby=${rows.length > 0 ? 'gist-title' : undefined}>
      ${
        rows.length > 0 &&
        html`
          <h2 id="gist-title">${t('desk.summary')}</h2>
          <${Part} view=${view} title=${t('desk.summary.happened')} rows=${of(happened)} />
          <${Part} view=${view} title=${t('desk.summary.needed')} rows=${of(needed)} />
          <${Missing} view=${view} rows=${rows} />`
      }
    </section>`
}
