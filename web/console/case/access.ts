import { accessReasons } from '../../../intake/case/access-grants.ts'
import { isoTime } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import { moment } from '../names.ts'
import type { CaseView } from './view.ts'

/** Why, and what becomes visible how: a locale key. */
const textOf = ({ found: { application, assignee, record, shared } }: CaseView) => {
  if (application === 'closed') return 'desk.masked.closed'
  if (assignee) return 'desk.masked.colleague'
  return record || shared ? 'desk.masked.text' : 'desk.masked.waiting'
}

const Open = ({ view: { t, found, worker, unsent } }: { view: CaseView }) => html`
  <details id="opening" open=${unsent?.words !== undefined || undefined}>
    <summary>${t('desk.open')}</summary>
    <${Act} to=${`/console/cases/${found.id}/open`} csrf=${worker?.csrf ?? ''} class="small-form">
      <p>${t('desk.open.text')}</p>
      <fieldset>
        <legend>${t('desk.open.why')}</legend>
        ${accessReasons.map(
          (why) => html`
            <label class="pick">
              <input type="radio" name="why" value=${why} required checked=${unsent?.why === why || undefined} />${' '}
              <span>${t(`desk.open.because.${why}`)}</span>
            </label>`,
        )}
      </fieldset>
      <label for="words">${t('desk.open.words')}</label>
      <textarea id="words" name="words" rows="2" minlength="10" maxlength="500" dir="auto" required>${unsent?.words ?? ''}</textarea>
      <button>${t('desk.act.open')}</button>
    <//>
  </details>`

/** What this reader does not see and why, and the way to it that leaves a trace. */
export function Masked({ view }: { view: CaseView }) {
  const { t, found } = view
  const { masked, until } = found
  return html`
    <section id="masking" data-live data-until=${until} data-version=${`${masked ? textOf(view) : ''} ${until ?? ''}`} aria-labelledby=${masked ? 'masking-title' : undefined}>
      ${
        masked &&
        html`
          <h2 id="masking-title">${t('desk.masked')}</h2>
          <p>${t(textOf(view))}</p>
          <${Open} view=${view} />`
      }
      ${until && html`<p>${t(found.application === 'closed' && found.assignee?.me ? 'desk.open.closed' : 'desk.open.until', { at: moment(t, until) })}</p>`}
    </section>`
}

/** Who else has read the case in full, for whoever reads it so now. */
export const Openings = ({ view: { t, found } }: { view: CaseView }) => html`
  <section id="access-grants" data-live aria-labelledby=${found.accessGrants.length > 0 ? 'access-grants-title' : undefined}>
    ${
      found.accessGrants.length > 0 &&
      html`
        <h2 id="access-grants-title">${t('desk.open.list')}</h2>
        <ul>
          ${found.accessGrants.map(
            ({ name, why, words, at }) => html`
              <li>
                ${name}, <time datetime=${isoTime(at)}>${moment(t, at)}</time>: ${t(`desk.open.because.${why}`)}
                ${words && html`<br /><span dir="auto">${words}</span>`}
              </li>`,
          )}
        </ul>`
    }
  </section>`
