import { html } from '../html.ts'
import type { ChatView } from './view.ts'

/** Buttons of `reading.js`, which works only with a script: nothing of it is kept, so a new page begins as the browser wishes. */
export const TextSize = ({ view: { t } }: { view: ChatView }) => html`
  <div class="reading" role="group" aria-label=${t('web.size')}>
    <button type="button" class="small" data-size="-1">${t('web.size.smaller')}</button>
    <button type="button" class="small" data-size="1">${t('web.size.larger')}</button>
  </div>`
