import type { Audit } from '../../../intake/audit/audit.ts'
import type { Case } from '../../../intake/case/case.ts'
import type { CaseFiles } from '../../../intake/case/case-file.ts'
import type { Cases } from '../../../intake/case/cases.ts'
import type { Messages } from '../../../intake/case/messages.ts'
import type { Conversations, State } from '../../../intake/conversation/conversation.ts'
import type { Machine } from '../../../intake/conversation/line.ts'
import type { Drafted } from '../../../intake/form/translator.ts'
import {
  mayTranslate,
  type Translated,
  TranslateError,
  type Translator,
} from '../../../intake/form/translator.ts'
import type { Speech } from '../../../intake/form/words.ts'
import type { Clock } from '../../../intake/store/ports.ts'
import { type Code, log, Refusal } from '../../../platform/errors.ts'
import type { Tokens } from '../../../platform/tokens.ts'
import { Explained } from '../../refusals.ts'
import type { Worker } from '../../worker.ts'

/** Why no machine translates: `desk.machine.why.*` says it in words. */
const whyNot = ['off', 'consent', 'phrase', 'same', 'stale', 'tooLong', 'busy', 'failed'] as const
type NotTranslatedWhy = (typeof whyNot)[number]

const codes: Partial<Record<NotTranslatedWhy, Code>> = {
  consent: 'FORBIDDEN',
  busy: 'UNAVAILABLE',
  failed: 'UNAVAILABLE',
}

class NotTranslated extends Explained {
  constructor(why: NotTranslatedWhy) {
    super(codes[why] ?? 'BAD_REQUEST', `no machine translation: ${why}`, `desk.machine.why.${why}`, { why })
  }
}

export interface TranslatingParts {
  translator: Translator | null
  cases: Cases
  conversations: Conversations
  messages: Messages
  translations: CaseFiles['translations']
  audit: Audit
  speech: Speech
  tokens: Tokens
  clock: Clock
}

/** A draft is sent within so many seconds, or made anew. */
const DRAFT = 3600
const USE = 'machineDraft'

/**
 * A machine's help between two languages, only where she said yes to it: one message of hers when a worker asks
 * for it, and a worker's own words before they are sent. The consent is read from the conversation each time,
 * so that what she said last holds. `requireAssigned` refuses whoever does not have the case.
 */
export function translating(
  parts: TranslatingParts,
  requireAssigned: (id: string, worker: Worker) => Promise<Case>,
) {
  const { translator, cases, conversations, messages, translations, audit, speech, tokens, clock } = parts

  const stateOf = async ({ content }: Case): Promise<State | null> =>
    content ? ((await conversations.load(content.conversation))?.state ?? null) : null

  /** @throws NotTranslated */
  async function allowed(found: Case): Promise<{ machine: Translator; state: State }> {
    if (!translator) throw new NotTranslated('off')
    const state = await stateOf(found)
    if (!state || !mayTranslate(state.answers)) throw new NotTranslated('consent')
    return { machine: translator, state }
  }

  async function made(translated: Promise<Translated>): Promise<Translated> {
    try {
      return await translated
    } catch (error) {
      if (!(error instanceof TranslateError)) throw error
      // Of ours to mend: the key, the region, or the service itself.
      if (error.code !== 'tooLong') log('translate.failed', { code: error.code })
      if (error.code === 'tooLong' || error.code === 'busy') throw new NotTranslated(error.code)
      throw new NotTranslated('failed')
    }
  }

  return {
    /** May a machine translate what she writes? `null`: there is none here. */
    async machineFor(found: Case): Promise<{ may: boolean } | null> {
      if (!translator || !found.content) return null
      const state = await stateOf(found)
      return { may: state !== null && mayTranslate(state.answers) }
    },

    /** One message of hers, into the worker's language. Asked again, it costs nothing and leaves nowhere. */
    async translate(id: string, worker: Worker, order: number, to: string): Promise<void> {
      const found = await requireAssigned(id, worker)
      const { machine } = await allowed(found)
      const message = (await messages.of(id, found.key)).find((one) => one.order === order)
      if (message?.from !== 'person') throw new Refusal('BAD_REQUEST', 'no such message of the person')
      // A sentence of the phrasebook has its own words in every language.
      if (message.phrase || !message.text) throw new NotTranslated('phrase')
      const before = await translations.of(id, found.key)
      if (before.some((one) => one.order === order && one.to === to)) return
      // Before it leaves: it has left even if no answer comes.
      await audit.note(worker.id, 'translate', id)
      const guess = message.language === 'und' ? {} : { guess: message.language }
      const { text, from } = await made(machine.translate(message.text, { ...guess, to }))
      await translations.add(id, `${order}.${to}`, { order, text, from, to, at: clock() }, found.key)
      await cases.update(id, (now) => now)
    },

    /** What a worker wrote, in her language and back again: to be looked at. Nothing is sent to her. */
    async draft(id: string, worker: Worker, { text, language }: Machine): Promise<Drafted> {
      const found = await requireAssigned(id, worker)
      const { machine, state } = await allowed(found)
      const hers = state.language ?? state.guess ?? found.language
      const to = speech.languages.includes(hers) ? hers : speech.languages[0]!
      if (to === language) throw new NotTranslated('same')
      await audit.note(worker.id, 'draft', id)
      const there = await made(machine.translate(text, { from: language, to }))
      const back = await made(machine.translate(there.text, { from: to, to: language }))
      const claims = { case: id, worker: worker.id, text, language, machine: there.text, to }
      return {
        draft: await tokens.sign(USE, claims, DRAFT),
        ...{ text, language },
        machine: { text: there.text, language: to },
        back: back.text,
      }
    },

    /** A draft as it is sent: in the very words that were looked at, or not at all. @throws NotTranslated */
    async drafted(id: string, worker: Worker, token: string) {
      const claims = await tokens.read(USE, token).catch(() => {
        throw new NotTranslated('stale')
      })
      if (claims.case !== id || claims.worker !== worker.id) throw new NotTranslated('stale')
      await allowed(await requireAssigned(id, worker))
      const { text, language, machine, to } = claims as Record<string, string>
      return { text: text!, language: language!, machine: { text: machine!, language: to! } }
    },
  }
}
