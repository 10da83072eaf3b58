import { html } from '../../html.ts'
import type { CaseView } from '../case/view.ts'
import { Act } from '../frame.ts'

/** A claim past one's own limit or her wish is asked about once, with what stands against it. */
export const Anyway = ({ view: { t, found, worker, unfit, trouble } }: { view: CaseView }) =>
  unfit &&
  html`
    <div id="anyway" class="trouble" role="alert">
      ${trouble && html`<p id="trouble">${t(trouble)}</p>`}
      <ul>${unfit.map((why) => html`<li>${t(`desk.anyway.${why === 'wish' ? `wish.${found.wish}` : why}`)}</li>`)}</ul>
      <${Act} to=${`/console/cases/${found.id}/claim`} csrf=${worker?.csrf ?? ''}>
        <input type="hidden" name="anyway" value="yes" />
        <button id="do-anyway">${t('desk.anyway')}</button>
      <//>
    </div>`
