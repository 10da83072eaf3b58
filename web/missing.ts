import type { Translate } from '../intake/form/words.ts'
import { Call } from './chat/numbers.ts'
import { documentOf, Head } from './document.ts'
import { html } from './html.ts'

/** Instead of a page: `missing`, there is none at this address; `down`, it could not be made just now. */
export interface MissingView {
  t: Translate
  why: 'missing' | 'down'
  emergency: string
  helpline: string
}

/** It names nothing of what this is about: anybody may have mistyped an address. */
const Page = ({ view: { t, why, emergency, helpline } }: { view: MissingView }) => html`
  <html lang=${t.language} dir=${t.dir}>
    <${Head} title=${t('web.title')} styles=${['/chat.css', '/link.css']} secretive />
    <body>
      <main>
        <h1>${t(`web.${why}.title`)}</h1>
        <p>${t(`web.${why}.text`)}</p>
        <p>${t('web.helpline')}: <${Call} number=${helpline} /></p>
        <p>${t('web.emergency')}: <${Call} number=${emergency} /></p>
        <p><a class="button" href=${`/?lang=${t.language}`}>${t('web.missing.start')}</a></p>
      </main>
    </body>
  </html>`

export const missingPage = (view: MissingView): string => documentOf(html`<${Page} view=${view} />`)
