import { clockAt, openingIn } from '../../intake/hours/time.ts'
import { html } from '../html.ts'
import { softened } from '../soft.ts'
import { Bubbles } from './bubbles.ts'
import { Call } from './numbers.ts'
import { MachineConsent, PeerStatus } from './peer-status.ts'
import { Picture } from './pictograms.ts'
import { Post } from './post.ts'
import type { ChatView } from './view.ts'

const Numbers = ({ view: { t, emergency, helpline } }: { view: ChatView }) => html`
  <p>${t('web.helpline')}: <${Call} number=${helpline} /></p>
  <p>${t('web.emergency')}: <${Call} number=${emergency} /></p>`

/** Says goodbye with the conversation's last words, when there are any. */
export const Gone = ({ view }: { view: ChatView }) => html`
  ${view.bubbles.length > 0 && html`<${Bubbles} view=${view} />`}
  <section class="notice">
    <h2 id=${view.bubbles.length > 0 ? undefined : 'latest'} tabindex="-1">${view.t('web.gone.title')}</h2>
    <p>${view.t('web.gone.text')}</p>
    <${Numbers} view=${view} />
    <p><a class="button" href="/">${view.t('web.gone.start')}</a></p>
  </section>`

/** Nothing could be read or saved: what she wrote is handed back in the box. */
export const Down = ({ view }: { view: ChatView }) => html`
  <section class="notice">
    <h2 id="latest" tabindex="-1">${view.t(view.busy ? 'web.busy.title' : 'web.down.title')}</h2>
    <p>${view.busy ? view.t('web.busy.text', { until: clockAt(view.t.language, view.busy) }) : view.t('web.down.text')}</p>
    ${view.unsent && html`<p>${view.t('web.down.unsent')}</p>`}
    <${Numbers} view=${view} />
  </section>`

/** That somebody is asked for, what there is to wait for, and how somebody comes: in pictures, for whoever reads little. */
function Steps({ view: { t, wait } }: { view: ChatView }) {
  if (!wait) return null
  const { opens, comes } = wait
  const step = (picture: string, words: string, now?: 'step') =>
    html`<li aria-current=${now}><${Picture} name=${picture} /><span>${softened(words, t.language)}</span></li>`
  const told = opens && t('web.waiting.opens', { opens: openingIn(t.language, ...opens, 'short') })
  return html`
    <ol aria-label=${t('web.waiting')}>
      ${step('asked', t('web.waiting.asked'))}
      ${told ? step('anytime', told, 'step') : step('waiting', t('web.waiting.now'), 'step')}
      ${step(comes === 'call' ? 'phone' : 'human', t(`web.waiting.${comes}`))}
    </ol>`
}

/** Who she is talking with, and how to see what is new without a script. */
export const Talking = ({ view }: { view: ChatView }) => html`
  <${Post} view=${view} class="talking">
    ${
      view.state === 'waiting'
        ? html`<${Steps} view=${view} />`
        : html`<p><${Picture} name="human" /><span>${view.t('web.claimed')}</span></p>`
    }
    <noscript><button id="refresh" class="small" name="command" value="refresh">${view.t('web.command.refresh')}</button></noscript>
  <//>
  <${PeerStatus} view=${view} />
  <${MachineConsent} view=${view} />`
