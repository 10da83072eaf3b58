import { contacts } from '../../intake/form/contacts.ts'
import type { Translate } from '../../intake/form/words.ts'
import { rendered } from '../document.ts'
import { html } from '../html.ts'
import { withCalls } from './numbers.ts'

/** What to do in danger, and not a word of anything else: for the page that covers the chat. */
export const coverDanger = (t: Translate): string =>
  rendered(html`<p id="danger">${withCalls(t('say.danger', contacts))}</p>`)
