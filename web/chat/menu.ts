import { html } from '../html.ts'
import { ACTS, type ChatView, menu } from './view.ts'

/** These stand in the line on top of every screen. */
const above: readonly string[] = ['human', 'back', 'language']
const beforeAnything: readonly string[] = ['next', 'help', 'safer', 'code']
/** What an option of the open question does already: nothing stands on a screen twice. */
const sameAs: Readonly<Record<string, string>> = {
  deleteAll: 'delete',
  withdraw: 'delete',
  code: 'code',
  next: 'next',
}

/** Before anything is answered there is nothing to come back to: then she is asked for the code that she has. */
const titleOf = ({ unanswered }: ChatView, id: string) =>
  id === 'code' && unanswered ? 'web.command.haveCode' : `web.command.${id}`

const Command = ({ view, id }: { view: ChatView; id: string }) =>
  html`<button class="small" form=${ACTS} name="command" value=${id}>${view.t(titleOf(view, id))}</button>`

/**
 * Danger is one touch away, always; the rest waits behind "more choices". Without a script nothing comes by itself,
 * so asking for what is new is near too.
 */
export function Menu({ view }: { view: ChatView }) {
  const { t, state, ask } = view
  const isAsked = (id: string) => ask?.options.some((option) => sameAs[option.id] === id) === true
  const rest = menu.filter(
    (id) =>
      id !== 'danger' &&
      !above.includes(id) &&
      !isAsked(id) &&
      (state !== 'start' || beforeAnything.includes(id)),
  )
  return html`
    <nav class="menu" aria-label=${t('web.menu')}>
      <div class="near">
        <${Command} view=${view} id="danger" />
        ${state === 'bot' && html`<noscript><${Command} view=${view} id="refresh" /></noscript>`}
      </div>
      <details>
        <summary>${t('web.menu')}</summary>
        <div class="more">${rest.map((id) => html`<${Command} view=${view} id=${id} />`)}</div>
      </details>
    </nav>`
}
