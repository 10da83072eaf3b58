import type { Reason } from '../../intake/contact-rules.ts'
import { Refusal } from '../errors.ts'

/** Tells the first worker who has a case already. */
export class Taken extends Refusal {
  readonly by: string
  constructor(by: string) {
    super('CONFLICT', 'another caseworker has this case')
    this.by = by
  }
}

/** A contact that would break what she asked for. `why` names which of her rules. */
export class Unsafe extends Refusal {
  readonly why: Reason
  constructor(why: Reason) {
    super('FORBIDDEN', `the safe-contact rules of this person forbid it: ${why}`)
    this.why = why
  }
}

/** Handing over failed. `stale`: the offer is no longer open. `receiver`: that colleague cannot take cases. */
export class NotHandedOver extends Refusal {
  readonly why: 'stale' | 'receiver'
  constructor(why: 'stale' | 'receiver') {
    super(
      why === 'stale' ? 'CONFLICT' : 'BAD_REQUEST',
      why === 'stale' ? 'this offer is no longer open' : 'to is the id of a colleague who may see cases',
    )
    this.why = why
  }
}
