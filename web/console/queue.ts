import { html } from '../chat/html.ts'
import { lasting, moment, named, standing, tongueName } from './names.ts'
import { type Item, isFree, type QueueView } from './view.ts'

const Filters = ({ view: { t, status, statuses } }: { view: QueueView }) => html`
  <nav class="filters" aria-label=${t('desk.filters')}>
    <ul>
      ${statuses.map(
        (one) => html`
          <li>
            <a href=${one === 'open' ? '/console' : `/console?status=${one}`} aria-current=${one === status ? 'page' : undefined}>
              ${t(`desk.filter.${one}`)}
            </a>
          </li>`,
      )}
    </ul>
  </nav>`

const columns = ['case', 'language', 'kind', 'since', 'state'] as const

/** How long nobody has taken it; once taken or over, when that wait or the case began or ended. */
function When({ view: { t, now }, item }: { view: QueueView; item: Item }) {
  const at = item.closed || item.since
  const iso = new Date(at).toISOString()
  return isFree(item)
    ? html`<time datetime=${iso} data-since title=${moment(t, at)}>${lasting(t, at, now)}</time>`
    : html`<time datetime=${iso} class="soft">${moment(t, at)}</time>`
}

/** A table that a phone shows as cards; roles are named because its display is changed. */
const Row = ({ view, item }: { view: QueueView; item: Item }) => {
  const { t } = view
  const label = (name: string) =>
    html`<span class="label" aria-hidden="true">${t(`desk.column.${name}`)}</span>`
  return html`
    <tr role="row" class=${item.urgent ? 'urgent' : undefined}>
      <th role="rowheader" scope="row">
        ${item.urgent && html`<strong class="badge">${t('desk.urgent')}</strong> `}
        <a href=${`/console/cases/${item.id}`} id=${`case-${item.id}`} class="number">${item.number}</a>
      </th>
      <td role="cell">${label('language')}${tongueName(t, item.language)}</td>
      <td role="cell">${label('kind')}${named(t, 'kind', item.kind)}</td>
      <td role="cell">${label('since')}<${When} view=${view} item=${item} /></td>
      <td role="cell">
        ${label('state')}<span>${standing(t, item)}<br /><span class="soft">${t(`desk.application.${item.application}`)}</span></span>
      </td>
    </tr>`
}

const Table = ({ view, name, items }: { view: QueueView; name: string; items: Item[] }) => html`
  <table role="table">
    <caption>${view.t(name)} <span class="soft">(${items.length})</span></caption>
    <thead role="rowgroup">
      <tr role="row">
        ${columns.map((column) => html`<th role="columnheader" scope="col">${view.t(`desk.column.${column}`)}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">${items.map((item) => html`<${Row} view=${view} item=${item} />`)}</tbody>
  </table>`

/** What is open is shown by who should act on it: first what nobody has, then one's own. */
function groups({ status, items }: QueueView): [string, Item[]][] {
  if (status !== 'open') return [[`desk.filter.${status}`, items]]
  const of = (item: Item) => (isFree(item) ? 'free' : item.claimer?.me ? 'mine' : 'rest')
  const found = Object.groupBy(items, of)
  return (['free', 'mine', 'rest'] as const).map((id) => [`desk.group.${id}`, found[id] ?? []])
}

export const Queue = ({ view }: { view: QueueView }) => html`
  <h1>${view.t('desk.queue')}</h1>
  <${Filters} view=${view} />
  <div id="queue" data-live>
    ${groups(view)
      .filter(([, items]) => items.length > 0)
      .map(([name, items]) => html`<${Table} view=${view} name=${name} items=${items} />`)}
    ${view.items.length === 0 && html`<p class="empty">${view.t(`desk.empty.${view.status}`)}</p>`}
  </div>`
