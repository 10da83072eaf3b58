import { isoTime } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import { moment, named } from '../names.ts'
import { Own } from '../own.ts'
import type { CaseView } from './view.ts'

/** For workers only: nothing the person sees is made from this. */
export function Notes({ view }: { view: CaseView }) {
  const { t, found, worker, message, unsent } = view
  const open = found.application !== 'closed'
  const hidden = found.masked?.notes ?? 0
  if (found.erased) return null
  return html`
    <section id="notes" aria-labelledby="notes-title">
      <h2 id="notes-title">${t('desk.notes')}</h2>
      <p class="soft">${t('desk.notes.about')}</p>
      <p id="notes-hidden" class="soft" data-live>
        ${hidden > found.notes.length && t('desk.masked.notes', { notes: hidden - found.notes.length })}
      </p>
      <ol id="notes-list" data-live>
        ${found.notes.map(
          ({ id, name, text, at, on, reason }) => html`
            <li key=${id}>
              <p class="from">${name} · <time datetime=${isoTime(at)}>${moment(t, at)}</time></p>
 ${on && html`<p class="on">${t(`desk.note.${on}`)}${reason && html`: ${named(t, 'reason', reason)}`}</p>`}
              <p class="noted" dir="auto" translate="no"><${Own} text=${text} /></p>
            </li>`,
        )}
      </ol>
      ${
        open &&
        html`
          <${Act} to=${`/console/cases/${found.id}/note`} csrf=${worker?.csrf ?? ''} class="small-form" id="write-note">
            <input type="hidden" name="message" value=${`${message}.n`} />
            <label for="note">${t('desk.notes.write')}</label>
            <textarea id="note" name="note" rows="2" maxlength="4000" dir="auto" required>${unsent?.note ?? ''}</textarea>
            <button>${t('desk.act.note')}</button>
            <p class="trouble" role="alert" hidden>${t('desk.unsent')}</p>
          <//>`
      }
    </section>`
}
