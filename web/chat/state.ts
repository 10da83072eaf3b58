import { clockAt, openingIn } from '../../intake/hours/time.ts'
import { html } from '../html.ts'
import { softened } from '../soft.ts'
import { Bubbles } from './bubbles.ts'
import { CallButton } from './numbers.ts'
import { MachineConsent, PeerStatus } from './peer-status.ts'
import { Picture } from './pictograms.ts'
import { Post } from './post.ts'
import type { ChatView } from './view.ts'

const Numbers = ({ view: { t, emergency, helpline } }: { view: ChatView }) => html`
  <div class="dials">
    <${CallButton} number=${helpline} label=${t('web.helpline')} />
    <${CallButton} number=${emergency} label=${t('web.emergency')} />
  </div>`

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

/**
 * That somebody is asked for, what there is to wait for, and how somebody comes: in pictures, for whoever reads little,
 * and in sight until it ends. Where others may see, only that there is something to wait for.
 */
export function Wait({ view: { t, wait, state } }: { view: ChatView }) {
  if (!wait) return null
  const { opens, alone, comes } = wait
  const quiet = state === 'quiet'
  const step = (picture: string, words: string, now?: 'step') =>
    html`<li aria-current=${now}><${Picture} name=${picture} /><span class=${now && !quiet ? undefined : 'unseen'}>${softened(words, t.language)}</span></li>`
  const told = opens && t('web.waiting.opens', { opens: openingIn(t.language, ...opens, 'short') })
  const nobody = [(alone || opens) && t('web.waiting.nobody'), told].filter(Boolean).join('. ')
  return html`
    <ol class="wait" aria-label=${t('web.waiting')}>
      ${!quiet && step('asked', t('web.waiting.asked'))}
      ${step(nobody && !quiet ? 'nobody' : 'waiting', nobody || t('web.waiting.now'), 'step')}
      ${comes && !quiet && step(comes === 'call' ? 'called' : 'human', t(`web.waiting.${comes}`))}
    </ol>`
}

/** Who she is talking with, and how to see what is new without a script. */
export const Talking = ({ view }: { view: ChatView }) => html`
  <${Post} view=${view} class="talking">
    ${view.state === 'claimed' && html`<p><${Picture} name="human" /><span>${view.t('web.claimed')}</span></p>`}
    <noscript><button id="refresh" class="small" name="command" value="refresh">${view.t('web.command.refresh')}</button></noscript>
  <//>
  <${PeerStatus} view=${view} />
  <${MachineConsent} view=${view} />`
