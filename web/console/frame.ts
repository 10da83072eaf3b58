import { Head } from '../document.ts'
import { type Html, html } from '../html.ts'
import { Act } from './act.ts'
import { Alarm, ringing } from './alarm.ts'
import type { Frame } from './frame-view.ts'
import { Sheet } from './help.ts'
import { named, standing, tongueName } from './names.ts'
import { type Item, waitsSince } from './queue/item.ts'
import { Search } from './search.ts'

/** Pages beside the queue. */
const beside = ({ audits, others }: { audits: boolean; others: boolean }) => [
  ...(others ? ['overview'] : []),
  'stats',
  ...(audits ? ['audit'] : []),
]

export { Act }

const toQuery = (query: string, language: string) => `?${query ? `${query}&` : ''}lang=${language}`

const Languages = ({ view: { t, path, query, languages } }: { view: Frame }) => html`
  <ul class="languages" aria-label=${t('desk.languages')}>
    ${languages.map(
      (tag) => html`
        <li>
          <a href=${path + toQuery(query, tag)} lang=${tag} hreflang=${tag} aria-current=${tag === t.language ? 'true' : undefined}>
            ${t(`language.${tag}`)}
          </a>
        </li>`,
    )}
  </ul>`

const Waiting = ({ view }: { view: Frame }) => {
  const { t, arrivals, path, query } = view
  return html`
  <a href="/console" id="to-queue" aria-current=${path === '/console' && !/status=mine/.test(query) ? 'page' : undefined}>
    <span class="to">${t('desk.queue')}</span>
    ${arrivals.length > 0 && html` <span class="count">${counted(view)} <span class="wide">${t('desk.free')}</span></span>`}
  </a>`
}

const MINE = '/console?status=mine'

/** One's own cases, and in how many of them something waits. */
const Mine = ({ view: { t, own, path, query } }: { view: Frame }) => html`
  <a href=${MINE} id="to-mine" aria-current=${`${path}?${query}` === MINE ? 'page' : undefined}>
    <span class="to">${t('desk.mine')}</span>
    ${own.length > 0 && html` <span class="count">${own.length} <span class="wide">${t('desk.waits')}</span></span>`}
  </a>`

const TODAY = '/console/today'

/** What is to be done when, and how much of it now. */
const Today = ({ view: { t, due, path } }: { view: Frame }) => html`
  <a href=${TODAY} id="to-today" aria-current=${path === TODAY ? 'page' : undefined}>
    <span class="to">${t('desk.today')}</span>
    ${due > 0 && html` <span class="count">${due} <span class="wide">${t('desk.today.due')}</span></span>`}
  </a>`

/** One press: what is so stands beside it. `data-version` keeps it, and who is on it, while nothing changes. */
const Duty = ({ view: { t, path, query }, away, csrf }: { view: Frame; away: boolean; csrf: string }) => html`
  <div id="duty" data-live data-version=${away ? 'away' : 'on'}>
    <${Act} to="/console/me/duty" csrf=${csrf} class="duty">
      <input type="hidden" name="back" value=${query ? `${path}?${query}` : path} />
      <input type="hidden" name="away" value=${away ? 'no' : 'yes'} />
      <span class=${away ? 'off' : 'on'}>${t(away ? 'desk.duty.off' : 'desk.duty.on')}</span>
      <button class="small" id="do-duty">${t(away ? 'desk.duty.back' : 'desk.duty.leave')}</button>
    <//>
  </div>`

const Header = ({ view }: { view: Frame }) => html`
  <header>
    <p class="brand">${view.t('desk.title')}</p>
    ${
      view.worker &&
      html`
        <nav aria-label=${view.t('desk.nav')} id="nav" class="top" data-live data-until=${view.dueNext}>
          ${view.worker.cases && html`<${Waiting} view=${view} /><${Mine} view=${view} /><${Today} view=${view} />`}
          ${beside(view.worker).map(
            (name) => html`
              <a href=${`/console/${name}`} aria-current=${view.path === `/console/${name}` ? 'page' : undefined}>
                <span class="to">${view.t(`desk.${name}`)}</span>
              </a>`,
          )}
        </nav>
        ${view.worker.cases && html`<${Search} view=${view} />`}
        <div class="me">
          ${view.worker.cases && html`<${Duty} view=${view} away=${view.worker.away} csrf=${view.worker.csrf} />`}
          ${view.worker.cases && html`<a href="/console#number" id="to-search">${view.t('desk.search.number')}</a>`}
          ${view.worker.cases && html`<a href="/console/help" id="to-help" aria-current=${view.path === '/console/help' ? 'page' : undefined}>${view.t('desk.help')}</a>`}
          <a href="/console/me" aria-current=${view.path === '/console/me' ? 'page' : undefined}>${view.worker.name}</a>
          <${Act} to="/console/sign-out" csrf=${view.worker.csrf}>
            <button class="small">${view.t('desk.signOut')}</button>
          <//>
        </div>`
    }
    <${Languages} view=${view} />
  </header>`

