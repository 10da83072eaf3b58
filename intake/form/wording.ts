import type { Speaker } from './answers.ts'
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
