import { isoTime } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import type { CaseView } from '../case/view.ts'
import { moment } from '../names.ts'

/** What she lets others do, by her answers, and what she agreed to in the words she read. */
export const Consents = ({ view: { t, found } }: { view: CaseView }) =>
  found.consents.length > 0 &&
  html`
    <h3>${t('desk.requests.consents')}</h3>
    <p class="soft">${t('desk.requests.consents.note')}</p>
    <dl>${found.consents.map(({ label, text, yes }) => html`<div class="row"><dt>${label}</dt><dd>${yes ? html`<strong>${text}</strong>` : text}</dd></div>`)}</dl>
    ${
      found.permissions.length > 0 &&
      html`
        <h3>${t('desk.requests.permissions')}</h3>
        <dl>${found.permissions.map(
          ({ asked, answered, language, at }) => html`
            <div class="row"><dt><time datetime=${isoTime(at)}>${moment(t, at)}</time></dt>
              <dd lang=${language} dir="auto">${asked}<br /><strong>${answered}</strong></dd></div>`,
        )}</dl>`
    }`
