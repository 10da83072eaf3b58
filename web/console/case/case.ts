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
import { SamePerson } from './duplicates.ts'
import { Endings } from './endings.ts'
import { Fresh } from './fresh.ts'
import { History } from './history.ts'
import { Identity } from './identity.ts'
import { Indicators } from './indicators.ts'
import { Notes } from './notes.ts'
import { Summary } from './summary.ts'
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
      ${outcome && html`<${Fact} name=${t('desk.column.outcome')}>${named(t, 'outcome', outcome)}<${Endings} t=${t} found=${found} /><//>`}
    </dl>`
}

/** The parts of a case, one in sight at a time: beside each other, the talk needs no way to it. */
function Parts({ view: { t, found } }: { view: CaseView }) {
  const { masked, messages, notes, unseen = {} } = found
  const count = (words: string, all: number) => `${t(words)} (${all})`
  const parts = [
    ['summary', t('desk.summary'), false],
    ['answers-part', t('desk.answers'), unseen.answers ?? unseen.requests],
    ['talk', count('desk.talk', masked?.messages ?? messages.length), unseen.talk],
    ['tasks-part', t('desk.tasks'), unseen.requests],
    ['history', count('desk.history', Math.max(masked?.notes ?? 0, notes.length)), false],
  ] as const
  return html`
    <nav id="parts" class="parts-of-page" aria-label=${t('desk.parts')} data-live data-version=${parts.map(([, title, fresh]) => `${title} ${Boolean(fresh)}`).join()}>
      ${parts.map(([id, title, fresh]) => html`<a href=${`#${id}`} id=${`to-${id}`}>${title}<${Fresh} t=${t} fresh=${Boolean(fresh)} /></a>`)}
    </nav>`
}

const Panel = ({ id, children }: { id: string; children?: unknown }) =>
  html`<div class="panel" id=${id}>${children}</div>`

export const Case = ({ view }: { view: CaseView }) => {
  const { t, now, found, trouble } = view
  return html`
    ${trouble && !view.unfit && html`<p id="trouble" class="trouble" role="alert">${t(trouble, { name: found.assignee?.name ?? '', number: view.newer ?? '' })}</p>`}
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
        <${Panel} id="summary">
          <div class="reach"><${ContactNow} view=${view} /><${Attempts} view=${view} /></div>
          <${Summary} view=${view} />
          <${SamePerson} view=${view} />
          <div id="facts" data-live><${Facts} view=${view} /></div>
          <${Indicators} view=${view} />
        <//>
        <${Panel} id="answers-part"><${Answers} view=${view} /><//>
        <${Panel} id="tasks-part"><${Tasks} view=${view} /><${Requests} view=${view} /><${Meeting} view=${view} /><//>
        <${Panel} id="history">
          <${Notes} view=${view} /><${Openings} view=${view} /><${History} view=${view} />
        <//>
      </div>
      <${Talk} view=${view} />
    </div>`
}
