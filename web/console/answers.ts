import type { Row } from '../../intake/rows.ts'
import type { Translate } from '../../intake/words.ts'
import { html } from '../chat/html.ts'
import { moment, named, tongueName } from './names.ts'
import { Own } from './own.ts'
import type { CaseView } from './view.ts'

/** An answer of choices is in the worker's language; a person's own words stay hers, and say in which language. */
const Answer = ({ t, row }: { t: Translate; row: Row }) => html`
  <div class="row">
    <dt>${row.label}</dt>
    ${
      row.own
        ? html`
            <dd class="own" lang=${row.language} dir="auto" translate="no"><${Own} text=${row.text} /></dd>
            <dd class="soft">${t('desk.own', { language: tongueName(t, row.language) })}</dd>`
        : html`<dd class=${row.status === 'answered' ? undefined : 'passed'}>${row.text}</dd>`
    }
  </div>`

const Rows = ({ t, rows }: { t: Translate; rows: Row[] }) => html`
  ${[...Map.groupBy(rows, ({ group }) => group)].map(
    ([group, some]) => html`
      <h3>${group}</h3>
      <dl>${some.map((row) => html`<${Answer} t=${t} row=${row} />`)}</dl>`,
  )}`

const isContact = ({ key }: Row) => key.startsWith('contact.')

/** How she may be reached comes first: a wrong call can cost more than a late one. */
const SafeContact = ({ t, rows }: { t: Translate; rows: Row[] }) => html`
  <section class="safe" aria-labelledby="safe">
    <h3 id="safe">${t('desk.safe')}</h3>
    ${
      rows.length > 0
        ? html`<dl>${rows.map((row) => html`<${Answer} t=${t} row=${row} />`)}</dl>`
        : html`<p>${t('desk.safe.none')}</p>`
    }
  </section>`

const Parts = ({ t, rows }: { t: Translate; rows: Row[] }) => html`
  <${SafeContact} t=${t} rows=${rows.filter(isContact)} />
  <${Rows} t=${t} rows=${rows.filter((row) => !isContact(row))} />`

function Sent({ view: { t, found } }: { view: CaseView }) {
  const { record, rows } = found
  if (!record) return null
  return html`
    <p>
      ${named(t, 'record', record.kind)}, ${moment(t, record.at)}.${' '}
      ${t('desk.record.language', { language: tongueName(t, record.language) })}
      ${record.revision > 1 && html` ${t('desk.record.revision', { revision: record.revision })}`}
    </p>
    <${Parts} t=${t} rows=${rows} />`
}

function Shared({ view: { t, found } }: { view: CaseView }) {
  const { shared, record } = found
  if (!shared || shared.length === 0) return null
  return html`
    <section class="shared" aria-labelledby="shared">
      <h3 id="shared">${t('desk.shared')}</h3>
      <p>${t('desk.shared.text')}</p>
      ${record ? html`<${Rows} t=${t} rows=${shared} />` : html`<${Parts} t=${t} rows=${shared} />`}
    </section>`
}

function Hidden({ view: { t, found } }: { view: CaseView }) {
  const { erased, record, shared } = found
  if (erased) return html`<p class="empty">${t('desk.erased')}</p>`
  return record || shared ? null : html`<p class="empty">${t('desk.hidden')}</p>`
}

export const Answers = ({ view }: { view: CaseView }) => html`
  <section id="answers" aria-labelledby="answers-title" data-live>
    <h2 id="answers-title">${view.t('desk.answers')}</h2>
    <${Hidden} view=${view} />
    <${Sent} view=${view} />
    <${Shared} view=${view} />
  </section>`
