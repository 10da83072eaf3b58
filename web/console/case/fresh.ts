import type { Seen } from '../../../intake/case/seen.ts'
import type { Translate } from '../../../intake/form/words.ts'
import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import type { CaseView } from './view.ts'

/** Came since whoever has the case last looked. */
export const Fresh = ({ t, fresh }: { t: Translate; fresh: boolean | undefined }) =>
  fresh && html` <strong class="badge fresh">${t('desk.new')}</strong>`

interface UnseenProps {
  view: CaseView
  id: string
  of: readonly (keyof Seen)[]
}

/** Something in this part is new until whoever has the case says so; with a script, until it has been in view. */
export const Unseen = ({ view: { t, found, worker }, id, of }: UnseenProps) => {
  const times = of.flatMap((part) => (found.unseen?.[part] ? [[part, found.unseen[part]] as const] : []))
  return html`
    <div id=${id} data-live>
      ${
        times.length > 0 &&
        html`
          <${Act} to=${`/console/cases/${found.id}/seen`} csrf=${worker?.csrf ?? ''} class="seen">
            ${times.map(([part, at]) => html`<input type="hidden" name=${part} value=${at} />`)}
            <span>${t('desk.new.text')}</span>
            <button class="small" id=${`do-${id}`}>${t('desk.act.seen')}</button>
          <//>`
      }
    </div>`
}
