import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import { moment } from '../names.ts'
import type { WorkersView } from './view.ts'

/** Everyone who ever signed in, last seen first, and the button that ends their sign-ins. */
export const Workers = ({ view }: { view: WorkersView }) => {
  const { t, worker, all } = view
  const label = (name: string) =>
    html`<span class="label" aria-hidden="true">${t(`desk.workers.${name}`)}</span>`
  const columns = ['name', 'roles', 'seen', 'end'].map(
    (name) => html`<th role="columnheader" scope="col">${t(`desk.workers.${name}`)}</th>`,
  )
  return html`<div class="plain">
    <h1>${t('desk.workers')}</h1>
    <p>${t('desk.workers.text')}</p>
    <table role="table">
      <caption class="unseen">${t('desk.workers')}</caption>
      <thead role="rowgroup"><tr role="row">${columns}</tr></thead>
      <tbody role="rowgroup">
        ${all.map(
          ({ id, name, roles, seen }) => html`
            <tr role="row">
              <th role="rowheader" scope="row">${name}</th>
              <td role="cell">${label('roles')}${roles.map((role) => t(`desk.role.${role}`)).join(' · ')}</td>
              <td role="cell">${label('seen')}${seen > 0 ? moment(t, seen) : '–'}</td>
              <td role="cell">
                <${Act} to=${`/console/workers/${id}/sign-out-everywhere`} csrf=${worker?.csrf ?? ''}>
                  <button class="small" aria-label=${`${t('desk.workers.do')}: ${name}`}>${t('desk.workers.do')}</button>
                <//>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
