import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import type { CaseView } from './view.ts'

type Viewing = { view: CaseView }

/** A box for what colleagues are to know. */
export const Why = ({ view: { t, unsent }, name, id = name, required }: WhyProps) => html`
  <label for=${id}>${t(`desk.${name}`)}</label>
  <textarea id=${id} name=${name} rows="3" maxlength="4000" dir="auto" required=${required} aria-describedby=${`${id}-about`}>${unsent?.[name] ?? ''}</textarea>
  <p id=${`${id}-about`} class="soft">${t('desk.notes.about')}</p>`
type WhyProps = Viewing & { name: string; id?: string; required?: boolean }

/** A form that is opened first, and stays open when it could not be done. */
export function Form({
  view,
  name,
  id,
  children,
}: Viewing & { name: string; id: string; children?: unknown }) {
  const { t, found, worker, message, unsent } = view
  return html`
    <details id=${id} class="act" open=${unsent !== undefined && `${name}Note` in unsent}>
      <summary>${t(`desk.${name}`)}</summary>
      <${Act} to=${`/console/cases/${found.id}/${name}`} csrf=${worker?.csrf ?? ''}>
        <input type="hidden" name="message" value=${`${message}.${name}`} />
        ${children}
      <//>
    </details>`
}
