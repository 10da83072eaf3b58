import type { Translate } from '../../../intake/form/words.ts'
import { html } from '../../html.ts'
import { standing, tongueName } from '../names.ts'
import { Own } from '../own.ts'
import { Waits } from '../queue/waits.ts'
import { Corrected } from './annotations.ts'
import type { CaseRow, Detail } from './detail.ts'
import type { CaseView } from './view.ts'

const Fact = ({ name, id, children }: { name: string; id?: string; children?: unknown }) => html`
  <div id=${id}><dt>${name}</dt><dd>${children}</dd></div>`

/** The newest of an answer: what she let be read after sending counts before what she sent. */
const rowOf = ({ rows, shared = [] }: Detail, key: string): CaseRow | undefined =>
  [...shared, ...rows].find((row) => row.key === key && row.status === 'answered')

function Said({ view, of }: { view: CaseView; of: string }) {
  const row = rowOf(view.found, of)
  if (!row) return null
  return html`
    <${Fact} name=${row.label} id=${`who-${of}`}>
      ${row.verbatim ? html`<span lang=${row.language} dir="auto" translate="no"><${Own} text=${row.text} /></span>` : html`<span class=${row.masked ? 'masked' : undefined}>${row.text}</span>`}
      <${Corrected} view=${view} name=${of} />
    <//>`
}

/** Ways that her rules allow at this moment, in one line: a wrong call can cost more than a late one. */
function reach(t: Translate, { contact, phone }: Detail): string | null {
  if (!contact) return null
  const ways = contact.advice.flatMap(({ may, way }) => (may && way ? [t(`contact.way.option.${way}`)] : []))
  return ways.length > 0 ? ways.join(', ') : t(phone?.closed ? 'desk.identity.notNow' : 'desk.identity.here')
}

/** Passed over or kept for a worker, and asked for: what there still is to find out. */
function open(t: Translate, { rows, requests, masked }: Detail): string | null {
  const passed = rows.filter(({ status }) => status !== 'answered').length
  const asked = masked ? 0 : requests.filter(({ status }) => status === 'open').length
  const parts = [
    ...(passed > 0 ? [t('desk.identity.passed', { count: passed })] : []),
    ...(asked > 0 ? [t('desk.identity.asked', { count: asked })] : []),
  ]
  return parts.length > 0 ? parts.join(', ') : null
}

/** Who it is about and what matters of it, in a few lines that stay in sight. */
export function Identity({ view }: { view: CaseView }) {
  const { t, now, found } = view
  const over = found.application === 'closed'
  const way = over ? null : reach(t, found)
  const left = open(t, found)
  const due = found.reminders.find(({ at, request }) => at <= now && !request)
  return html`
    <dl class="identity">
      <${Fact} name=${t('desk.column.state')}>${standing(t, found)} <${Waits} t=${t} now=${now} item=${found} />${due?.text && html` <span dir="auto" translate="no">${due.text}</span>`}<//>
      <${Said} view=${view} of="identity.name" />
      <${Said} view=${view} of="identity.age" />
      <${Fact} name=${t('desk.column.language')}>${tongueName(t, found.language)}<//>
      ${way && html`<${Fact} name=${t('desk.contact')} id="who-reach"><a href="#contact-now">${way}</a><//>`}
      <${Said} view=${view} of="referrer.contact" />
      <${Said} view=${view} of="needs.help" />
      <${Said} view=${view} of="needs.tonight" />
      ${left && html`<${Fact} name=${t('desk.identity.open')} id="who-open"><a href="#answers">${left}</a><//>`}
    </dl>`
}
