import { labelOf } from '../../../intake/form/former.ts'
import type { QuestionContext } from '../../../intake/form/wording-archive.ts'
import type { Translate } from '../../../intake/form/words.ts'
import { direction } from '../../../locales/index.ts'
import { html } from '../../html.ts'
import { moment, named, tongueName } from '../names.ts'
import { Own } from '../own.ts'
import { Readings } from './annotations.ts'
import { type CaseRow, editable } from './detail.ts'
import { Fresh, Unseen } from './fresh.ts'
import { Others } from './source.ts'
import type { CaseView } from './view.ts'

/** The exact words she saw, for who wants to know what an answer answers. */
const Question = ({ t, name, label, asked }: QuestionProps) =>
  asked &&
  html`
    <details id=${`asked-${name}`}>
      <summary>${t('desk.asked')}<span class="unseen">: ${label}</span></summary>
      <p class="soft">${tongueName(t, asked.language)}</p>
      <p lang=${asked.language} dir=${direction(asked.language)} translate="no">${asked.text}</p>
    </details>`

interface QuestionProps {
  t: Translate
  name: string
  label: string
  asked: QuestionContext | undefined
}

const classOf = ({ masked, status }: CaseRow) =>
  masked ? 'masked' : status === 'answered' ? undefined : 'passed'

const EditLink = ({ view, name, label, fill }: EditLinkProps) =>
  editable(view.found) &&
  html`<a class="edit" href=${`/console/cases/${view.found.id}/edit/${name}`} id=${`edit-${name}`}>
      ${view.t(fill ? 'desk.edit.fill' : 'desk.edit')}<span class="unseen">: ${label}</span>
    </a>`
interface EditLinkProps {
  view: CaseView
  name: string
  label: string
  fill?: boolean
}

/** An answer of choices is in the worker's language; a person's own words stay hers, and say in which language. */
const Answer = ({ view, row }: { view: CaseView; row: CaseRow }) => {
  const { t, found } = view
  const asked = found.asked?.[row.key]
  return html`
    <div class="row" id=${`answer-${row.key}`}>
      <dt>${row.label}<${Fresh} t=${t} fresh=${row.fresh} /></dt>
      ${
        row.verbatim
          ? html`
              <dd class="own" lang=${row.language} dir="auto" translate="no"><${Own} text=${row.text} /></dd>
              <dd class="soft">${t('desk.own', { language: tongueName(t, row.language) })}</dd>`
          : html`<dd class=${classOf(row)}>${row.text}</dd>`
      }
      <${Others} t=${t} from=${found.source} others=${found.others?.[row.key]} />
      <${Readings} view=${view} name=${row.key} all=${found.readings[row.key] ?? []} />
      ${
        (asked || editable(found)) &&
        html`
          <dd class="asked tools">
            <${Question} t=${t} name=${row.key} label=${row.label} asked=${asked} />
            <${EditLink} view=${view} name=${row.key} label=${row.label} />
          </dd>`
      }
    </div>`
}

interface RowsProps {
  view: CaseView
  rows: CaseRow[]
}

const Rows = ({ view, rows }: RowsProps) => html`
  ${[...Map.groupBy(rows, ({ group }) => group)].map(
    ([group, some]) => html`
      <h3>${group}</h3>
      <dl>${some.map((row) => html`<${Answer} view=${view} row=${row} />`)}</dl>`,
  )}`

const isContact = ({ key }: CaseRow) => key.startsWith('contact.')

/** How she may be reached comes first: a wrong call can cost more than a late one. */
const SafeContact = ({ view, rows }: RowsProps) => html`
  <section class="safe" aria-labelledby="safe">
    <h3 id="safe">${view.t('desk.safe')}</h3>
    ${
      rows.length > 0
        ? html`<dl>${rows.map((row) => html`<${Answer} view=${view} row=${row} />`)}</dl>`
        : html`<p>${view.t('desk.safe.none')}</p>`
    }
  </section>`

const Parts = ({ view, rows }: RowsProps) => html`
  <${SafeContact} view=${view} rows=${rows.filter(isContact)} />
  <${Rows} view=${view} rows=${rows.filter((row) => !isContact(row))} />`

function Sent({ view }: { view: CaseView }) {
  const { t, found } = view
  const { record, rows } = found
  if (!record) return null
  return html`
    <p>
      ${named(t, 'record', record.kind)}, ${moment(t, record.at)}.${' '}
      ${t('desk.record.language', { language: tongueName(t, record.language) })}
      ${record.revision > 1 && html` ${t('desk.record.revision', { revision: record.revision })}`}${' '}
      ${t('desk.source', { who: t(`desk.party.${found.source}`) })}.
    </p>
    <${Parts} view=${view} rows=${rows} />`
}

function Shared({ view }: { view: CaseView }) {
  const { shared, record } = view.found
  if (!shared || shared.length === 0) return null
  const Kind = record ? Rows : Parts
  return html`
    <section class="shared" aria-labelledby="shared">
      <h3 id="shared">${view.t('desk.shared')}</h3>
      <p>${view.t('desk.shared.text')}</p>
      <${Kind} view=${view} rows=${shared} />
    </section>`
}

/** What was never asked is not what she passed over. A worker's entry makes it more than a name in a list. */
function Unasked({ view }: { view: CaseView }) {
  const { t, found } = view
  if (found.unasked.length === 0) return null
  return html`
    <details id="unasked">
      <summary>${t('desk.answers.unasked', { count: found.unasked.length })}</summary>
      <p class="soft">${t('desk.answers.unasked.text')}</p>
      ${[...Map.groupBy(found.unasked, ({ group }) => group)].map(
        ([group, some]) => html`
          <h3>${group}</h3>
          <ul>
            ${some.map(
              ({ key, label }) => html`
                <li id=${`answer-${key}`}>${label} <${EditLink} view=${view} name=${key} label=${label} fill /></li>`,
            )}
          </ul>`,
      )}
    </details>`
}

/** Questions that only a worker has answered. */
function Filled({ view }: { view: CaseView }) {
  const { t, found } = view
  const said = new Set([...found.rows, ...(found.shared ?? [])].map(({ key }) => key))
  const keys = Object.keys(found.readings).filter((key) => !said.has(key))
  if (keys.length === 0) return null
  return html`
    <h3>${t('desk.edit.read')}</h3>
    <dl>
      ${keys.map(
        (key) => html`
          <div class="row">
            <dt>${labelOf(key, t)}</dt>
            <${Readings} view=${view} name=${key} all=${found.readings[key] ?? []} />
          </div>`,
      )}
    </dl>`
}

function Hidden({ view: { t, found } }: { view: CaseView }) {
  const { erased, record, shared, masked } = found
  if (erased) return html`<p class="empty">${t('desk.erased')}</p>`
  return record || shared
    ? null
    : html`<p class="empty">${t(masked ? 'desk.masked.hidden' : 'desk.hidden')}</p>`
}

export const Answers = ({ view }: { view: CaseView }) => html`
  <${Unseen} view=${view} id="answers-new" of=${['answers', 'requests']} />
  <section id="answers" aria-labelledby="answers-title" data-live>
    <h2 id="answers-title">${view.t('desk.answers')}</h2>
    <${Hidden} view=${view} />
    <${Sent} view=${view} />
    <${Shared} view=${view} />
    <${Filled} view=${view} />
    <${Unasked} view=${view} />
  </section>`
