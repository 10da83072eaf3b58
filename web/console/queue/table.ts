import type { Against } from '../../../intake/case/routing.ts'
import type { Translate } from '../../../intake/form/words.ts'
import { isoTime } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import { lasting, moment, named, standing, tongueName } from '../names.ts'
import { Numbered } from '../number.ts'
import { type Item, isFree, mayReopen, waitsSince } from './item.ts'
import type { QueueGroup, QueueView } from './view.ts'
import { Waits } from './waits.ts'

interface CellProps {
  view: QueueView
  item: Item
}

/** How long nobody has taken it, when something last happened, or when it was closed. */
function When({ view: { t, now }, item, time }: CellProps & { time: QueueGroup['time'] }) {
  const at = item[time]
  const iso = isoTime(at)
  if (time !== 'since') return html`<time datetime=${iso} class="soft">${moment(t, at)}</time>`
  return isFree(item)
    ? html`<time datetime=${iso} data-since title=${moment(t, at)}>${lasting(t, at, now)}</time>`
    : html`<span class="soft">–</span>`
}

/** Why one is not the first to be asked for it, each reason in words. */
function reasons(t: Translate, { fit, wish }: Item): string[] {
  if (!fit) return []
  const word = (why: Against) =>
    why === 'wish' ? `desk.fit.wish.${wish}` : why === 'language' ? 'desk.fit.speaks' : `desk.fit.${why}`
  const others = [
    ...(fit.interpreter && !fit.against.includes('language') ? ['desk.fit.interpreter'] : []),
    ...(fit.everybody ? ['desk.fit.everybody'] : []),
  ]
  return [...fit.against.map(word), ...others].map((key) => t(key))
}

/** Whether it was sent, where the first phrase does not say so already. */
const saysAll = ({ application, talk, assignee }: Item) =>
  application === 'closed' || (!assignee && talk === 'bot' && application !== 'draft')

/** Where it can be opened again, or its ending be undone or corrected. */
const Reopen = ({ view: { t, worker }, item }: CellProps) =>
  mayReopen(item, worker?.others === true) &&
  html`
    <br /><a href=${`/console/cases/${item.id}`} id=${`reopen-${item.id}`}
      aria-label=${`${t('desk.reopen')} ${item.number}`}>${t('desk.reopen')}</a>`

function State({ view, item }: CellProps) {
  const { t, now } = view
  const why = reasons(t, item)
  return html`
    <span>
      ${standing(t, item)}
      ${item.outcome && html`<br /><span class="soft">${named(t, 'outcome', item.outcome)}${item.corrected && ` (${t('desk.ending.corrected')})`}</span>`}
      <${Reopen} view=${view} item=${item} />
      ${!saysAll(item) && html`<br /><span class="soft">${t(`desk.application.${item.application}`)}</span>`}
      ${(waitsSince(item, now) ?? item.wrote) && html`<br /><${Waits} t=${t} now=${now} item=${item} />`}
      ${why.length > 0 && html`<br /><span class="why">${why.join(' · ')}</span>`}
    </span>`
}

const Kind = ({ view: { t }, item }: CellProps) => html`
  <span>${named(t, 'kind', item.kind)}<br /><span class="soft">${named(t, 'channel', item.channel)}</span></span>`

/** A table that a phone shows as cards; roles are named because its display is changed. */
const Row = ({ view, item, time, takes }: CellProps & { time: QueueGroup['time']; takes: boolean }) => {
  const { t } = view
  const label = (name: string) => t(`desk.column.${name}`)
  return html`
    <tr role="row" class=${item.urgent ? 'urgent' : undefined}>
      <th role="rowheader" scope="row">
        ${item.urgent && html`<strong class="badge">${t('desk.urgent')}</strong> `}
        ${item.watched && html`<strong class="badge">${t('desk.watched')}</strong> `}
        <a href=${`/console/cases/${item.id}`} id=${`case-${item.id}`} class="number"><${Numbered} text=${item.number} /></a>
      </th>
      <td role="cell" data-label=${label('language')}>${tongueName(t, item.language)}</td>
      <td role="cell" data-label=${label('kind')}><${Kind} view=${view} item=${item} /></td>
      <td role="cell" data-label=${label(time)}><${When} view=${view} item=${item} time=${time} /></td>
      <td role="cell" data-label=${label('state')}><${State} view=${view} item=${item} /></td>
      ${takes && html`<td role="cell"><${Take} view=${view} item=${item} /></td>`}
    </tr>`
}

/** All of a page's buttons are of one form, which proves that it is of this session. */
const Take = ({ view: { t }, item }: CellProps) =>
  isFree(item) &&
  html`
    <button class="small" form="take" formaction=${`/console/cases/${item.id}/claim`} id=${`take-${item.id}`}
      aria-label=${t('desk.take.one', { number: item.number })}>${t('desk.take')}</button>`

export const Table = ({ view, group }: { view: QueueView; group: QueueGroup }) => {
  const { t } = view
  const { name, items, time, all } = group
  const takes = items.some(isFree)
  const columns = ['case', 'language', 'kind', time, 'state', ...(takes ? ['do'] : [])]
  return html`
    <table role="table">
      <caption>${t(name)} <span class="soft">(${items.length}${(all || view.next) && '+'})</span></caption>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map(
            (column) =>
              html`<th role="columnheader" scope="col" class=${column}>${t(`desk.column.${column}`)}</th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${items.map((item) => html`<${Row} view=${view} item=${item} time=${time} takes=${takes} />`)}
      </tbody>
    </table>
    ${all && html`<p class="all"><a href=${all}>${t('desk.group.all')}: ${t(name)}</a></p>`}`
}
