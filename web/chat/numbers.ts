import { contactsOf } from '../../intake/form/contacts.ts'
import type { Translate } from '../../intake/form/words.ts'
import { type Html, html } from '../html.ts'
import { Picture } from './pictograms.ts'

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

/** The same as a button of its own, large enough for a thumb that shakes; `write`: a text message to it. */
export const CallButton = ({
  number,
  label,
  write,
}: {
  number: string
  label?: string
  write?: boolean
}) => html`
  <a class="call" href=${write ? dial(number).replace('tel', 'sms') : dial(number)}><${Picture} name=${write ? 'message' : 'phone'} /><span><bdi>${number}</bdi> <small>${label}</small></span></a>`

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
const plain = /^\u2066\+?[\d ]+\u2069$/
const grouped = /^\u2066+\d{3,}(?:[ \u00A0]\d{3,})+\u2069$/

function marked(part: string, calls: readonly string[]): Html {
  if (calls.includes(part)) return html`<${Call} number=${part} />`
  if (grouped.test(part)) return html`<${Digits} text=${part} />`
  return plain.test(part) ? html`<bdi>${part}</bdi>` : part
}

/** Numbers that can be called. Only those we know: a return code is digits too. */
const known = (t: Translate): string[] => Object.values(contactsOf(t))

/** Each number that something the bot says names, once. */
export const numbersIn = (text: string, t: Translate): string[] =>
  known(t).filter((number) => text.includes(number))

/** Numbers in what the bot says, as they are read; `calls` of them can be called at a touch where they stand. */
export const withNumbers = (text: string, calls: readonly string[] = []): Html[] =>
  text.split(isolated).map((part) => marked(part, calls))
export const withCalls = (text: string, t: Translate): Html[] => withNumbers(text, known(t))
