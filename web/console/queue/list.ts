import { html } from '../../html.ts'
import type { CaseView } from '../case/view.ts'
import { named, tongueName } from '../names.ts'
import { Numbered } from '../number.ts'
import { type Item, isFree, waitsSince } from './item.ts'
import type { QueueGroup } from './view.ts'
import { Ago, Waits } from './waits.ts'

type Viewing = { view: CaseView }

/** What waits there and since when; else whom it is about. */
function About({ view: { t, now }, item }: Viewing & { item: Item }) {
  if (waitsSince(item, now)) return html`<${Waits} t=${t} now=${now} item=${item} />`
  return html`<span class="soft">${named(t, 'kind', item.kind)}</span> ${isFree(item) && html`<${Ago} t=${t} now=${now} at=${item.since} />`}`
}

const Row = ({ view, item }: Viewing & { item: Item }) => html`
  <li class=${item.urgent ? 'entry urgent' : 'entry'}>
    <a href=${`/console/cases/${item.id}`} id=${`row-${item.id}`} class="number" title=${item.number} aria-current=${item.id === view.found.id ? 'page' : undefined}>
      <span>${item.urgent && html`<strong class="badge">${view.t('desk.urgent')}</strong> `}<${Numbered} text=${item.number.slice(-5)} /> ${tongueName(view.t, item.language)}</span>
      <span><${About} view=${view} item=${item} /></span>
    </a>
  </li>`

const Part = ({ view, group: { name, items, all } }: Viewing & { group: QueueGroup }) =>
  items.length > 0 &&
  html`
    <p id=${name} class="part">${view.t(name)} <span class="soft">(${items.length}${all && '+'})</span></p>
    <ul aria-labelledby=${name}>${items.map((item) => html`<${Row} view=${view} item=${item} />`)}</ul>
    ${all && html`<p class="part"><a href=${all} class="further">${view.t('desk.group.all')}<span class="unseen">: ${view.t(name)}</span></a></p>`}`

const Ways = ({ view: { t, beside } }: Viewing) => html`
  <p class="back">
    <a href="/console">${t('desk.back')}</a>
    ${beside.previous && html` <a href=${`/console/cases/${beside.previous}`} id="case-before" rel="prev">${t('desk.beside.previous')}</a>`}
    ${beside.next && html` <a href=${`/console/cases/${beside.next}`} id="case-after" rel="next">${t('desk.beside.next')}</a>`}
  </p>`

/** What there is to go on to: beside the case where there is room; else the way to it. */
export const List = ({ view }: Viewing) => html`
  <nav id="list" aria-label=${view.t('desk.list')}>
    <div id="rows" data-live>
      <${Ways} view=${view} />
      <div class="rows">
        ${
          view.offers.length > 0 &&
          html`<${Part} view=${view} group=${{ name: 'desk.offers', items: view.offers, time: 'since' }} />`
        }
        ${view.list.map((group) => html`<${Part} view=${view} group=${group} />`)}
      </div>
    </div>
  </nav>`
