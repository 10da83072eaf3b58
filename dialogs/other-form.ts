import type { DialogContext } from 'botbuilder-dialogs'
import { passes } from '../intake/form/answers.ts'
import { isControl } from '../intake/form/controls.ts'
import { questions } from '../intake/form/form.ts'
import { answered } from './asked.ts'
import { LONGEST } from './hear.ts'
import { walk } from './root.ts'
import { keep, type Turn, tongue, turnOf } from './turn.ts'
import { normalise } from './understanding/text.ts'

/**
 * Two versions of the form can be at work on one conversation: during a deploy, or after going back. What another one
 * asked, and this one does not know, is kept as it was given and asked no more; who knows it reads it again.
 */
const isPass = (id: string) => passes.some((one) => one === id)

/** Is this the open question, asked by another version, with an answer that this one has no words for? */
export function isAskedByOther(turn: Turn, key: string): boolean {
  const { state, said } = turn
  const { open } = state
  if (key !== open?.key || !open.wording || open.wording === turn.wording(tongue(turn)) || isControl(key))
    return false
  const field = questions.get(key)
  return !field || said.value?.some((id) => !field.options.includes(id) && !isPass(id)) === true
}

/** An option by its number, in a list that another version drew: it may have had them in another order. */
export function isOlderNumber(turn: Turn, key: string): boolean {
  const { state, said } = turn
  const { open } = state
  if (key !== open?.key || !open.wording || open.wording === turn.wording(tongue(turn))) return false
  const numbers =
    normalise(said.text ?? '')
      .match(/^\d+(?:[\s,،.]+\d+)*$/)?.[0]
      .match(/\d+/g) ?? []
  const { options = [] } = questions.get(key) ?? {}
  return numbers.length > 0 && numbers.every((number) => Number(number) <= options.length)
}

export async function keepAsGiven(dc: DialogContext, key: string): Promise<unknown> {
  const turn = turnOf(dc.context)
  const { state, said, line } = turn
  const pass = passes.find(
    (one) => one === (said.command === 'skip' ? 'skipped' : (said.command ?? said.value?.[0])),
  )
  const several = questions.get(key)?.kind === 'many' || (said.value?.length ?? 0) > 1
  const value = (several ? said.value : said.value?.[0]) ?? said.date ?? said.text?.trim().slice(0, LONGEST)
  if (line) line.question = key
  const given = pass ? { status: pass } : { status: 'answered' as const, ...(value ? { value } : {}) }
  await keep(dc.context, key, given, state.open?.wording)
  if (state.asks?.open.some(({ keys }) => keys.includes(key))) answered(state.asks, key)
  return walk(dc)
}
