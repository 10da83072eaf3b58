import type { Translate } from '../../../intake/form/words.ts'
import { isoTime } from '../../../intake/hours/time.ts'
import { documentOf } from '../../document.ts'
import { html } from '../../html.ts'
import { Page } from '../frame.ts'
import { lasting, moment, tongueName } from '../names.ts'
import { addressOf } from '../queue/address.ts'
import { Table } from './table.ts'
import type { Free, Overview, OverviewView } from './view.ts'

/** The page asks anew after so many ms: who is here changes without an event. */
const AGAIN = 30_000

const Waited = ({ t, since, now }: { t: Translate; since: number; now: number }) => html`
  <time datetime=${isoTime(since)} data-since>${lasting(t, since, now)}</time>`

function FreeTable({ t, now, overview: { free, most } }: OverviewView) {
  if (!free) return html`<p class="empty">${t('desk.overview.free.none')}</p>`
  const rowOf = (name: string, { count, urgent, talk, since }: Free) => [
    ...[name, count, urgent, talk],
    html`<${Waited} t=${t} since=${since} now=${now} />`,
  ]
  const columns = ['desk.column.language', ...['all', 'urgent', 'talk', 'longest'].map(overviewKey)].map(
    (key) => t(key),
  )
  const rows = [
    rowOf(t('desk.overview.all'), free.all),
    ...free.languages.map((one) => rowOf(tongueName(t, one.id), one)),
  ]
  return html`
    <${Table} name="free" title=${t('desk.overview.free')} columns=${columns} rows=${rows} />
    ${most && html`<p class="soft">${t('desk.overview.most', { most })}</p>`}`
}

const overviewKey = (name: string) => `desk.overview.${name}`

const stateText = (t: Translate, { state, seen }: Overview['workers'][number]) =>
  t(overviewKey(state), { at: seen ? moment(t, seen) : '' })

function Workers({ t, overview: { workers } }: OverviewView) {
  if (workers.length === 0) return html`<p class="empty">${t('desk.overview.workers.none')}</p>`
  const columns = [
    t('desk.workers.name'),
    t('desk.column.state'),
    ...['cases', 'urgent', 'speaks'].map((name) => t(overviewKey(name))),
  ]
  const rows = workers.map((one) => [
    one.cases > 0 ? html`<a href=${addressOf({ status: 'open', worker: one.id })}>${one.name}</a>` : one.name,
    stateText(t, one),
    one.capacity > 0 ? t('desk.overview.of', { cases: one.cases, capacity: one.capacity }) : one.cases,
    one.urgent,
    one.languages.map((tag) => tongueName(t, tag)).join(' · ') || '–',
  ])
  return html`<${Table} name="workers" title=${t('desk.overview.workers')} columns=${columns} rows=${rows} />`
}

function Opened({ t, overview: { accessGrants, days } }: OverviewView) {
  const title = html`<h2>${t('desk.overview.opened', { days })}</h2>`
  if (accessGrants.length === 0) return html`${title}<p class="empty">${t('desk.overview.opened.none')}</p>`
  const columns = [
    t(overviewKey('when')),
    t(overviewKey('who')),
    t(overviewKey('why')),
    t('desk.column.case'),
  ]
  const rows = accessGrants.map((one) => [
    html`<time datetime=${isoTime(one.at)}>${moment(t, one.at)}</time>`,
    one.name,
    t(`desk.open.because.${one.why}`),
    html`<a class="number" href=${`/console/cases/${one.case}`}>${one.number}</a>`,
  ])
  return html`${title}<${Table} name="opened" title=${t('desk.overview.opened', { days })} columns=${columns} rows=${rows} />`
}

export const overviewPage = (view: OverviewView): string => {
  const { t, now } = view
  return documentOf(html`
    <${Page} view=${view} title=${t('desk.overview')}>
      <h1>${t('desk.overview')}</h1>
      <p>${t('desk.overview.text')}</p>
      <p><a href="/console/agency" id="to-agency">${t('desk.agency')}</a></p>
      <div id="overview" data-live data-until=${now + AGAIN}>
        <h2>${t('desk.overview.free')}</h2>
        <${FreeTable} ...${view} />
        <h2>${t('desk.overview.workers')}</h2>
        <${Workers} ...${view} />
        <${Opened} ...${view} />
      </div>
    <//>`)
}
