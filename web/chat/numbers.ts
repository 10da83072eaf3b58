import { contacts } from '../../intake/form/contacts.ts'
import { type Html, html } from '../html.ts'

const dial = (number: string) => `tel:${number.replace(/[^+\d]/g, '')}`

export const Call = ({ number, label }: { number: string; label?: string }) => html`
  <a href=${dial(number)}>${label && html`<span>${label} </span>`}<bdi>${number}</bdi></a>`

const known = Object.values(contacts)
const isolated = /(\u2066[^\u2069]*\u2069)/

/** Numbers in what the bot says can be called at a touch. Only those we know: a return code is digits too. */
export const withCalls = (text: string): Html[] =>
  text
    .split(isolated)
    .map((part) => (known.includes(part) ? (html`<${Call} number=${part} />` as Html) : part))
