import { type Answers, answerTo, type Speaker } from './answers.ts'
import type { Translate } from './words.ts'

/** `where.places.ask` in the wording that fits whose story it is: `ask_other`, `ask_child` or `ask`. */
export function worded(t: Translate, key: string, who: Speaker): string {
  return t(wording(t, key, who))
}
/** A child's contact is the adult who asks, so those questions keep their own wording. */
export function wording(t: Pick<Translate, 'has'>, key: string, who: Speaker): string {
  const child = key.startsWith('contact.') ? ['_child'] : ['_child', '_other']
  const fits = { self: [], child, other: ['_other'] }[who]
  return key + (fits.find((one) => t.has(key + one)) ?? '')
}

/** A call and a text message need the same. */
const NEEDS: Readonly<Record<string, string>> = { phone: 'number', sms: 'number' }

/**
 * The locale key of what a question asks: in the wording that fits whose story it is, and, of how to reach somebody,
 * the way that was chosen.
 */
export function asking(t: Pick<Translate, 'has'>, key: string, answers: Answers, who: Speaker): string {
  const way = String(answerTo(answers, 'contact.way'))
  const byWay = `${key}.ask_${NEEDS[way] ?? way}`
  return wording(t, key === 'contact.value' && t.has(byWay) ? byWay : `${key}.ask`, who)
}
