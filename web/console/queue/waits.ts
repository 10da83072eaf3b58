import { remindsSince } from '../../../intake/case/reminders.ts'
import type { Translate } from '../../../intake/form/words.ts'
import { isoTime } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import { lasting, moment } from '../names.ts'
import type { Item } from './item.ts'

interface WaitsProps {
  t: Translate
  now: number
  item: Item
}

export const Ago = ({ t, now, at }: { t: Translate; now: number; at: number }) => html`
  <time datetime=${isoTime(at)} data-since title=${moment(t, at)}>${lasting(t, at, now)}</time>`

/** What waits for whoever has a case, and since when; of somebody whom nobody has yet, when she last wrote. */
export function Waits({ t, now, item }: WaitsProps) {
  const { unanswered, news, wrote, remind } = item
  const answer = unanswered !== undefined ? 'answer' : 'news'
  const all = [
    { what: answer, since: unanswered ?? news },
    { what: 'remind', since: remindsSince({ remindAt: remind }, now) },
  ].flatMap(({ what, since }) => (since === undefined ? [] : [{ what, since }]))
  if (all.length === 0 && wrote)
    return html`<span class="soft">${t('desk.waits.wrote')} <${Ago} t=${t} now=${now} at=${wrote} /></span>`
  return all.map(
    ({ what, since }) =>
      html`<strong class="badge waits">${t(`desk.waits.${what}`)}</strong> <${Ago} t=${t} now=${now} at=${since} /> `,
  )
}
