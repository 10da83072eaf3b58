import { html } from '../html.ts'

/** A form of the console; each carries what proves that it is of this session. */
export const Act = ({ to, csrf, class: name, id, children }: ActProps) => html`
  <form method="post" action=${to} class=${name} id=${id} autocomplete="off">
    <input type="hidden" name="csrf" value=${csrf} />
    ${children}
  </form>`
interface ActProps {
  to: string
  csrf: string
  class?: string
  id?: string
  children?: unknown
}
