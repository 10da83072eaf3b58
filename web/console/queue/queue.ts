import type { Translate } from '../../../intake/form/words.ts'
import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import { moment, named, standing, tongueName } from '../names.ts'
import { Numbered } from '../number.ts'
import { addressOf } from './address.ts'
import type { Item } from './item.ts'
import { Offers } from './offers.ts'
import { Table } from './table.ts'
import type { QueueGroup, QueueView } from './view.ts'
import { Waves } from './wave.ts'

const Statuses = ({ view: { t, filter, statuses } }: { view: QueueView }) => {
  const { status: now, whose, fits, ...rest } = filter
  const Link = ({ to, on, name }: { to: string; on: boolean; name: string }) => html`
    <li><a href=${to} aria-current=${on ? 'page' : undefined}>${t(`desk.filter.${name}`)}</a></li>`
  return html`
    <nav class="filters" aria-label=${t('desk.filters')}>
      <ul>
        <${Link} to=${addressOf({ ...rest, status: 'open' })} on=${!fits && now === 'open'} name="open" />
        <${Link} to=${addressOf({ ...rest, status: 'open', fits: true })} on=${fits === true} name="fits" />
        ${statuses
          .filter((status) => status !== 'open')
          .map(
            (status) =>
              html`<${Link} to=${addressOf({ ...rest, status })} on=${!fits && now === status} name=${status} />`,
          )}
      </ul>
    </nav>`
}

/** One of several whose numbers end alike: what tells them apart, and nothing of who they are about. */
const Found = ({ t, item }: { t: Translate; item: Item }) => html`
  <a href=${`/console/cases/${item.id}`} class="number"><${Numbered} text=${item.number} /></a>${' '}
  <span class="soft">${standing(t, item)} · ${tongueName(t, item.language)} · ${named(t, 'kind', item.kind)} · ${moment(t, item.created)}</span>`

/** Of a search in the line on top that led to no one case: why, and all that end alike. */
const Searched = ({ view: { t, search } }: { view: QueueView }) =>
  search &&
  html`
    <p id="search-trouble" class="trouble" role="alert">${t(search.trouble, { digits: search.digits })}</p>
    ${search.items && search.items.length > 0 && html`<ul class="plain-list" id="found">${search.items.map((item) => html`<li><${Found} t=${t} item=${item} /></li>`)}</ul>`}`

const wordFor = ({ t, names }: QueueView, name: string, value: string): string =>
  name === 'worker'
    ? (names.get(value) ?? value)
    : name === 'language'
      ? tongueName(t, value)
      : named(t, name === 'urgent' ? 'urgency' : name, value)

/** What an address may hold that is not among the usual choices stays chosen. */
function Narrow({ view }: { view: QueueView }) {
  const { t, filter, choices, narrowed } = view
  const { urgent, fits: _, ...rest } = filter
  const chosen: Record<string, string | undefined> = {
    ...rest,
    urgent: urgent === undefined ? '' : urgent ? 'yes' : 'no',
  }
  return html`
    <details id="narrow" open=${narrowed}>
      <summary>${t('desk.narrow')}</summary>
      <form method="get" action="/console" class="narrow">
        ${filter.status !== 'open' && html`<input type="hidden" name="status" value=${filter.status} />`}
        ${Object.entries(choices).map(([name, values]) => {
          const now = chosen[name] ?? ''
          return html`
            <p>
              <label for=${`by-${name}`}>${t(`desk.narrow.${name}`)}</label>
              <select id=${`by-${name}`} name=${name}>
                <option value="">${t('desk.narrow.any')}</option>
                ${[...new Set([...values, now].filter(Boolean))].map(
                  (value) =>
                    html`<option value=${value} selected=${value === now}>${wordFor(view, name, value)}</option>`,
                )}
              </select>
            </p>`
        })}
        <p class="buttons">
          <button class="main">${t('desk.narrow.do')}</button>
          ${narrowed && html`<a href="/console" class="clear">${t('desk.narrow.clear')}</a>`}
        </p>
      </form>
    </details>`
}

/** Nothing is there: why, and whether there is more to look through. */
function Empty({ view: { t, filter, narrowed, groups, waves, next } }: { view: QueueView }) {
  const name = next ? 'further' : narrowed ? (filter.fits ? 'forMe' : 'narrowed') : filter.status
  return (
    waves.length === 0 &&
    groups.every(({ items }) => items.length === 0) &&
    html`<p class="empty">${t(`desk.empty.${name}`)}</p>`
  )
}

const Pages = ({ view: { t, next, first } }: { view: QueueView }) =>
  (next || first) &&
  html`
    <nav class="pages" aria-label=${t('desk.page.name')}>
      ${first && html`<a href=${first} id="to-first">${t('desk.page.first')}</a>`}
      ${next && html`<a href=${next} id="to-next">${t('desk.page.next')}</a>`}
    </nav>`

/** Before any wave: each of them is somebody. */
const isFirst = ({ name }: QueueGroup) => ['desk.group.mineUrgent', 'desk.group.live'].includes(name)

export const Queue = ({ view }: { view: QueueView }) => {
  const { t, worker, groups } = view
  const none = ['desk.group.live', 'desk.group.forMe'].every(
    (name) => groups.find((group) => group.name === name)?.items.length === 0,
  )
  const shown = groups.filter(({ items }) => items.length > 0)
  const some = shown.length > 0
  return html`
    <h1>${t('desk.queue')}</h1>
    <${Searched} view=${view} />
    <${Offers} view=${view} />
    <${Statuses} view=${view} />
    <${Narrow} view=${view} />
    <${Act} to="/console" csrf=${worker?.csrf ?? ''} id="take" />
    <div id="queue" data-live>
      ${worker?.away && html`<p class="empty">${t('desk.empty.away')}</p>`}
      ${some && none && !view.narrowed && groups.length > 1 && html`<p class="empty">${t('desk.empty.forMe')}</p>`}
      ${shown.filter(isFirst).map((group) => html`<${Table} view=${view} group=${group} />`)}
      <${Waves} view=${view} />
      ${shown.filter((group) => !isFirst(group)).map((group) => html`<${Table} view=${view} group=${group} />`)}
      <${Empty} view=${view} />
      <${Pages} view=${view} />
    </div>`
}
