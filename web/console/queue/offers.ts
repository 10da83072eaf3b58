import { html } from '../../html.ts'
import type { Frame } from '../frame-view.ts'
import { named, tongueName } from '../names.ts'
import { Numbered } from '../number.ts'

/** What colleagues ask this worker to take on: first of all, as somebody is waiting for the answer. */
export const Offers = ({ view: { t, offers } }: { view: Frame }) => html`
  <div id="offers" data-live>
    ${
      offers.length > 0 &&
      html`
        <section class="offers" aria-labelledby="offers-title">
          <h2 id="offers-title">${t('desk.offers')}</h2>
          <ul>
            ${offers.map(
              (item) => html`
                <li>
                  ${item.urgent && html`<strong class="badge">${t('desk.urgent')}</strong> `}
                  <a href=${`/console/cases/${item.id}`} class="number"><${Numbered} text=${item.number} /></a>${' '}
                  <span class="soft">${tongueName(t, item.language)} · ${named(t, 'kind', item.kind)}</span>
                </li>`,
            )}
          </ul>
        </section>`
    }
  </div>`
