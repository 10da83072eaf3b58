import { isoTime } from '../../../intake/hours/time.ts'
import { html } from '../../html.ts'
import { Act } from '../frame.ts'
import { moment } from '../names.ts'
import { Own } from '../own.ts'
import { editable, type ReadAs } from './detail.ts'
import type { CaseFrame } from './view.ts'

const Text = ({ one: { text, own } }: { one: ReadAs }) =>
  own ? html`<span dir="auto" translate="no"><${Own} text=${text} /></span>` : text

const By = ({ view: { t }, one: { name, at, undone } }: { view: CaseFrame; one: ReadAs }) => html`
  <span class="soft">
    ${name}, <time datetime=${isoTime(at)}>${moment(t, at)}</time>
    ${undone && html`; ${t('desk.edit.undone', { name: undone.name, at: moment(t, undone.at) })}`}
  </span>`

const Undo = ({
  view: { t, found, worker },
  name,
  one,
}: {
  view: CaseFrame
  name: string
  one: ReadAs
}) => html`
  <${Act} to=${`/console/cases/${found.id}/undo`} csrf=${worker?.csrf ?? ''} class="undo">
    <input type="hidden" name="edit" value=${one.id} />
    <input type="hidden" name="question" value=${name} />
    <button class="small" id=${`undo-${one.id}`}>${t('desk.act.undo')}<span class="unseen">: ${one.text}</span></button>
  <//>`

const counting = (all: readonly ReadAs[]) => all.find(({ undone }) => !undone)

/** Beside her own answer where it stands in short: what a worker wrote of it, unless she has answered anew since. */
export function Corrected({ view: { t, found }, name }: { view: CaseFrame; name: string }) {
  const one = counting(found.readings[name] ?? [])
  if (!one || one.outdated) return null
  return html` <strong class="corrected">· ${t('desk.edit.read')}: <${Text} one=${one} /></strong>`
}

/** How workers read one answer: what counts now beside her own, and on demand all there ever was. */
export function Readings({ view, name, all }: { view: CaseFrame; name: string; all: ReadAs[] }) {
  const { t, found } = view
  if (all.length === 0) return null
  const now = counting(all)
  return html`
    ${
      now &&
      html`
        <dd class="reading">
          <span class="soft">${t('desk.edit.read')}:</span> <${Text} one=${now} /><br />
          <${By} view=${view} one=${now} />
          ${now.note && html`<br /><span dir="auto">${now.note}</span>`}
          ${now.outdated && html`<br /><strong class="outdated">${t('desk.edit.outdated')}</strong>`}
          ${editable(found) && html`<${Undo} view=${view} name=${name} one=${now} />`}
        </dd>`
    }
    ${
      (all.length > 1 || !now) &&
      html`
        <dd class="asked">
          <details id=${`history-${all[0]!.id}`}>
            <summary>${t('desk.edit.history', { count: all.length })}</summary>
            <ul>${all.map((one) => html`<li class=${one.undone ? 'undone' : undefined}><${Text} one=${one} /> <${By} view=${view} one=${one} /></li>`)}</ul>
          </details>
        </dd>`
    }`
}
