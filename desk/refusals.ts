import type { Reason } from '../intake/case/contact-rules.ts'
import type { Against } from '../intake/case/routing.ts'
import type { Closing } from '../intake/conversation/carried.ts'
import { type Code, Refusal } from '../platform/errors.ts'

/** A refusal whose reason a caseworker is to read: `words` is its locale key, `more` what a program is told. */
export class Explained extends Refusal {
  readonly words: string
  readonly more: Readonly<Record<string, unknown>>
  constructor(code: Code, detail: string, words: string, more: Record<string, unknown> = {}) {
    super(code, detail)
    this.words = words
    this.more = more
  }
}

/** Tells the first worker who has a case already. */
export class Taken extends Explained {
  constructor(by: string) {
    super('CONFLICT', 'another caseworker has this case', 'desk.trouble.taken', { by })
  }
}

/** A contact that would break what she asked for. `why` names which of her rules. */
export class Unsafe extends Explained {
  readonly why: Reason
  constructor(why: Reason) {
    super('FORBIDDEN', `the safe-contact rules of this person forbid it: ${why}`, `desk.why.${why}`, { why })
    this.why = why
  }
}

/** Her phone takes no text messages: said before one is accepted that would never go out. */
export class PhoneClosed extends Explained {
  constructor(why: Closing) {
    super('GONE', 'her phone takes no more messages', `desk.phone.${why}`, { why })
  }
}

/** Taking it goes past the worker's own limit or the person's wish: meant so, it is asked for once more. */
export class Unfit extends Explained {
  readonly why: readonly Against[]
  constructor(why: readonly Against[]) {
    const detail = 'the case does not fit this worker; to take it all the same, say anyway'
    super('CONFLICT', detail, 'desk.trouble.unfit', { why })
    this.why = why
  }
}

/** Handing over failed. `stale`: the offer is no longer open. `receiver`: that colleague cannot take cases. */
export class NotHandedOver extends Explained {
  constructor(why: 'stale' | 'receiver') {
    const stale = why === 'stale'
    const detail = stale ? 'this offer is no longer open' : 'to is the id of a colleague who may see cases'
    super(stale ? 'CONFLICT' : 'BAD_REQUEST', detail, `desk.trouble.${why}`, { why })
  }
}

/** Why what has ended stays so: she withdrew, her conversation is gone, or it has a newer case by now. */
export class NotReopened extends Explained {
  readonly number: string
  constructor(why: 'withdrawn' | 'gone' | 'newer', number = '') {
    super('CONFLICT', `it cannot be opened again: ${why}`, `desk.trouble.${why}`, { why, number })
    this.number = number
  }
}

/** She wrote, or asked for a person, and has no answer: that is not for the bot. */
export class Unanswered extends Explained {
  constructor() {
    const detail = 'somebody waits for an answer: to is queue, or answer first'
    super('CONFLICT', detail, 'desk.trouble.unanswered', { why: 'unanswered' })
  }
}

/** Written in letters that are not those of the language it is read in: meant so, it is asked for once more. */
export class Unread extends Explained {
  readonly language: string
  constructor(language: string) {
    const detail =
      'the text is not in the script of the language it is read in; to send it all the same, say anyway'
    super('CONFLICT', detail, 'desk.trouble.unread', { why: 'unread', language })
    this.language = language
  }
}

/** Signed in, but this is for another role. */
export class NotAllowed extends Refusal {
  constructor() {
    super('FORBIDDEN', 'your role does not allow this')
  }
}

const troubles: Partial<Record<Code, string>> = {
  BAD_REQUEST: 'desk.trouble.text',
  CONFLICT: 'desk.trouble.claimFirst',
  FORBIDDEN: 'desk.trouble.form',
  GONE: 'desk.trouble.closed',
  NOT_FOUND: 'desk.trouble.notFound',
}

/** A refusal in a caseworker's words, as a locale key; of an act, better where it has words of its own. */
export function troubleOf(refusal: Refusal, { trouble }: { trouble?: string } = {}): string {
  if (refusal instanceof Explained) return refusal.words
  if (refusal instanceof NotAllowed) return 'desk.error.role.text'
  if (trouble && refusal.code === 'BAD_REQUEST') return trouble
  return troubles[refusal.code] ?? 'desk.trouble.ours'
}

/** An agency's own sentence lacks the language of who would read it: no other one is sent instead. */
export class NotIn extends Explained {
  constructor(language: string) {
    super('BAD_REQUEST', 'the sentence is not in this language', 'desk.phrase.notIn', { language })
  }
}
