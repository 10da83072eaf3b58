import type { Advice } from '../../../intake/case/contact-rules.ts'
import type { Translate } from '../../../intake/form/words.ts'
import { html } from '../../html.ts'
import { isMine } from '../case/detail.ts'
import type { CaseView } from '../case/view.ts'
import { clockTime, moment } from '../names.ts'
import { RemindThen } from '../today/reminders.ts'

function What({ t, advice: { may, what, way, why } }: { t: Translate; advice: Advice }) {
  const name = way
    ? t('desk.contact.way', { way: t(`contact.way.option.${way}`) })
    : t(`desk.contact.${what}`)
  const reason = why && !/^other./.test(what)
  return html`
    <li class=${may ? 'may' : 'may-not'}>
      <strong>${t(may ? 'desk.contact.may' : 'desk.contact.mayNot')}</strong>${' '}
      ${name}${reason && html`<br /><span class="soft">${t(`desk.why.${why}`)}</span>`}
    </li>`
}

/** What her rules allow at this moment, before anything else on the page: a wrong call can cost more than a late one. */
export function ContactNow({ view }: { view: CaseView }) {
  const { t, now, found } = view
  const { contact } = found
  if (!contact || found.application === 'closed') return html`<div id="contact-now" data-live></div>`
  const { changes, advice } = contact
  /** Where no way is hers, no hour makes one. */
  const byHour = advice.some(({ what, may, why }) => what === 'contact' && (may || why === 'hours'))
  return html`
    <section id="contact-now" class="safe" aria-labelledby="contact-title" data-live data-until=${changes ?? undefined}>
      <h2 id="contact-title">${t('desk.contact')} <span class="soft">${clockTime(t, now)}</span></h2>
      <ul>${advice.filter(({ what }) => what !== 'reply' || isMine(found)).map((advice) => html`<${What} t=${t} advice=${advice} />`)}</ul>
      ${
        contact.dial &&
        html`<p>${t(contact.dial.ifFinnish ? 'desk.contact.dialIfFinnish' : 'desk.contact.dial', { number: contact.dial.shown })}</p>`
      }
      ${changes && byHour && html`<p class="soft">${t('desk.contact.changes', { at: moment(t, changes) })}</p>`}
      <${RemindThen} view=${view} id="remind-then" />
    </section>`
}
