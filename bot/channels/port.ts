import type { Address, State } from '../../intake/conversation/conversation.ts'
import type { Line } from '../../intake/conversation/line.ts'

/**
 * What a channel is to the rest: it proves who sent something and says it in neutral terms, and it turns lines of
 * a conversation into what it sends. Everything above knows no channel.
 */
export interface Channel<Raw, Said, Out> {
  /** What was said, its sender proven; nothing for what is no message. @throws Refusal */
  receive(raw: Raw): Promise<Said[]>
  render(shown: Shown): Out[]
}

/** Where the person does not come to look, each thing rendered is handed over, one by one and in order. */
export interface Pushed<Out> {
  render(shown: Shown): Out[]
  /**
   * Resolves when the carrier has taken it. @throws Undelivered, or anything else for "try again later"
   * @param given it is given up when this says so
   */
  send(to: Address, out: Out, given: AbortSignal): Promise<void>
}

export interface Shown {
  state: State
  lines: readonly Line[]
  /** Something waits that is not shown yet: say so, and no more. */
  knock?: boolean
}

/**
 * Why nothing more goes to a phone: she told the carrier to stop, or us, in words of her own, until she writes again;
 * or there is no such phone.
 */
export type Closing = 'stopped' | 'asked' | 'unreachable'

export class Undelivered extends Error {
  readonly closes: Closing
  constructor(closes: Closing) {
    super(closes)
    this.name = 'Undelivered'
    this.closes = closes
  }
}
