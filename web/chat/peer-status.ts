import { html } from '../html.ts'
import { Post } from './post.ts'
import type { ChatView } from './view.ts'

/**
 * How far the talk has come, outside of the log, where a change would be read out as a new message. Only that
 * the worker begins to write is said to a screen reader, by `chat.js`, and once for each message.
 */
export function PeerStatus({ view: { t, peerStatus } }: { view: ChatView }) {
  if (!peerStatus) return null
  return html`
    <div class="peer-status">
      <p id="mark">${peerStatus.mark && t(`web.mark.${peerStatus.mark}`)}</p>
      <p id="writing">${peerStatus.writing && t('web.writing')}</p>
      <p id="writing-said" role="status" class="unseen"></p>
      <p class="hint">${t('web.sees')} <span class="scripted">${t('web.sees.writing')}</span></p>
    </div>`
}

/** Whether a program may translate: hers to say and to take back for as long as she talks with a worker. */
export function MachineConsent({ view }: { view: ChatView }) {
  const { t, machine } = view
  if (!machine) return null
  return html`
    <${Post} view=${view} class="consent" question="consent.machine">
      <p id="consent-machine">${t(`web.machine.${machine}`)}</p>
      <div role="group" aria-labelledby="consent-machine" class="near">
        ${machine !== 'yes' && html`<button class="small" id="machine-yes" name="value" value="yes">${t('web.machine.allow')}</button>`}
        ${machine !== 'no' && html`<button class="small" id="machine-no" name="value" value="no">${t('web.machine.stop')}</button>`}
      </div>
    <//>`
}
