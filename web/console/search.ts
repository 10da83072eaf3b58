import { html } from '../html.ts'
import { Act } from './act.ts'
import type { Frame } from './frame-view.ts'

/** On every page. The number goes by POST: it must not be in an address that a browser keeps. */
export const Search = ({ view: { t, worker, search } }: { view: Frame }) => html`
  <${Act} to="/console/find" csrf=${worker?.csrf ?? ''} class="find" id="search">
    <label for="number" class="unseen">${t('desk.search')}</label>
    <input id="number" name="number" inputmode="numeric" maxlength="80" required value=${search?.typed ?? ''}
      placeholder=${t('desk.search.number')} title=${t('desk.search')}
      aria-invalid=${search ? 'true' : undefined} aria-describedby=${search ? 'search-trouble' : undefined} />
    <button class="small">${t('desk.search.do')}</button>
  <//>`
