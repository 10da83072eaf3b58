import type { CaseDoc } from '../../intake/case/case.ts'
import { rankOf } from '../../intake/case/readable.ts'

const languages = ['fi', 'sv', 'en', 'ar', 'ru']
const kinds = ['self', 'child', 'assisting', 'referrer', 'consultation']
const channels = ['web', 'directline', 'sms', 'msteams']
const wishes = ['', '', 'woman', '', 'man'] as const

/** Where cases stand: as many of each as there are lines. */
const stands = [
  { application: 'draft', talk: 'waiting' },
  { application: 'sent', talk: 'bot' },
  { application: 'sent', talk: 'claimed' },
  { application: 'moreInfo', talk: 'bot' },
  { application: 'draft', talk: 'bot' },
  { application: 'sent', talk: 'waiting' },
  { application: 'closed', talk: 'bot' },
] as const

/** A case number that counts up. */
export const idOf = (n: number): string => String(n).padStart(20, '0')

/**
 * A case by its readable fields, content sealed by nobody: enough for everything that lists. The same `n` makes the
 * same case; over some hundred of them every field has each of its values beside every other.
 * @param at milliseconds since 1970 when case 0 began to wait; each next one a second later
 */
export function someCase(n: number, at: number, more: Partial<CaseDoc> = {}): CaseDoc {
  const stand = stands[n % stands.length]!
  const since = at + n * 1000
  const urgent = n % 11 === 0 ? 1 : 0
  const had = stand.talk === 'claimed' || stand.application === 'closed'
  return {
    id: idOf(n),
    part: idOf(n),
    changed: since,
    ...stand,
    rank: rankOf(more.urgent ?? urgent, more.waitingSince ?? since),
    language: languages[Math.floor(n / 7) % languages.length]!,
    kind: stand.application === 'draft' ? 'unknown' : kinds[Math.floor(n / 5) % kinds.length]!,
    channel: channels[Math.floor(n / 3) % channels.length]!,
    urgent,
    wish: wishes[Math.floor(n / 2) % wishes.length]!,
    assignee: had ? `worker-${n % 9}` : '',
    created: since,
    waitingSince: since,
    sent: stand.application === 'draft' ? 0 : since,
    closed: stand.application === 'closed' ? since : 0,
    talkVersion: 1,
    key: `case.${idOf(n)}`,
    sealed: '',
    ...more,
  }
}
