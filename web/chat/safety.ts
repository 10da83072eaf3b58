import { html } from '../html.ts'
import { Call } from './numbers.ts'
import { TextSize } from './reading.ts'
import type { ChatView } from './view.ts'

/** Always in sight: the way out, and the numbers. The way out is a form, so it works before or without any script. */
export const SafetyBar = ({ view: { t, token, exitUrl, emergency, helpline } }: { view: ChatView }) => html`
  <header>
    <form id="leave" method="post" action="/exit" data-exit=${exitUrl}>
      <input type="hidden" name="token" value=${token} />
      <button class="leave" aria-describedby="leave-about">${t('web.exit')}</button>
    </form>
    <p id="leaving" role="status" class="unseen" data-left2=${t('web.exit.two')} data-left1=${t('web.exit.one')} data-over=${t('web.exit.over')} data-leaving=${t('web.exit.leaving')}></p>
    <nav class="numbers" aria-label=${t('web.numbers')}>
      <${Call} number=${emergency} label=${t('web.emergency')} />
      <${Call} number=${helpline} label=${t('web.helpline')} />
    </nav>
  </header>`

export const SafetyNote = ({ view, view: { t } }: { view: ChatView }) => html`
  <footer>
    <p id="leave-about">${t('web.exit.about')} <span class="scripted">${t('web.exit.keys')}</span></p>
    <${TextSize} view=${view} />
  </footer>`
