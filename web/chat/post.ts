import { html } from '../html.ts'
import type { ChatView } from './view.ts'

interface Post {
  view: ChatView
  class: string
  /** For buttons that stand outside of the form. */
  id?: string
  /** Of a form that answers another question than the open one. */
  question?: string
  children?: unknown
}

/**
 * One interaction, one form. `#latest` lands a browser without JavaScript on the newest message.
 * A text box and the buttons of a choice never share a form: Enter in the box would press the first of them.
 */
export const Post = ({ view, class: name, id, question, children }: Post) => html`
  <form id=${id} class=${name} method="post" action="/#latest" autocomplete="off" novalidate>
    <input type="hidden" name="token" value=${view.token} />
    <input type="hidden" name="message" value=${view.message} />
    <input type="hidden" name="question" value=${question ?? view.ask?.key ?? ''} />
    ${children}
  </form>`
