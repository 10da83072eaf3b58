import type { Translate } from '../../intake/form/words.ts'
import { DAY, HOUR, inFinland, MINUTE } from '../../intake/hours/time.ts'
import { type Item, readerOf } from './queue/item.ts'

/** A language's name in the reader's own. */
export function tongueName(t: Translate, tag: string): string {
  if (!tag || tag === 'und') return t('desk.language.unknown')
  return new Intl.DisplayNames(t.language, { type: 'language' }).of(tag) ?? tag
}

/** A locale key, or the id itself for one the console has no word for. */
export const named = (t: Translate, group: string, id: string): string => {
  const key = `desk.${group}.${id}`
  return t.has(key) ? t(key) : id
}

/** Words about whoever writes with the worker: another sentence where that is a referrer. */
export function toReader(
  t: Translate,
  key: string,
  item: Pick<Item, 'kind'>,
  given?: Record<string, string>,
): string {
  const theirs = `${key}.referrer`
  return t(readerOf(item) === 'referrer' && t.has(theirs) ? theirs : key, given)
}

/** How long ago, in one unit: `console.js` counts on in the same way. */
export function lasting(t: Translate, from: number, now: number): string {
  const gone = Math.max(0, now - from)
  const [unit, size] =
    gone < 2 * HOUR
      ? (['minute', MINUTE] as const)
      : gone < 48 * HOUR
        ? (['hour', HOUR] as const)
        : (['day', DAY] as const)
  const count = Math.floor(gone / size)
  return new Intl.NumberFormat(t.language, { style: 'unit', unit, unitDisplay: 'short' }).format(count)
}

export const moment = (t: Translate, at: number): string =>
  inFinland(t.language, { dateStyle: 'medium', timeStyle: 'short' }).format(at)

export const clockTime = (t: Translate, at: number): string =>
  inFinland(t.language, { timeStyle: 'short' }).format(at)

/** Where it stands, in one phrase: who has it, or what it waits for. */
export function standing(t: Translate, item: Item): string {
  const { application, talk, assignee, offered } = item
  if (item.undoable) return t('desk.state.ending')
  if (application === 'closed') return t('desk.state.closed')
  if (offered) return t(`desk.state.${offered}`)
  if (assignee?.me) return t('desk.state.mine')
  if (assignee)
    return [t('desk.state.colleague'), assignee.name && `(${assignee.name})`].filter(Boolean).join(' ')
  if (talk === 'waiting') return t('desk.state.waiting')
  return application === 'draft' ? t('desk.state.bot') : t('desk.state.new')
}
