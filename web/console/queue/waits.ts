import type { Translate } from '../../../intake/form/words.ts'
import { isoTime } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import { lasting, moment } from '../names.ts'
import { type Item, waitsSince } from './item.ts'

interface WaitsProps {
  t: Translate
  now: number
  item: Item
}

export const Ago = ({ t, now, at }: { t: Translate; now: number; at: number }) => html`
  <time datetime=${isoTime(at)} data-since title=${moment(t, at)}>${lasting(t, at, now)}</time>`

/** What waits for whoever has a case, and since when; of somebody whom nobody has yet, when she last wrote. */
export function Waits({ t, now, item }: WaitsProps) {
  const { unanswered, news, wrote } = item
  const remind = waitsSince(item, now)
  if (unanswered !== undefined)
    return html`<strong class="badge waits">${t('desk.waits.answer')}</strong> <${Ago} t=${t} now=${now} at=${unanswered} />`
  if (news !== undefined)
    return html`<strong class="badge waits">${t('desk.waits.news')}</strong> <${Ago} t=${t} now=${now} at=${news} />`
  if (remind !== undefined)
    return html`<strong class="badge waits">${t('desk.waits.remind')}</strong> <${Ago} t=${t} now=${now} at=${remind} />`
  return (
    wrote && html`<span class="soft">${t('desk.waits.wrote')} <${Ago} t=${t} now=${now} at=${wrote} /></span>`
  )
}
