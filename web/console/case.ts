import { html } from '../chat/html.ts'
import { Answers } from './answers.ts'
import { ContactNow } from './contact.ts'
import { Act } from './frame.ts'
import { Masked, Openings } from './glass.ts'
import { Indicators } from './indicators.ts'
import { lasting, moment, named, standing, tongueName } from './names.ts'
import { Notes } from './notes.ts'
import { SamePerson } from './same.ts'
import { Talk } from './talk.ts'
import { type CaseView, isFree } from './view.ts'

const Fact = ({ name, children }: { name: string; children?: unknown }) => html`
  <div><dt>${name}</dt><dd>${children}</dd></div>`

function Facts({ view: { t, now, found } }: { view: CaseView }) {
  const { claimer, outcome } = found
  const name = !claimer?.me && claimer?.name
  return html`
    <dl class="facts">
      <${Fact} name=${t('desk.column.state')}>
        ${standing(t, found)}${name && html` (${name})`}<//>
      <${Fact} name=${t('desk.column.application')}>${t(`desk.application.${found.application}`)}<//>
      <${Fact} name=${t('desk.column.language')}>${tongueName(t, found.language)}<//>
      <${Fact} name=${t('desk.column.kind')}>${named(t, 'kind', found.kind)}<//>
      <${Fact} name=${t('desk.column.channel')}>${named(t, 'channel', found.channel)}<//>
      ${
        isFree(found) &&
        html`<${Fact} name=${t('desk.column.since')}>
          <time datetime=${new Date(found.since).toISOString()} data-since>${lasting(t, found.since, now)}</time><//>`
      }
      <${Fact} name=${t('desk.column.created')}>${moment(t, found.created)}<//>
      ${found.closed > 0 && html`<${Fact} name=${t('desk.column.closed')}>${moment(t, found.closed)}<//>`}
      ${outcome && html`<${Fact} name=${t('desk.column.outcome')}>${named(t, 'outcome', outcome)}<//>`}
    </dl>`
}

const Close = ({ view: { t, found, worker, outcomes } }: { view: CaseView }) => html`
  <details id="closing">
    <summary>${t('desk.close')}</summary>
    <${Act} to=${`/console/cases/${found.id}/close`} csrf=${worker?.csrf ?? ''}>
      <fieldset>
        <legend>${t('desk.close.how')}</legend>
        ${outcomes.map(
          (id) => html`
            <label class="pick"><input type="radio" name="outcome" value=${id} required /> <span>${t(`desk.outcome.${id}`)}</span></label>`,
        )}
      </fieldset>
      <p class="soft">${t('desk.close.note')}</p>
      <button class="main">${t('desk.close.do')}</button>
    <//>
  </details>`

const Download = ({ t, id }: { t: CaseView['t']; id: string }) => html`
  <p class="download">
    ${t('desk.export')}:${' '}
    ${['json', 'csv'].map((format) => html`<a href=${`/console/api/cases/${id}/export?format=${format}`} download>${t(`desk.export.${format}`)}</a> `)}
  </p>`

/** `data-version`: while it stays, live mode leaves the buttons and what was picked alone. */
function Actions({ view }: { view: CaseView }) {
  const { t, found, worker } = view
  const over = found.application === 'closed' || found.erased
  const mine = found.claimer?.me === true
  const Button = ({ name, main }: { name: string; main?: boolean }) => html`
    <${Act} to=${`/console/cases/${found.id}/${name}`} csrf=${worker?.csrf ?? ''}>
      <button id=${`do-${name}`} class=${main ? 'main' : undefined}>${t(`desk.${name}`)}</button>
    <//>`
  return html`
    <div id="actions" data-live data-version=${`${found.application} ${found.talk} ${found.claimer?.me ?? ''} ${found.masked ? 'masked' : ''}`}>
      ${!over && !found.claimer && html`<${Button} name="claim" main />`}
      ${!over && mine && html`<${Button} name="release" />`}
      ${!over && found.claimer && !mine && worker?.others && html`<${TakeBack} view=${view} />`}
      ${!over && mine && html`<${Close} view=${view} />`}
      ${found.record && !found.masked && html`<${Download} t=${t} id=${found.id} />`}
      <button type="button" id="print" class="scripted">${t('desk.print')}</button>
    </div>`
}

/** A supervisor frees a colleague's case; it is asked for by name, in its own form. */
const TakeBack = ({ view: { t, found, worker } }: { view: CaseView }) => html`
  <${Act} to=${`/console/cases/${found.id}/release`} csrf=${worker?.csrf ?? ''}>
    <input type="hidden" name="others" value="yes" />
    <button id="do-take-back">${t('desk.takeBack')}</button>
  <//>`

export const Case = ({ view }: { view: CaseView }) => {
  const { t, now, found, trouble } = view
  return html`
    <p class="back"><a href="/console">${t('desk.back')}</a></p>
    ${trouble && html`<p id="trouble" class="trouble" role="alert">${t(trouble, { name: found.claimer?.name ?? '' })}</p>`}
    <div id="about" data-live>
      <h1>${found.urgent && html`<strong class="badge">${t('desk.urgent')}</strong> `}${t('desk.case', { number: found.number })}</h1>
      <${Facts} view=${view} />
    </div>
    <${ContactNow} view=${view} />
    <${Masked} view=${view} />
    <${SamePerson} view=${view} />
    <p class="paper">${t('desk.printed', { at: moment(t, now), name: view.worker?.name ?? '' })}</p>
    <${Actions} view=${view} />
    <p class="jump" id="jump" data-live><a href="#talk">${t('desk.talk')} (${found.masked?.messages ?? found.messages.length})</a></p>
    <div class="columns">
      <div class="beside"><${Answers} view=${view} /><${Indicators} view=${view} /><${Notes} view=${view} /><${Openings} view=${view} /></div>
      <${Talk} view=${view} />
    </div>`
}
