import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import { moment, named, tongueName } from '../names.ts'
import { Numbered } from '../number.ts'
import type { OfferShown, QueueView } from './view.ts'

/** Who asks and what is to be known, with the place to answer beside it. */
const Offer = ({ view: { t, worker }, offer: { item, from, at, note } }: OfferProps) => {
  const to = `/console/cases/${item.id}`
  const csrf = worker?.csrf ?? ''
  return html`
    <li>
      ${item.urgent && html`<strong class="badge">${t('desk.urgent')}</strong> `}
      <a href=${to} class="number"><${Numbered} text=${item.number} /></a>${' '}
      <span class="soft">${tongueName(t, item.language)} · ${named(t, 'kind', item.kind)} · ${from} · ${moment(t, at)}</span>
      ${note && html`<blockquote dir="auto">${note}</blockquote>`}
      <${Act} to=${`${to}/accept`} csrf=${csrf}>
        <button class="main" id=${`accept-${item.id}`} aria-label=${`${t('desk.act.accept')} ${item.number}`}>${t('desk.act.accept')}</button>
      <//>
      <details>
        <summary>${t('desk.act.decline')}<span class="unseen"> ${item.number}</span></summary>
        <${Act} to=${`${to}/decline`} csrf=${csrf}>
          <input type="hidden" name="back" value="queue" />
          <label for=${`why-${item.id}`}>${t('desk.declineNote')}</label>
          <textarea id=${`why-${item.id}`} name="declineNote" rows="2" maxlength="4000" required dir="auto"></textarea>
          <button id=${`decline-${item.id}`}>${t('desk.act.decline')}</button>
        <//>
      </details>
    </li>`
}
interface OfferProps {
  view: QueueView
  offer: OfferShown
}

/** What colleagues ask this worker to take on: first of all, as somebody is waiting for the answer. */
export const Offers = ({ view }: { view: QueueView }) => html`
  <div id="offers" data-live data-version=${view.asked.map(({ item, at }) => `${item.id}.${at}`).join(' ')}>
    ${
      view.asked.length > 0 &&
      html`
        <section class="offers" aria-labelledby="offers-title">
          <h2 id="offers-title">${view.t('desk.offers')}</h2>
          <ul>${view.asked.map((offer) => html`<${Offer} view=${view} offer=${offer} />`)}</ul>
        </section>`
    }
  </div>`
