import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import { moment } from '../names.ts'
import type { MeView } from './view.ts'
import { Work } from './work.ts'

/** Who is signed in, what whoever helps can be asked for, what the role may do, and the way out. */
export const Me = ({ view }: { view: MeView }) => {
  const { t, worker, roles, ends, idle } = view
  return html`<div class="plain">
    <h1>${t('desk.me')}</h1>
    <p>${worker?.name}</p>
    <p>${t('desk.me.until', { at: moment(t, ends), minutes: idle })}</p>
    <${Work} view=${view} />
    <h2>${t('desk.me.roles')}</h2>
    <ul>
      ${roles.map((role) => html`<li><strong>${t(`desk.role.${role}`)}</strong>: ${t(`desk.role.${role}.may`)}</li>`)}
    </ul>
    ${worker?.administers && html`<p><a href="/console/workers">${t('desk.workers')}</a></p>`}
    <h2>${t('desk.signOutAll')}</h2>
    <p id="me-all">${t('desk.signOutAll.text')}</p>
    <${Act} to="/console/me/sign-out-everywhere" csrf=${worker?.csrf ?? ''}>
      <button id="do-sign-out-all" aria-describedby="me-all">${t('desk.signOutAll')}</button>
    <//>
  </div>`
}
