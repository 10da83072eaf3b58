import { type Case, contactAnswers } from '../../intake/case/case.ts'
import { refusal, wayOf } from '../../intake/case/contact-rules.ts'
import { isClosed } from '../../intake/case/steps/draft.ts'
import type { FromWorker } from '../../intake/conversation/line.ts'
import { phrases } from '../../intake/form/phrases.ts'
import { fits, markedAs } from '../../intake/form/script-of.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Assignment, NoteInput } from '../assignment/assignment.ts'
import type { DeskParts } from '../parts.ts'
import { NotIn, Taken, Unread, Unsafe } from '../refusals.ts'
import type { Worker } from '../worker.ts'
import { readsIn } from './phrasebook.ts'

type Parts = Pick<DeskParts, 'cases' | 'messages' | 'audit' | 'turns' | 'clock' | 'conversations' | 'speech'>

/** What is written in another script than the language it is marked with is in hers, or in one nobody named. */
const inItsScript = (message: FromWorker, { language }: Case): FromWorker =>
  message.text && message.language
    ? { ...message, language: markedAs(message.text, message.language, [language]) }
    : message

/** What is said: to her, and among workers beside the case. */
export function talking(
  { cases, messages, audit, turns, clock, conversations, speech }: Parts,
  { existing, requireAssigned, addNote }: Pick<Assignment, 'existing' | 'requireAssigned' | 'addNote'>,
) {
  /**
   * What is said into a conversation she has open is a reply. On a channel that rings where she is, after she has
   * been silent for long, it is a contact that we start. @throws Unsafe
   */
  async function asRulesAllow(found: Case, { phrase, machine, language }: FromWorker): Promise<void> {
    const said = await messages.of(found.id, found.key)
    const last = said.findLast(({ from }) => from === 'person')?.at ?? 0
    const way = wayOf(found.channel, Math.max(last, found.waitingSince, found.sent), clock())
    const words = phrase && phrases.get(phrase)?.neutral ? 'neutral' : 'open'
    const read = machine?.language ?? language ?? found.language
    const contact = { way, at: clock(), words, language: read } as const
    const why = refusal(contactAnswers(found), contact)
    if (why) throw new Unsafe(why)
  }

  /**
   * An agency's own sentence is said in her language, or not at all; own words in its letters, or `anyway`.
   * @throws NotIn, Unread
   */
  async function inHers(message: FromWorker, found: Case, anyway: boolean): Promise<FromWorker> {
    const { text, words, machine } = message
    // There is nothing to ask then, and nothing to read for it.
    if (!words && (!text || machine || anyway)) return inItsScript(message, found)
    const language = await readsIn(found, { conversations, speech })
    if (!words) {
      if (!fits(text ?? '', language)) throw new Unread(language)
      return inItsScript(message, found)
    }
    if (!words[language]) throw new NotIn(language)
    return { ...message, language }
  }

  return {
    asRulesAllow,

    /** A message to the person. Its `id` is the sender's own: sent twice, it is said once. */
    async message(id: string, worker: Worker, message: FromWorker, anyway = false): Promise<void> {
      const found = await requireAssigned(id, worker)
      if (!found.content) throw new Refusal('GONE')
      await asRulesAllow(found, message)
      const said = await inHers(message, found, anyway)
      // First, and only by who has it: whoever answers while the case is being taken away for silence keeps it.
      const since = clock()
      const mine = await cases.apply(id, { type: 'answering', by: worker.id })
      if (!mine) throw new Taken((await existing(id)).content?.assigneeName ?? '')
      await turns.fromWorker(found.content.conversation, said, id)
      // Not before: what failed half-way is no answer.
      await cases.apply(id, { type: 'answered', by: worker.id, since })
      await audit.note(worker.id, 'message', id)
    },

    /** What she wrote last waits for nothing. Said again, it changes nothing. */
    async needsNoAnswer(id: string, worker: Worker): Promise<Case> {
      const found = await requireAssigned(id, worker)
      const now = await cases.apply(id, { type: 'needsNoAnswer', by: worker.id })
      if (now) await audit.note(worker.id, 'settle', id)
      return now ?? found
    },

    /** Beside the case, for workers only. Any of them may: a colleague who answered the phone has something to add. */
    async note(id: string, worker: Worker, note: NoteInput): Promise<void> {
      const found = await existing(id)
      if (isClosed(found)) throw new Refusal('GONE', 'the case is closed')
      await addNote(found, worker, note)
      await audit.note(worker.id, 'note', id)
      await cases.update(id, (now) => now)
    },
  }
}
