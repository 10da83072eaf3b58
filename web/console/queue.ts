import { html } from '../chat/html.ts'
import { lasting, moment, named, standing, tongueName } from './names.ts'
import { type Frame, type Item, isFree, MOST, type QueueView } from './view.ts'

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

/** What a list tells of time: how long nobody has taken it, when something last happened, when it was closed. */
type Time = 'since' | 'changed' | 'closed'

function When({ view: { t, now }, item, time }: { view: QueueView; item: Item; time: Time }) {
  const at = item[time]
  const iso = new Date(at).toISOString()
  if (time !== 'since') return html`<time datetime=${iso} class="soft">${moment(t, at)}</time>`
  return isFree(item)
    ? html`<time datetime=${iso} data-since title=${moment(t, at)}>${lasting(t, at, now)}</time>`
    : html`<span class="soft">–</span>`
}

/** Whether it was sent, where the first phrase does not say so already. */
const saysAll = ({ application, talk, claimer }: Item) =>
  application === 'closed' || (!claimer && talk === 'bot' && application !== 'draft')

const State = ({ view: { t }, item }: { view: QueueView; item: Item }) => html`
  <span>
    ${standing(t, item)}
    ${!saysAll(item) && html`<br /><span class="soft">${t(`desk.application.${item.application}`)}</span>`}
  </span>`

/** A table that a phone shows as cards; roles are named because its display is changed. */
const Row = ({ view, item, time }: { view: QueueView; item: Item; time: Time }) => {
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
      <td role="cell">${label(time)}<${When} view=${view} item=${item} time=${time} /></td>
      <td role="cell">${label('state')}<${State} view=${view} item=${item} /></td>
    </tr>`
}

interface Group {
  name: string
  items: Item[]
  time: Time
}

const Table = ({ view, name, items, time }: Group & { view: QueueView }) => html`
  <table role="table">
    <caption>${view.t(name)} <span class="soft">(${items.length})</span></caption>
    <thead role="rowgroup">
      <tr role="row">
        ${['case', 'language', 'kind', time, 'state'].map(
          (column) =>
            html`<th role="columnheader" scope="col" class=${column}>${view.t(`desk.column.${column}`)}</th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">${items.map((item) => html`<${Row} view=${view} item=${item} time=${time} />`)}</tbody>
  </table>`

const times: Record<string, Time> = { mine: 'changed', claimed: 'changed', rest: 'changed', closed: 'closed' }

/** What is open is shown by who should act on it: first what nobody has, then one's own. */
function groups({ status, items }: QueueView): Group[] {
  if (status !== 'open') return [{ name: `desk.filter.${status}`, items, time: times[status] ?? 'since' }]
  const of = (item: Item) => (isFree(item) ? 'free' : item.claimer?.me ? 'mine' : 'rest')
  const found = Object.groupBy(items, of)
  return (['free', 'mine', 'rest'] as const).map((id) => ({
    name: `desk.group.${id}`,
    items: found[id] ?? [],
    time: times[id] ?? 'since',
  }))
}

/** What colleagues ask this worker to take on: first of all, as somebody is waiting for the answer. */
export const Offers = ({ view: { t, offers } }: { view: Frame }) => html`
  <div id="offers" data-live>
    ${
      offers.length > 0 &&
      html`
        <section class="offers" aria-labelledby="offers-title">
          <h2 id="offers-title">${t('desk.offers')}</h2>
          <ul>
            ${offers.map(
              (item) => html`
                <li>
                  ${item.urgent && html`<strong class="badge">${t('desk.urgent')}</strong> `}
                  <a href=${`/console/cases/${item.id}`} class="number">${item.number}</a>${' '}
                  <span class="soft">${tongueName(t, item.language)} · ${named(t, 'kind', item.kind)}</span>
                </li>`,
            )}
          </ul>
        </section>`
    }
  </div>`

export const Queue = ({ view }: { view: QueueView }) => html`
  <h1>${view.t('desk.queue')}</h1>
  <${Offers} view=${view} />
  <${Filters} view=${view} />
  <div id="queue" data-live>
    ${groups(view)
      .filter(({ items }) => items.length > 0)
      .map((group) => html`<${Table} view=${view} ...${group} />`)}
    ${view.items.length === MOST && html`<p class="empty">${view.t('desk.more', { most: MOST })}</p>`}
    ${view.items.length === 0 && html`<p class="empty">${view.t(`desk.empty.${view.status}`)}</p>`}
  </div>`
