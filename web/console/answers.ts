import type { Asked } from '../../intake/asked.ts'
import type { Row } from '../../intake/rows.ts'
import type { Translate } from '../../intake/words.ts'
import { direction } from '../../locales/index.ts'
import { html } from '../chat/html.ts'
import { moment, named, tongueName } from './names.ts'
import { Own } from './own.ts'
import { Others } from './source.ts'
import type { CaseView, Detail } from './view.ts'

/** An answer of choices is in the worker's language; a person's own words stay hers, and say in which language. */
const Answer = ({ t, row, asked, others, from }: RowProps & { row: Row }) => html`
  <div class="row">
    <dt>${row.label}</dt>
    ${
      row.own
        ? html`
            <dd class="own" lang=${row.language} dir="auto" translate="no"><${Own} text=${row.text} /></dd>
            <dd class="soft">${t('desk.own', { language: tongueName(t, row.language) })}</dd>`
        : html`<dd class=${row.status === 'answered' ? undefined : 'passed'}>${row.text}</dd>`
    }
    <${Others} t=${t} from=${from} others=${others?.[row.key]} />
    <${Question} t=${t} name=${row.key} asked=${asked?.[row.key]} />
  </div>`

interface RowProps {
  t: Translate
  asked: Detail['asked']
  /** What others answered, and who answered here. */
  others?: Detail['others']
  from?: Detail['source']
}

/** The exact words she saw, for who wants to know what an answer answers. */
const Question = ({ t, name, asked }: { t: Translate; name: string; asked: Asked | undefined }) =>
  asked &&
  html`
    <dd class="asked">
      <details id=${`asked-${name}`}>
        <summary>${t('desk.asked')}</summary>
        <p class="soft">${tongueName(t, asked.language)}</p>
        <p lang=${asked.language} dir=${direction(asked.language)} translate="no">${asked.text}</p>
      </details>
    </dd>`

const Rows = ({ t, rows, ...known }: RowProps & { rows: Row[] }) => html`
  ${[...Map.groupBy(rows, ({ group }) => group)].map(
    ([group, some]) => html`
      <h3>${group}</h3>
      <dl>${some.map((row) => html`<${Answer} t=${t} row=${row} ...${known} />`)}</dl>`,
  )}`

const isContact = ({ key }: Row) => key.startsWith('contact.')

/** How she may be reached comes first: a wrong call can cost more than a late one. */
const SafeContact = ({ t, rows, ...known }: RowProps & { rows: Row[] }) => html`
  <section class="safe" aria-labelledby="safe">
    <h3 id="safe">${t('desk.safe')}</h3>
    ${
      rows.length > 0
        ? html`<dl>${rows.map((row) => html`<${Answer} t=${t} row=${row} ...${known} />`)}</dl>`
        : html`<p>${t('desk.safe.none')}</p>`
    }
  </section>`

const Parts = ({ t, rows, ...known }: RowProps & { rows: Row[] }) => html`
  <${SafeContact} t=${t} ...${known} rows=${rows.filter(isContact)} />
  <${Rows} t=${t} ...${known} rows=${rows.filter((row) => !isContact(row))} />`

function Sent({ view: { t, found } }: { view: CaseView }) {
  const { record, rows } = found
  if (!record) return null
  return html`
    <p>
      ${named(t, 'record', record.kind)}, ${moment(t, record.at)}.${' '}
      ${t('desk.record.language', { language: tongueName(t, record.language) })}
      ${record.revision > 1 && html` ${t('desk.record.revision', { revision: record.revision })}`}${' '}
      ${t('desk.source', { who: t(`desk.party.${found.source}`) })}.
    </p>
    <${Parts} t=${t} asked=${found.asked} others=${found.others} from=${found.source} rows=${rows} />`
}

function Shared({ view: { t, found } }: { view: CaseView }) {
  const { shared, record } = found
  if (!shared || shared.length === 0) return null
  return html`
    <section class="shared" aria-labelledby="shared">
      <h3 id="shared">${t('desk.shared')}</h3>
      <p>${t('desk.shared.text')}</p>
      ${record ? html`<${Rows} t=${t} asked=${found.asked} rows=${shared} />` : html`<${Parts} t=${t} asked=${found.asked} rows=${shared} />`}
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
