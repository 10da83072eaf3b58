import { isoTime } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import { isMine } from '../case/detail.ts'
import type { CaseView } from '../case/view.ts'
import { Act } from '../frame.ts'
import type { Frame } from '../frame-view.ts'
import { moment } from '../names.ts'
import { Own } from '../own.ts'
import type { ReminderShown } from './view.ts'

interface OneProps {
  view: Frame
  id: string
  one: ReminderShown
  /** The page to go on at; empty: the case. */
  back?: string
}

/** Later, at the press of a button; or done. */
const Buttons = ({ view: { t, worker }, id, one, back = '' }: OneProps) => {
  const fields = html`
    <input type="hidden" name="reminder" value=${one.id} />
    ${back && html`<input type="hidden" name="back" value=${back} />`}`
  const about = html`<span class="unseen">: ${one.text || moment(t, one.at)}</span>`
  return html`
    <div class="buttons">
      <${Act} to=${`/console/cases/${id}/done`} csrf=${worker?.csrf ?? ''} class="inline">
        ${fields}<button class="small">${t('desk.act.done')}${about}</button>
      <//>
      <${Act} to=${`/console/cases/${id}/snooze`} csrf=${worker?.csrf ?? ''} class="inline">
        ${fields}
        ${['hour', 'tomorrow', 'week'].map((until) => html`<button class="small" name="until" value=${until}>${t(`desk.snooze.${until}`)}${about}</button> `)}
      <//>
    </div>`
}

export const Reminder = (props: OneProps) => {
  const { view, one } = props
  const { t, now } = view
  return html`
    <p>
      ${one.at <= now && html`<strong class="badge waits">${t('desk.waits.remind')}</strong> `}
      <time datetime=${isoTime(one.at)}>${moment(t, one.at)}</time>
      ${one.request && html` · ${t('desk.today.request')}`}
      ${one.text && html` · <span dir="auto" translate="no"><${Own} text=${one.text} /></span>`}
      <span class="soft"> · ${one.name}</span>
    </p>
    <${Buttons} ...${props} />`
}

const Writing = ({ view: { t, found, worker, message, unsent } }: { view: CaseView }) => html`
  <${Act} to=${`/console/cases/${found.id}/remind`} csrf=${worker?.csrf ?? ''} class="fill" id="write-reminder">
    <input type="hidden" name="message" value=${`${message}.m`} />
    <p class="when">
      <label for="remind-time">${t('desk.remind.time')}</label>
      <input type="time" id="remind-time" name="time" value=${unsent?.remindNote === undefined ? '' : (unsent.time ?? '')} />
      <label for="remind-day">${t('desk.remind.day')}</label>
      <input type="date" id="remind-day" name="day" value=${unsent?.remindNote === undefined ? '' : (unsent.day ?? '')} />
    </p>
    <label for="remind-note">${t('desk.remind.note')}</label>
    <input type="text" id="remind-note" name="remindNote" maxlength="200" dir="auto" value=${unsent?.remindNote ?? ''} />
    <p class="soft">${t('desk.remind.about')}</p>
    <button id="do-remind">${t('desk.act.remind')}</button>
  <//>`

/** What whoever has the case is to be reminded of. The parts stay where there is nothing, so that live mode can empty them. */
export function Tasks({ view }: { view: CaseView }) {
  const { t, found } = view
  const mine = isMine(found)
  return html`
    <section id="tasks" aria-labelledby="tasks-title">
      <div id="tasks-list" data-live>
        ${
          mine &&
          html`
            <h2 id="tasks-title">${t('desk.tasks.reminders')}</h2>
            <ul class="plain-list">${found.reminders.map((one) => html`<li key=${one.id}><${Reminder} view=${view} id=${found.id} one=${one} /></li>`)}</ul>`
        }
      </div>
      <div id="tasks-write" data-live data-version=${String(mine)}>${mine && html`<${Writing} view=${view} />`}</div>
    </section>`
}

/** Where her hours forbid a contact now: at the press of a button, to be reminded when they begin. */
export function RemindThen({ view, id }: { view: CaseView; id: string }) {
  const { t, found, worker, message } = view
  const changes = found.contact?.changes
  const waits = found.contact?.advice.some(({ what, why }) => what === 'contact' && why === 'hours')
  if (!isMine(found) || !changes || !waits) return null
  return html`
    <${Act} to=${`/console/cases/${found.id}/remind`} csrf=${worker?.csrf ?? ''}>
      <input type="hidden" name="message" value=${`${message}.t`} />
      <input type="hidden" name="at" value=${changes} />
      <input type="hidden" name="note" value=${t('desk.remind.call')} />
      <button class="small" id=${id}>${t('desk.remind.then', { at: moment(t, changes) })}</button>
    <//>`
}
