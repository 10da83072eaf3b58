import type { Machine } from '../../../intake/conversation/line.ts'
import type { Translate } from '../../../intake/form/words.ts'
import { html } from '../../html.ts'
import type { CaseView } from '../case/view.ts'
import { Act } from '../frame.ts'
import { tongueName, toReader } from '../names.ts'
import { Own } from '../own.ts'

/** What a machine made of a message: after the original, and always called so. */
export const Made = ({ t, machine }: { t: Translate; machine: Machine & { from?: string } }) => html`
  <p class="from">
    ${t('desk.machine')} ·${' '}
    ${machine.from ? t('desk.machine.from', { from: tongueName(t, machine.from) }) : tongueName(t, machine.language)}
  </p>
  <p class="said machine" lang=${machine.language} dir="auto" translate="no"><${Own} text=${machine.text} /></p>`

/** The worker's words as the machine would put them, and back again: a wrong word shows before it is sent. */
export function Draft({ view: { t, found, worker, message, drafted } }: { view: CaseView }) {
  if (!drafted) return html`<div id="drafted"></div>`
  return html`
    <div id="drafted">
      <${Act} to=${`/console/cases/${found.id}/message`} csrf=${worker?.csrf ?? ''} class="small-form" id="send-draft">
        <input type="hidden" name="message" value=${`${message}.d`} />
        <input type="hidden" name="draft" value=${drafted.draft} />
        <h3 id="draft-title" tabindex="-1">${t('desk.machine.look')}</h3>
        <p class="from">${t('desk.machine.yours')} · ${tongueName(t, drafted.language)}</p>
        <p class="said" lang=${drafted.language} dir="auto" translate="no"><${Own} text=${drafted.text} /></p>
        <${Made} t=${t} machine=${drafted.machine} />
        <p class="from">${t('desk.machine.back')} · ${tongueName(t, drafted.language)}</p>
        <p class="said machine" lang=${drafted.language} dir="auto" translate="no"><${Own} text=${drafted.back} /></p>
        <p class="soft">${toReader(t, 'desk.machine.note', found)}</p>
        <button class="main">${t('desk.machine.send')}</button>
        <p class="trouble" role="alert" hidden>${t('desk.unsent')}</p>
      <//>
    </div>`
}
