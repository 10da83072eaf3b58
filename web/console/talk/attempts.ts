import { results } from '../../../intake/case/attempts.ts'
import { isoTime } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import { isMine } from '../case/detail.ts'
import type { CaseView } from '../case/view.ts'
import { Act } from '../frame.ts'
import { clockTime, moment, tongueName } from '../names.ts'
import { Own } from '../own.ts'

const Made = ({ view: { t, found } }: { view: CaseView }) => html`
  <ol>
    ${found.attempts.map(
      ({ order, at, name, way, words, language, left, other, result, text }) => html`
        <li key=${order}>
          <p class="from">${name} · <time datetime=${isoTime(order)}>${moment(t, order)}</time></p>
          <p>
            ${t(`contact.way.option.${way}`)}: <strong>${t(`desk.attempt.${result}`)}</strong>
            <span class="soft"> · ${tongueName(t, language)} · ${t(`desk.attempt.${words}`)}${left && ` · ${t('desk.attempt.left')}`}${other && ` · ${t('desk.attempt.with')}`} · ${t('desk.attempt.noted', { at: moment(t, at) })}</span>
          </p>
          ${text && html`<p class="noted" dir="auto" translate="no"><${Own} text=${text} /></p>`}
        </li>`,
    )}
  </ol>`

/** A plan is asked about before anybody is called: the answer is yes, or no with the reason. */
function Ask({ view }: { view: CaseView }) {
  const { t, found, worker, ways, tongues, unsent } = view
  const chosen = unsent?.way ?? found.contact?.advice.find(({ way }) => way)?.way
  const tongue = unsent?.way ? unsent.language : found.language
  const Pick = ({ name, title }: { name: 'left' | 'other'; title: string }) => html`
    <label class="pick"><input type="checkbox" name=${name} value="yes" checked=${unsent?.[name] === 'yes'} /> <span>${title}</span></label>`
  return html`
    <${Act} to=${`/console/cases/${found.id}/may`} csrf=${worker?.csrf ?? ''} class="small-form" id="ask-contact">
      <label for="way">${t('desk.attempt.way')}</label>
      <select id="way" name="way">
        ${ways.map((way) => html`<option value=${way} selected=${way === chosen}>${t(`contact.way.option.${way}`)}</option>`)}
      </select>
      <label for="contact-language">${t('desk.attempt.language')}</label>
      <select id="contact-language" name="language">
        ${tongues.map((tag) => html`<option value=${tag} selected=${tag === tongue}>${tongueName(t, tag)}</option>`)}
      </select>
      <fieldset>
        <legend>${t('desk.attempt.words')}</legend>
        ${(['neutral', 'open'] as const).map(
          (id) => html`
            <label class="pick"><input type="radio" name="words" value=${id} checked=${id === (unsent?.words ?? 'neutral')} /> <span>${t(`desk.attempt.${id}`)}</span></label>`,
        )}
      </fieldset>
      <${Pick} name="left" title=${t('desk.attempt.left')} />
      <${Pick} name="other" title=${t('desk.attempt.with')} />
      <button class="main" id="may">${t('desk.act.may')}</button>
    <//>`
}

/** Allowed: what may be done and until when, and how it went. */
function Done({ view: { t, found, worker, permit } }: { view: CaseView }) {
  if (!permit) return null
  const { way, until, language, words } = permit
  return html`
    <div id="permit" role="status">
      <p><strong>${t('desk.attempt.yes', { way: t(`contact.way.option.${way}`), until: clockTime(t, until) })}</strong></p>
      <p class="soft">${tongueName(t, language)} · ${t(`desk.attempt.${words}`)}</p>
    </div>
    <${Act} to=${`/console/cases/${found.id}/contact`} csrf=${worker?.csrf ?? ''} class="small-form" id="made-contact">
      <input type="hidden" name="permit" value=${permit.permit} />
      <fieldset>
        <legend>${t('desk.attempt.how')}</legend>
        ${results.map(
          (id) => html`
            <label class="pick"><input type="radio" name="result" value=${id} required /> <span>${t(`desk.attempt.${id}`)}</span></label>`,
        )}
      </fieldset>
      <label for="contact-text">${t('desk.attempt.text')}</label>
      <textarea id="contact-text" name="text" rows="2" maxlength="2000" dir="auto"></textarea>
      <button class="main">${t('desk.act.contact')}</button>
    <//>`
}

/**
 * Contacts outside of the conversation that workers start. Silta itself calls and writes to nobody. The parts stay
 * on the page when there is nothing to show, so that live mode can empty them for whoever loses the case.
 */
export function Attempts({ view }: { view: CaseView }) {
  const { t, found, permit, unsent } = view
  const mine = isMine(found)
  const shown = mine || (found.attempts.length > 0 && !found.erased)
  return html`
    <section id="attempts" aria-labelledby="attempts-title">
      <div id="attempts-made" data-live>
        ${shown && html`<h2 id="attempts-title">${t('desk.attempt')}</h2><${Made} view=${view} />`}
      </div>
      <div id="attempts-start" data-live data-version=${String(mine)}>
      ${
        mine &&
        html`
          <details id="contacting" open=${permit !== undefined || unsent?.way !== undefined}>
            <summary>${t('desk.attempt.start')}</summary>
            <p class="soft">${t('desk.attempt.about')}</p>
            ${permit ? html`<${Done} view=${view} />` : html`<${Ask} view=${view} />`}
          </details>`
      }
      </div>
    </section>`
}