/** What a screen reader says when this case appears. */
const announced = ({ t }: Frame, item: Item) =>
  [
    t('desk.arrived'),
    item.urgent && t('desk.urgent'),
    standing(t, item),
    tongueName(t, item.language),
    named(t, 'kind', item.kind),
  ]
    .filter(Boolean)
    .join(', ')

const ownNews = ({ unanswered, news }: Item) =>
  `desk.waits.${unanswered !== undefined ? 'wroteIn' : news !== undefined ? 'newsIn' : 'remindIn'}`

/** Cases that nobody has and that can be announced: the last to come. */
const ANNOUNCED = 30

/** Of many that nobody has, those that came last: what came before is no news. */
function newest(items: readonly Item[]): Item[] {
  const from = items.toSorted((a, b) => b.since - a.since)[ANNOUNCED - 1]?.since ?? 0
  return items.filter(({ since }) => since >= from)
}

/** Words a script needs, in the worker's language; it has none of its own. */
const Spoken = ({ view }: { view: Frame }) => html`
  <ul id="arrivals" hidden data-live data-more=${view.more || view.arrivals.length > ANNOUNCED || undefined}>
    ${view.own.map(
      (item) =>
        html`<li data-case=${item.id} data-talk="own" data-since=${waitsSince(item, view.now)}>${view.t(ownNews(item), { number: item.number })}</li>`,
    )}
    ${[...view.offers, ...newest(view.arrivals)].map(
      (item) =>
        html`<li data-case=${item.id} data-talk=${item.offered ?? item.talk} data-since=${item.since}>${announced(view, item)}</li>`,
    )}
  </ul>
  <p id="news" role="status" class="unseen"></p>
  <p id="lost" class="trouble" role="alert" hidden>
    ${view.t('desk.lost')} <a href=${view.path}>${view.t('desk.reload')}</a>
  </p>`

interface PageProps {
  view: Frame
  title: string
  /** What to go on to, before the page's own part and beside it where there is room. */
  list?: Html
  children?: unknown
}

/** How many nobody has; of very many only that they are more. */
function counted({ arrivals, more }: Frame): string {
  return `${arrivals.length}${more ? '+' : ''}`
}

/** What the title counts: what waits in one's own cases, what nobody has, and what colleagues ask for; and whether one of them is called for. */
function count(view: Frame): string {
  const all = view.own.length + view.arrivals.length + view.offers.length
  return all > 0 ? `(${all}${view.more ? '+' : ''}${ringing(view).length > 0 ? '!' : ''}) ` : ''
}

export const Page = ({ view, title, list, children }: PageProps): Html => html`
  <html lang=${view.t.language} dir=${view.t.dir} data-me=${view.worker?.id} data-desk=${view.worker?.cases ? 'on' : 'off'} data-keys=${view.worker?.cases && view.worker.shortcuts ? 'on' : 'off'} data-self=${view.query ? `${view.path}?${view.query}` : view.path}>
    <${Head} title=${`${count(view)}${title} – Silta`} styles=${['/tokens.css', '/console/console.css']} script="/console/console.js" />
    <body>
      <a class="skip" href="#main">${view.t('desk.skip')}</a>
      <${Header} view=${view} />
      ${view.worker?.cases && html`<${Alarm} view=${view} />`}
      <div class=${list && 'panes'}>${list}<main id="main" tabindex="-1">${children}</main></div>
      ${view.worker?.cases && html`<${Spoken} view=${view} />`}
      ${view.worker?.cases && view.path !== '/console/help' && html`<${Sheet} t=${view.t} />`}
    </body>
  </html>`
