import { dateAt } from '../../../intake/hours/hours.ts'
import { isoTime } from '../../../intake/hours/time.ts'
import { documentOf } from '../../document.ts'
import { html } from '../../html.ts'
import { dayOf } from '../case/source.ts'
import { Page } from '../frame.ts'
import { clockTime, moment } from '../names.ts'
import { Numbered } from '../number.ts'
import { Reminder } from './reminders.ts'
import type { TodayEntry, TodayList, TodayView } from './view.ts'

type EntryProps = { view: TodayView; one: TodayEntry }

function When({ view: { t, now }, one: { kind, at, until, allDay } }: EntryProps) {
  if (kind === 'call' && at <= now)
    return html`<strong>${t('desk.today.callNow', { until: moment(t, until ?? at) })}</strong>`
  const end = until ? `–${clockTime(t, until)}` : ''
  return html`<time datetime=${isoTime(at)}>${allDay ? dayOf(t, dateAt(at)) : moment(t, at)}${end}</time>`
}

const Entry = ({ view, one }: EntryProps) => html`
  <li>
    <p>
      ${one.urgent && html`<strong class="badge">${view.t('desk.urgent')}</strong> `}
      <a href=${`/console/cases/${one.case}`} class="number"><${Numbered} text=${one.number} /></a>
      ${!one.reminder && html` · ${view.t(`desk.today.${one.kind}`)} · <${When} view=${view} one=${one} />`}
    </p>
    ${one.reminder && html`<${Reminder} view=${view} id=${one.case} one=${one.reminder} back="today" />`}
  </li>`

const parts: (keyof TodayList)[] = ['due', 'today', 'call', 'later']

const Today = ({ view }: { view: TodayView }) => {
  const { t, list } = view
  const some = parts.some((part) => list[part].length > 0)
  return html`
    <h1>${t('desk.today')}</h1>
    <div id="today" class="today" data-live>
      ${parts.map(
        (part) =>
          list[part].length > 0 &&
          html`
            <section aria-labelledby=${`today-${part}`} class=${part}>
              <h2 id=${`today-${part}`}>${t(`desk.today.part.${part}`)} <span class="soft">(${list[part].length})</span></h2>
              <ul class="plain-list">${list[part].map((one) => html`<${Entry} view=${view} one=${one} />`)}</ul>
            </section>`,
      )}
      ${!some && html`<p class="empty">${t('desk.today.none')}</p>`}
    </div>
    ${some && html`<p><a href="/console/api/today/calendar" download>${t('desk.today.calendar')}</a> <span class="soft">${t('desk.today.calendar.about')}</span></p>`}`
}

export const todayPage = (view: TodayView): string =>
  documentOf(html`<${Page} view=${view} title=${view.t('desk.today')}><${Today} view=${view} /><//>`)
