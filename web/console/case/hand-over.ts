import { html } from '../../html.ts'
import type { Detail } from './detail.ts'
import { Form, Why } from './saying.ts'
import type { CaseView, Colleague } from './view.ts'

/** Who it is, and what speaks for and against asking. */
const shareText = (
  t: CaseView['t'],
  { name, speaks, load, against }: Colleague,
  { language, wish }: Detail,
): string =>
  [
    name,
    t('desk.share.load', { cases: load }),
    ...(speaks ? [t('desk.share.speaks')] : []),
    ...(language && !speaks && !against.includes('language') ? [t('desk.share.unspoken')] : []),
    ...against.map((why) => t(why === 'wish' ? `desk.fit.wish.${wish}` : `desk.share.${why}`)),
  ].join(' · ')

/**
 * To a colleague: who has least of those it suits is chosen, and whoever hands over may choose otherwise. Nobody is
 * chosen who has not said to speak her language.
 */
export const HandOver = ({ view }: { view: CaseView }) => {
  const { t, found, colleagues, unsent } = view
  const [best] = colleagues
  const heard = !found.language || best?.speaks
  const fair = best?.here && best.against.length === 0 && heard ? best : undefined
  const nobody = found.language && !colleagues.some(({ here, speaks }) => here && speaks)
  const chosen = unsent?.to ?? fair?.id
  const group = (here: boolean) => colleagues.filter((one) => one.here === here)
  return html`
    <${Form} view=${view} name="transfer" id="transferring">
      ${
        colleagues.length === 0
          ? html`<p>${t('desk.transfer.nobody')}</p>`
          : html`
            <label for="to">${t('desk.transfer.to')}</label>
            <select id="to" name="to" required>
              <option value="">${t('desk.pick')}</option>
              ${[true, false].map(
                (here) =>
                  group(here).length > 0 &&
                  html`
                    <optgroup label=${t(here ? 'desk.transfer.here' : 'desk.transfer.away')}>
                      ${group(here).map((one) => html`<option value=${one.id} selected=${chosen === one.id}>${shareText(t, one, found)}</option>`)}
                    </optgroup>`,
              )}
            </select>
            ${fair && html`<p class="soft" id="fair">${t('desk.share.fair', { name: fair.name })}</p>`}
            ${nobody && html`<p class="soft" id="unspoken">${t('desk.share.nobody')}</p>`}
            <${Why} view=${view} name="transferNote" required />
            <p class="soft">${t('desk.transfer.about')}</p>
            <button class="main" id="do-transfer">${t('desk.act.transfer')}</button>`
      }
    <//>`
}
