import type { Address, State } from '../../intake/conversation.ts'
import type { Line } from '../../intake/lines.ts'
import type { Inbound } from '../turn.ts'

/**
 * What a channel is to the rest: it proves who sent something and says it in neutral terms, and it turns lines of
 * a conversation into what it sends. Everything above knows no channel. Where the person pulls (web, Direct Line)
 * `render` is all that delivers; where we push, `send` hands over what was rendered, one by one and in order.
 */
export interface Channel<Raw, Out> {
  /** @throws Refusal for whatever nobody vouches for. Empty: nothing was said. */
  receive(raw: Raw): Promise<Received[]>
  render(shown: Shown): Out[]
}

export interface Pushed<Out> {
  render(shown: Shown): Out[]
  /** Resolves when the carrier has taken it. @throws Undelivered, or anything else for "try again later" */
  send(to: Address, out: Out): Promise<void>
}

/** Who said what, as the channel names them. */
export interface Received {
  /** The channel's own id of the conversation: on SMS her number. */
  conversation: string
  inbound: Inbound
}

export interface Shown {
  state: State
  lines: readonly Line[]
  /** Something waits that is not shown yet: say so, and no more. */
  knock?: boolean
}

/** Why a carrier takes nothing more for somebody: she told it to stop, or there is no such phone. */
export type Closing = 'stopped' | 'unreachable'

export class Undelivered extends Error {
  readonly closes: Closing
  constructor(closes: Closing) {
    super(closes)
    this.name = 'Undelivered'
    this.closes = closes
  }
}
