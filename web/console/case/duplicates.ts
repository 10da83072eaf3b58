import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import { moment } from '../names.ts'
import type { SameCase } from './detail.ts'
import type { CaseView } from './view.ts'

const One = ({ view: { t, found, worker }, one }: { view: CaseView; one: SameCase }) => html`
  <li>
    <a href=${`/console/cases/${one.case}`} class="number">${t('desk.case', { number: one.number })}</a>
    <ul>${one.because.map((rule) => html`<li>${t(`desk.same.because.${rule}`)}</li>`)}</ul>
    ${
      one.dismissed
        ? html`<p class="soft">${t('desk.same.dismissed', { name: one.dismissed.name, at: moment(t, one.dismissed.at) })}</p>`
        : html`
            <${Act} to=${`/console/cases/${found.id}/dismiss`} csrf=${worker?.csrf ?? ''}>
              <input type="hidden" name="other" value=${one.case} />
              <button class="small" id=${`dismiss-${one.case}`}>
                ${t('desk.act.dismiss')}<span class="unseen">: ${t('desk.case', { number: one.number })}</span>
              </button>
            <//>`
    }
  </li>`

/** Cases that share something with this one: a thing to look at, never a conclusion. */
export const SamePerson = ({ view }: { view: CaseView }) => html`
  <section id="same" data-live aria-labelledby=${view.found.same.length > 0 ? 'same-title' : undefined}>
    ${
      view.found.same.length > 0 &&
      html`
        <h2 id="same-title">${view.t('desk.same')}</h2>
        <p class="soft">${view.t('desk.same.text')}</p>
        <ul>${view.found.same.map((one) => html`<${One} view=${view} one=${one} />`)}</ul>`
    }
  </section>`
