import { contacts } from '../../intake/form/contacts.ts'
import { type Html, html } from '../html.ts'

const dial = (number: string) => `tel:${number.replace(/[^+\d]/g, '')}`

interface CallProps {
  number: string
  label?: string
  /** Where there is room for an icon and a short form only: the rest is said to whoever hears the page. */
  icon?: unknown
  short?: string
}

export const Call = ({ number, label, icon, short }: CallProps) => html`
  <a href=${dial(number)}>${icon}${label && html`<span class=${icon && 'unseen'}>${label} </span>`}<bdi class=${short && 'short'} aria-hidden=${short && 'true'}>${short ?? number}</bdi>${short && html`<span class="unseen"> ${number}</span>`}</a>`

const known = Object.values(contacts)
const isolated = /(\u2066[^\u2069]*\u2069)/

/** Numbers in what the bot says can be called at a touch. Only those we know: a return code is digits too. */
export const withCalls = (text: string): Html[] =>
  text
    .split(isolated)
    .map((part) => (known.includes(part) ? (html`<${Call} number=${part} />` as Html) : part))
