import { isoTime } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import { lasting, moment, named } from '../names.ts'
import { Numbered } from '../number.ts'
import { Anyway } from '../queue/anyway.ts'
import { isFree } from '../queue/item.ts'
import { Meeting } from '../requests/meeting.ts'
import { MadeLink, Requests } from '../requests/requests.ts'
import { Attempts } from '../talk/attempts.ts'
import { ContactNow } from '../talk/contact.ts'
import { Talk } from '../talk/talk.ts'
import { RemindThen, Tasks } from '../today/reminders.ts'
import { Masked, Openings } from './access.ts'
import { Actions } from './actions.ts'
import { Answers } from './answers.ts'
import { isMine } from './detail.ts'
import { SamePerson } from './duplicates.ts'
import { Identity } from './identity.ts'
import { Indicators } from './indicators.ts'
import { Notes } from './notes.ts'
import type { CaseView } from './view.ts'

/** Who may be writing: said above all else, to whoever opens the case. */
function Doubts({ view: { t, found } }: { view: CaseView }) {
  const { watched, codeOf } = found
  return html`
    ${watched && html`<p class="trouble">${t('desk.watched.text', { date: moment(t, watched) })}</p>`}
    ${
      codeOf &&
      html`<p class="trouble">${
        codeOf.number ? t('desk.codeOf', { number: codeOf.number }) : t('desk.codeOf.none')
      }</p>`
    }`
}

const Fact = ({ name, children }: { name: string; children?: unknown }) => html`
  <div><dt>${name}</dt><dd>${children}</dd></div>`

function Facts({ view: { t, now, found } }: { view: CaseView }) {
  const { outcome } = found
  return html`
    <dl class="facts">
      <${Fact} name=${t('desk.column.application')}>${t(`desk.application.${found.application}`)}<//>
      <${Fact} name=${t('desk.column.kind')}>${named(t, 'kind', found.kind)}<//>
      ${found.wish && html`<${Fact} name=${t('desk.narrow.wish')}>${t(`desk.wish.${found.wish}`)}<//>`}
      <${Fact} name=${t('desk.column.channel')}>${named(t, 'channel', found.channel)}<//>
      ${
        isFree(found) &&
        html`<${Fact} name=${t('desk.column.since')}>
          <time datetime=${isoTime(found.since)} data-since>${lasting(t, found.since, now)}</time><//>`
      }
      <${Fact} name=${t('desk.column.created')}>${moment(t, found.created)}<//>
      ${found.closed > 0 && html`<${Fact} name=${t('desk.column.closed')}>${moment(t, found.closed)}<//>`}
      ${outcome && html`<${Fact} name=${t('desk.column.outcome')}>${named(t, 'outcome', outcome)}<//>`}
    </dl>`
}

/** The ways down a long page. Beside each other, the talk needs none. */
function Parts({ view: { t, found } }: { view: CaseView }) {
  const { masked, messages, notes, record, erased, meeting } = found
  const count = (words: string, all: number) => `${t(words)} (${all})`
  const parts: [string, string | false | null][] = [
    ['answers', t('desk.answers')],
    ['tasks', isMine(found) && t('desk.tasks')],
    ['requests', record && !erased && !masked ? t('desk.requests') : null],
    ['meeting', !erased && meeting && t('desk.meeting')],
    ['notes', !erased && count('desk.notes', Math.max(masked?.notes ?? 0, notes.length))],
    ['talk', count('desk.talk', masked?.messages ?? messages.length)],
  ]
  return html`
    <nav id="parts" class="parts-of-page" aria-label=${t('desk.parts')} data-live>
      ${parts.map(([id, title]) => title && html`<a href=${`#${id}`}>${title}</a>`)}
    </nav>`
}

export const Case = ({ view }: { view: CaseView }) => {
  const { t, now, found, trouble } = view
  return html`
    <p class="back">
      <a href="/console">${t('desk.back')}</a>
      ${view.beside.previous && html` <a href=${`/console/cases/${view.beside.previous}`} id="case-before" rel="prev">${t('desk.beside.previous')}</a>`}
      ${view.beside.next && html` <a href=${`/console/cases/${view.beside.next}`} id="case-after" rel="next">${t('desk.beside.next')}</a>`}
    </p>
    ${trouble && !view.unfit && html`<p id="trouble" class="trouble" role="alert">${t(trouble, { name: found.assignee?.name ?? '' })}</p>`}
    ${trouble === 'desk.why.hours' && html`<${RemindThen} view=${view} id="remind-instead" />`}
    <${Anyway} view=${view} />
    <${MadeLink} view=${view} />
    <div id="about" data-live>
      <h1>${found.urgent && html`<strong class="badge">${t('desk.urgent')}</strong> `}<${Numbered} text=${t('desk.case', { number: found.number })} /></h1>
      <${Doubts} view=${view} />
      <${Identity} view=${view} />
    </div>
    <${Parts} view=${view} />
    <${Actions} view=${view} />
    <${Masked} view=${view} />
    <p class="paper">${t('desk.printed', { at: moment(t, now), name: view.worker?.name ?? '' })}</p>
    <div class="columns">
      <div class="beside">
        <div class="reach"><${ContactNow} view=${view} /><${Attempts} view=${view} /></div>
        <${SamePerson} view=${view} />
        <div id="facts" data-live><${Facts} view=${view} /></div>
        <${Answers} view=${view} /><${Indicators} view=${view} /><${Tasks} view=${view} /><${Requests} view=${view} /><${Meeting} view=${view} />
        <${Notes} view=${view} /><${Openings} view=${view} />
      </div>
      <${Talk} view=${view} />
    </div>`
}
