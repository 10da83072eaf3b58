import { html } from '../html.ts'

const SHORT = 5

/** Words that end in a case's number: its last digits, by which workers call it, stand out. */
export const Numbered = ({ text }: { text: string }) =>
  html`${text.slice(0, -SHORT)}<b class="short">${text.slice(-SHORT)}</b>`
