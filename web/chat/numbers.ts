import { contactsOf } from '../../intake/form/contacts.ts'
import type { Translate } from '../../intake/form/words.ts'
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

/**
 * A code or the number of a case: in one line where it fits, else broken only between its groups. Of a case's, the
 * last group is what is said on the phone.
 */
export function Digits({ text }: { text: string }) {
  const groups = text
    .replace(/[\u2066\u2069]/g, '')
    .replaceAll('\u00A0', ' ')
    .split(/(?<= )/)
  const marked =
    groups.length > 3 ? html`${groups.slice(0, -1).join('')}<b>${groups.at(-1)}</b>` : groups.join('')
  return html`<bdi class="digits" dir="ltr" translate="no">${marked}</bdi>`
}

const isolated = /(\u2066[^\u2069]*\u2069)/
const grouped = /^\u2066+\d{3,}(?:[ \u00A0]\d{3,})+\u2069$/

function marked(part: string, known: readonly string[]): Html {
  if (known.includes(part)) return html`<${Call} number=${part} />`
  return grouped.test(part) ? html`<${Digits} text=${part} />` : part
}

/** Numbers in what the bot says can be called at a touch. Only those we know: a return code is digits too. */
export function withCalls(text: string, t: Translate): Html[] {
  const known = Object.values(contactsOf(t))
  return text.split(isolated).map((part) => marked(part, known))
}
