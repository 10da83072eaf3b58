import { questions } from '../../intake/form/form.ts'
import type { Services } from '../services.ts'
import type { Inbound } from '../turns/inbound.ts'
import type { Outcome } from '../turns/transaction.ts'

/** Somebody who does not exist: what she answers, by question, and what she writes. */
export interface Somebody {
  /** Short name, by which the demo finds her conversation again. */
  id: string
  language: string
  /** What is not here, she passes over. */
  answers: Readonly<Record<string, string | readonly string[]>>
  /** Parts of the form she fills in beside the short path. */
  more?: readonly string[]
  /** The question at which she asks for a person instead; without one, she sends. */
  until?: string
  /** What she writes to whoever writes to her, one by one. */
  lines?: readonly string[]
  /** What she writes where nobody answers. */
  alone?: readonly string[]
  /** She goes away after her last line. */
  leaves?: true
}

type Parts = Pick<Services, 'idFor' | 'turns' | 'conversations'>

/** She comes by the page: its channel, and its turns. */
const CHANNEL = 'web'
export const conversationOf = ({ idFor }: Pick<Services, 'idFor'>, { id }: Pick<Somebody, 'id'>): string =>
  idFor(CHANNEL, `demo:${id}`)

/** One thing she does, as her page would send it; by the same `id` twice it is done once. */
export const does = (
  parts: Pick<Parts, 'idFor' | 'turns'>,
  who: Pick<Somebody, 'id'>,
  inbound: Inbound,
): Promise<Outcome> => parts.turns.take(conversationOf(parts, who), CHANNEL, inbound)

/** More than any way through the form is long. */
const MOST = 120
/** Here she stays until somebody comes. */
const ends: readonly (string | undefined)[] = [undefined, 'control.sent', 'control.waiting']

/** Where the conversation asks how to go on. */
const turnings: Record<string, (who: Somebody, left: string | undefined) => string> = {
  'control.review': (_, left) => (left ? 'more' : 'send'),
  'control.more': (_, left) => left ?? 'done',
  'control.share': ({ until }) => (until ? 'yes' : 'no'),
  'control.handIn': () => 'yes',
}

/** Answers what she is asked, until nothing more is. @returns the number of her case */
export async function answers(parts: Parts, who: Somebody, mark: string): Promise<string> {
  const sections = [...(who.more ?? [])]
  const given = (question: string) => {
    const turning = turnings[question]?.(who, sections[0])
    if (question === 'control.more') sections.shift()
    return who.answers[question] ?? turning ?? 'skipped'
  }
  let { state } = (await parts.conversations.load(conversationOf(parts, who)))!
  for (let count = 0; count < MOST && !ends.includes(state.open?.key); count++) {
    const question = state.open!.key
    const id = `${mark}:${count}`
    const asksFor = question === who.until && !state.talk
    const answer = given(question)
    const typed = questions.get(question)?.kind === 'text' && answer !== 'skipped'
    const said = typed ? { question, text: String(answer) } : { question, value: [answer].flat() as string[] }
    state = (await does(parts, who, { id, ...(asksFor ? { command: 'human' } : said) })).state
    if (state.open?.key === question) throw new Error(`${who.id} is stuck at ${question}`)
  }
  if (!state.case) throw new Error(`${who.id} has no case`)
  return state.case.id
}

/** Opens the page, chooses her language and goes her whole way. @returns the number of her case */
export async function comes(parts: Parts, who: Somebody): Promise<string> {
  await does(parts, who, { id: 'language', question: 'control.language', value: [who.language] })
  return answers(parts, who, 'walk')
}
