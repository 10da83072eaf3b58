import { type Ask, type AskOption, isGiven } from '../../intake/form/ask.ts'
import { html } from '../html.ts'
import { softened } from '../soft.ts'
import { Pictogram } from './pictograms.ts'
import type { ChatView } from './view.ts'

interface Part {
  view: ChatView
  ask: Ask
  options: AskOption[]
}

/** Boxes to tick: under their headings, or the common ones first and the rest one press away. */
export function Ticks({ view, ask, options }: Part) {
  const of = (ids: readonly string[]) => options.filter(({ id }) => ids.includes(id))
  const tick = ({ id, title }: AskOption) =>
    html`<label class="tick"><input type="checkbox" name="value" value=${id} checked=${isGiven(ask, id)} /><${Pictogram} question=${ask.key} option=${id} /><span>${softened(title, view.t.language)}</span></label>`
  const ticks = (some: AskOption[]) => html`<div class="options">${some.map(tick)}</div>`
  if (ask.sets.length > 0)
    return ask.sets.map(
      ({ title, ids }, at) => html`
        <h3 id=${`set-${at}`}>${title}</h3>
        <div role="group" aria-labelledby=${`set-${at}`}>${ticks(of(ids))}</div>`,
    )
  const near = options.filter(({ id }) => !ask.rare.includes(id))
  if (near.length === options.length) return ticks(options)
  return html`
    ${ticks(near)}
    <details class="rest" open=${ask.rare.some((id) => isGiven(ask, id))}><summary>${view.t('web.rest')}</summary>${ticks(of(ask.rare))}</details>`
}
