import type { Closing } from '../../intake/conversation/carried.ts'
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
   * @param part of a worker's line: the carrier's report on it is to say so
   */
  send(to: Address, out: Out, given: AbortSignal, part?: Part): Promise<void>
}

/** Of a worker's line, by its `seq`: one of its texts, the last or another. */
export interface Part {
  seq: number
  last: boolean
}

export interface Shown {
  state: State
  lines: readonly Line[]
  /** Something waits that is not shown yet: say so, and no more. */
  knock?: boolean
}

export class Undelivered extends Error {
  readonly closes: Closing
  constructor(closes: Closing) {
    super(closes)
    this.name = 'Undelivered'
    this.closes = closes
  }
}
