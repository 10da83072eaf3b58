import { isoTime } from '../../../intake/hours/time.ts'
import { documentOf } from '../../document.ts'
import { html } from '../../html.ts'
import { Page } from '../frame.ts'
import type { Frame } from '../frame-view.ts'
import { moment, named } from '../names.ts'

/** One line as it is shown: who did what, when, to which case. */
export interface AuditLine {
  /** Milliseconds since 1970. */
  at: number
  /** A name where it is known, or else the id it is written down by. */
  who: string
  what: string
  /** The case's number and its id; absent for what concerns none. */
  number?: string
  case?: string
}

interface AuditView extends Frame {
  lines: AuditLine[]
  /** What was asked for, as it was typed. */
  filter: { case: string; who: string; day: string }
  /** What of it cannot be meant. */
  wrong?: 'case' | 'day'
  /** Whom to choose from. */
  workers: { id: string; name: string }[]
  /** Addresses of what is older, and of the beginning when this is not it. */
  older?: string
  newest?: string
}

function Filter({ view: { t, filter, wrong, workers } }: { view: AuditView }) {
  const marks = (name: AuditView['wrong']) =>
    name === wrong ? { 'aria-describedby': 'wrong', 'aria-invalid': 'true' } : {}
  return html`
    <form method="get" action="/console/audit" class="ask-case" autocomplete="off">
      <label for="case">${t('desk.audit.case')}</label>
      <input id="case" name="case" inputmode="numeric" value=${filter.case} ...${marks('case')} />
      <label for="who">${t('desk.audit.column.who')}</label>
      <select id="who" name="who">
        <option value="">${t('desk.audit.everyone')}</option>
        ${workers.map(({ id, name }) => html`<option value=${id} selected=${id === filter.who}>${name}</option>`)}
      </select>
      <label for="day">${t('desk.audit.day')}</label>
      <input type="date" id="day" name="day" value=${filter.day} ...${marks('day')} />
      <button>${t('desk.audit.show')}</button>
      ${wrong && html`<p id="wrong" class="trouble" role="alert">${t(`desk.audit.wrong.${wrong}`)}</p>`}
    </form>`
}

const Line = ({ view: { t }, line }: { view: AuditView; line: AuditLine }) => {
  const label = (name: string) =>
    html`<span class="label" aria-hidden="true">${t(`desk.audit.column.${name}`)}</span>`
  return html`
    <tr role="row">
      <th role="rowheader" scope="row"><time datetime=${isoTime(line.at)}>${moment(t, line.at)}</time></th>
      <td role="cell">${label('who')}${line.who}</td>
      <td role="cell">${label('what')}${named(t, 'audit.what', line.what)}</td>
      <td role="cell">
        ${label('case')}${line.case ? html`<a href=${`/console/cases/${line.case}`} class="number">${line.number}</a>` : '–'}
      </td>
    </tr>`
}

const Table = ({ view }: { view: AuditView }) => html`
  <table role="table" class="lines">
    <caption>${view.t('desk.audit.caption')}</caption>
    <thead role="rowgroup">
      <tr role="row">
        ${['when', 'who', 'what', 'case'].map(
          (column) => html`<th role="columnheader" scope="col">${view.t(`desk.audit.column.${column}`)}</th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">${view.lines.map((line) => html`<${Line} view=${view} line=${line} />`)}</tbody>
  </table>`

export const auditPage = (view: AuditView): string => {
  const { t, lines, older, newest } = view
  return documentOf(html`
    <${Page} view=${view} title=${t('desk.audit')}>
      <h1>${t('desk.audit')}</h1>
      <p>${t('desk.audit.text')}</p>
      <${Filter} view=${view} />
      ${lines.length > 0 ? html`<${Table} view=${view} />` : html`<p class="empty">${t('desk.audit.none')}</p>`}
      ${
        (older || newest) &&
        html`<nav class="pages" aria-label=${t('desk.audit.pages')}>
          ${newest && html`<a href=${newest}>${t('desk.audit.newest')}</a>`}
          ${older && html`<a href=${older} rel="next">${t('desk.audit.older')}</a>`}
        </nav>`
      }
    <//>`)
}
