import { html } from '../html.ts'
import { Post } from './post.ts'
import { type ChatView, menu } from './view.ts'

/**
 * A person and danger are one touch away, always; the rest waits behind "more choices". Without a script nothing
 * comes by itself, so asking for what is new is near too.
 */
const first: readonly string[] = ['human', 'danger']
const beforeAnything: readonly string[] = ['help']

const Command = ({ view, id }: { view: ChatView; id: string }) =>
  html`<button class="small" name="command" value=${id}>${view.t(`web.command.${id}`)}</button>`

export function Menu({ view }: { view: ChatView }) {
  const { t, state } = view
  const talking = state === 'waiting' || state === 'claimed'
  const near = first.filter((id) => !(id === 'human' && talking))
  const rest = menu.filter((id) => !first.includes(id) && (state !== 'start' || beforeAnything.includes(id)))
  return html`
    <nav aria-label=${t('web.menu')}>
      <${Post} view=${view} class="near">
        ${near.map((id) => html`<${Command} view=${view} id=${id} />`)}
        ${state === 'bot' && html`<noscript><${Command} view=${view} id="refresh" /></noscript>`}
      <//>
      <details class="menu">
        <summary>${t('web.menu')}</summary>
        <${Post} view=${view} class="more">
          ${rest.map((id) => html`<${Command} view=${view} id=${id} />`)}
        <//>
      </details>
    </nav>`
}
