import { relateReasons, unrelateReasons } from '../../../intake/case/related.ts'
import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import { moment, named } from '../names.ts'
import { isMine, type RelatedCase, type SameCase } from './detail.ts'
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

/** One line on either case. It leads on only for a reader who has the other one too. */
const Linked = ({ view: { t }, one }: { view: CaseView; one: RelatedCase }) => {
  const number = t('desk.case', { number: one.short })
  return html`
    <li>
      ${one.case ? html`<a href=${`/console/cases/${one.case}`} class="number">${number}</a>` : html`<b>${number}</b>`}
      ${' '}${named(t, 'reason', one.why)} <span class="soft">· ${one.name}, ${moment(t, one.at)}</span>
    </li>`
}

/** Says that it is linked with another, or that it is not after all. */
function Relating({ view, name, of, numbers }: RelatingProps) {
  const { t, found, worker, message, unsent } = view
  const kept = unsent?.message?.endsWith(`.${name}`) ? unsent : undefined
  const id = (field: string) => `${name}-${field}`
  return html`
    <details id=${`${name}-part`} class="act" open=${kept !== undefined}>
      <summary>${t(`desk.act.${name}`)}</summary>
      <${Act} to=${`/console/cases/${found.id}/${name}`} csrf=${worker?.csrf ?? ''}>
        <input type="hidden" name="message" value=${`${message}.${name}`} />
        <label for=${id('other')}>${t('desk.relate.other')}</label>
        <input type="text" id=${id('other')} name="other" inputmode="numeric" maxlength="80" required value=${kept?.other ?? numbers[0] ?? ''} />
        <label for=${id('reason')}>${t('desk.release.why')}</label>
        <select id=${id('reason')} name="reason" required>
          <option value="">${t('desk.pick')}</option>
          ${of.map((one) => html`<option value=${one} selected=${kept?.reason === one}>${t(`desk.reason.${one}`)}</option>`)}
        </select>
        <label for=${id('words')}>${t('desk.relate.words')}</label>
        <textarea id=${id('words')} name="words" rows="2" maxlength="4000" dir="auto" aria-describedby=${id('about')}>${kept?.words ?? ''}</textarea>
        <p id=${id('about')} class="soft">${t(`desk.${name}.about`)}</p>
        <button class="main" id=${`do-${name}`}>${t(`desk.act.${name}.do`)}</button>
      <//>
    </details>`
}
interface RelatingProps {
  view: CaseView
  name: 'relate' | 'unrelate'
  of: readonly string[]
  /** Which case is meant, the most likely first. */
  numbers: readonly string[]
}

/** Cases that a worker says are of the same person, and those that share something: to be looked at, never a conclusion. */
export function SamePerson({ view }: { view: CaseView }) {
  const { t, found } = view
  const { related } = found
  const linked = new Set(related.map(({ short }) => short))
  const short = (one: SameCase) => one.case.slice(-5)
  const hints = found.same.filter((one) => !linked.has(short(one)))
  const likely = hints.filter(({ dismissed }) => !dismissed).map(short)
  return html`
    <section id="same" aria-label=${t('desk.same.section')}>
      <div id="same-cases" data-live>
        ${related.length > 0 && html`<h2>${t('desk.related')}</h2><ul class="plain-list" id="related">${related.map((one) => html`<${Linked} view=${view} one=${one} />`)}</ul>`}
        ${
          hints.length > 0 &&
          html`
            <h2>${t('desk.same')}</h2>
            <p class="soft">${t('desk.same.text')}</p>
            <ul>${hints.map((one) => html`<${One} view=${view} one=${one} />`)}</ul>`
        }
      </div>
      <div id="relating" data-live data-version=${`${isMine(found)} ${[...linked].join()}`}>
        ${isMine(found) && html`<${Relating} view=${view} name="relate" of=${relateReasons} numbers=${likely} />`}
        ${isMine(found) && linked.size > 0 && html`<${Relating} view=${view} name="unrelate" of=${unrelateReasons} numbers=${[...linked]} />`}
      </div>
    </section>`
}
