import { createHmac } from 'node:crypto'
import type { State } from './conversation.ts'

/** Letters alone: a number, a smiley or a capital makes nobody another. */
export const wordsOf = (text: string): string =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  ).join(' ')

/**
 * Somebody of whom nothing is known but her words: no answer, no return code, no case before this one, and nobody has
 * written to her yet.
 */
const isStranger = ({ answers, code, door, danger, past, alias, log }: State): boolean =>
  Object.keys(answers).length === 0 &&
  !(code || door || danger || past || alias) &&
  log.every(({ from }) => from !== 'worker')

/**
 * What a stranger has written, as a keyed hash that is equal for equal words and tells nothing else: not where she
 * writes from. `undefined` of whoever is no stranger, or has written no word.
 */
export const likeness =
  (key: Uint8Array) =>
  (state: State): string | undefined => {
    if (!isStranger(state)) return undefined
    const said = state.log.flatMap(({ from, text = '' }) => (from === 'person' && wordsOf(text)) || [])
    if (said.length === 0) return undefined
    return createHmac('sha256', key)
      .update(JSON.stringify(['alike', said]))
      .digest('base64url')
      .slice(0, 22)
  }

export type Likeness = ReturnType<typeof likeness>
