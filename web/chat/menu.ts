import { html } from '../html.ts'
import { softened } from '../soft.ts'
import { ACTS, type ChatView, menu } from './view.ts'

/** These stand in the line on top of every screen. */
const above: readonly string[] = ['human', 'danger', 'back', 'language']
const beforeAnything: readonly string[] = ['next', 'help', 'safer']
/** What an option of the open question does already: nothing stands on a screen twice. */
const sameAs: Readonly<Record<string, string>> = {
  deleteAll: 'delete',
  withdraw: 'delete',
  code: 'code',
  alone: 'alone',
  next: 'next',
  stop: 'stop',
}

/** Before anything is answered there is nothing to come back to: then she is asked for the code that she has. */
function titleOf({ unanswered, hasCode, held }: ChatView, id: string): string {
  if (id !== 'code') return `web.command.${id}`
  if (held) return 'control.paused.option.showCode'
  return unanswered ? 'web.command.haveCode' : hasCode ? 'web.command.newCode' : 'web.command.code'
}

const Command = ({ view, id }: { view: ChatView; id: string }) =>
  html`<button class="small" form=${ACTS} name="command" value=${id}>${softened(view.t(titleOf(view, id)), view.t.language)}</button>`

/**
 * What she may lose by waiting is near; the rest waits behind "more choices". Without a script nothing comes by
 * itself, so asking for what is new is near too.
 */
export function Menu({ view }: { view: ChatView }) {
  const { t, state, ask, unanswered, hasCode, issued, watched, away } = view
  const isAsked = (id: string) => ask?.options.some((option) => sameAs[option.id] === id) === true
  // Leaving deletes what no code protects: as soon as there is something to lose, and until she has one in hand.
  const protects =
    (state === 'bot' || state === 'waiting') &&
    !unanswered &&
    (!hasCode || (away && !watched)) &&
    !isAsked('code')
  const near = [...(state === 'start' ? ['call'] : []), ...(protects ? ['code'] : [])]
  const rest = menu.filter(
    (id) =>
      !near.includes(id) &&
      !above.includes(id) &&
      !isAsked(id) &&
      !(id === 'code' && issued) &&
      (id !== 'call' || state === 'bot') &&
      (id !== 'alone' || watched) &&
      (state !== 'start' || beforeAnything.includes(id)),
  )
  return html`
    <nav class="menu" aria-label=${t('web.menu')}>
      <div class="near">
        ${near.map((id) => html`<${Command} view=${view} id=${id} />`)}
        ${state === 'bot' && html`<noscript><${Command} view=${view} id="refresh" /></noscript>`}
      </div>
      <details>
        <summary>${t('web.menu')}</summary>
        <div class="more">${rest.map((id) => html`<${Command} view=${view} id=${id} />`)}</div>
      </details>
    </nav>`
}
