import { documentOf } from '../../document.ts'
import { html } from '../../html.ts'
import { Act, Page } from '../frame.ts'
import { clockTime, tongueName } from '../names.ts'
import { Numbered } from '../number.ts'
import type { QueueView, WaveView } from './view.ts'
import { Ago } from './waits.ts'

export const addressOfWave = (alike: string): string => `/console/waves/${alike}`

/** Below those who are somebody each: they are never pushed down by a wave. */
export const Waves = ({ view: { t, now, waves } }: { view: QueueView }) =>
  waves.length > 0 &&
  html`
    <section class="offers" id="waves" aria-labelledby="waves-title">
      <h2 id="waves-title">${t('desk.waves')}</h2>
      <ul>
        ${waves.map(
          ({ alike, count, since, languages }) => html`
            <li>
              <a href=${addressOfWave(alike)} class="number">${t('desk.wave', { number: count })}</a>${' '}
              <span class="soft"><${Ago} t=${t} now=${now} at=${since} /> · ${languages.map((tag) => tongueName(t, tag)).join(' · ')}</span>
            </li>`,
        )}
      </ul>
    </section>`

const Cleared = ({ view: { t, alike, worker, cleared, left } }: { view: WaveView }) => html`
  ${left > 0 && html`<p class="offer" id="left">${t('desk.wave.left', { number: left })}</p>`}
  ${
    cleared.count > 0 &&
    html`
      <div class="offer" id="cleared" role="status">
        <p>${t('desk.wave.cleared', { number: cleared.count, at: clockTime(t, cleared.until) })}</p>
        <${Act} to=${`${addressOfWave(alike)}/undo`} csrf=${worker?.csrf ?? ''}>
          <button id="do-undo">${t('desk.wave.undo', { number: cleared.count })}</button>
        <//>
      </div>`
  }`

/** Only those that stood here when it was decided: whoever came since is in no hidden field. */
function Clear({ view }: { view: WaveView }) {
  const { t, alike, worker, waiting, most, typed, message } = view
  const these = waiting.slice(0, most)
  return html`
    <${Act} to=${`${addressOfWave(alike)}/clear`} csrf=${worker?.csrf ?? ''} class="small-form" id="clear">
      <input type="hidden" name="message" value=${message} />
      ${these.map(({ id }) => html`<input type="hidden" name="case" value=${id} />`)}
      <p>${t('desk.wave.told')}</p>
      ${waiting.length > most && html`<p>${t('desk.wave.most', { most })}</p>`}
      <label for="words">${t('desk.wave.why')}</label>
      <textarea id="words" name="words" rows="3" maxlength="500" required dir="auto"
        aria-invalid=${typed === undefined ? undefined : 'true'} aria-describedby=${typed === undefined ? undefined : 'trouble'}>${typed ?? ''}</textarea>
      ${typed !== undefined && html`<p id="trouble" class="trouble" role="alert">${t('desk.wave.trouble')}</p>`}
      <button class="main" id="do-clear">${t('desk.wave.clear', { number: these.length })}</button>
    <//>`
}

const Members = ({ view: { t, now, waiting } }: { view: WaveView }) => html`
  <details id="members">
    <summary>${t('desk.wave.members')}</summary>
    <ul class="plain-list">
      ${waiting.map(
        (item) => html`
          <li>
            <a href=${`/console/cases/${item.id}`} class="number"><${Numbered} text=${item.number} /></a>${' '}
            <span class="soft">${tongueName(t, item.language)} · <${Ago} t=${t} now=${now} at=${item.since} /></span>
          </li>`,
      )}
    </ul>
  </details>`

export const wavePage = (view: WaveView): string => {
  const { t, waiting, words } = view
  const title = waiting.length > 0 ? t('desk.wave', { number: waiting.length }) : t('desk.waves')
  return documentOf(html`
    <${Page} view=${view} title=${title}>
      <div class="plain">
        <p class="back"><a href="/console">${t('desk.back')}</a></p>
        <h1>${title}</h1>
        <${Cleared} view=${view} />
        ${
          waiting.length > 0
            ? html`
                <p>${t('desk.wave.about')}</p>
                <h2>${t('desk.wave.words')}</h2>
                <blockquote id="same-words" dir="auto">${words.map((line) => html`<p>${line}</p>`)}</blockquote>
                <${Clear} view=${view} />
                <${Members} view=${view} />`
            : html`<p class="empty">${t('desk.wave.none')}</p>`
        }
      </div>
    <//>`)
}
