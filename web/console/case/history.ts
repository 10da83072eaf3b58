import { isoTime } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import { moment, named } from '../names.ts'
import type { CaseView } from './view.ts'

/** Who did what with the case, for whoever has it now. The part stays where there is nothing, so that live mode can empty it. */
export const History = ({ view: { t, history } }: { view: CaseView }) => html`
  <section id="done" data-live aria-labelledby=${history.length > 0 ? 'done-title' : undefined}>
    ${
      history.length > 0 &&
      html`
        <h2 id="done-title">${t('desk.history.done')}</h2>
        <ol class="plain-list">
          ${history.map(
            ({ at, who, what }) => html`
              <li><time datetime=${isoTime(at)} class="soft">${moment(t, at)}</time> ${named(t, 'audit.what', what)} <span class="soft">· ${who}</span></li>`,
          )}
        </ol>`
    }
  </section>`
