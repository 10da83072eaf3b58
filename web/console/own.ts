import { html } from '../html.ts'

/** Digits with the spaces and signs that telephone numbers, dates and sums are written with. */
const number = /(\+?\p{Nd}[\p{Nd} ().:/\-\u00a0]*\p{Nd})/u

/** A person's own words. A number keeps its order inside right-to-left text, or its groups are read backwards. */
export const Own = ({ text }: { text: string }) =>
  html`${text.split(number).map((part, at) => (at % 2 ? html`<bdi dir="ltr">${part}</bdi>` : part))}`
