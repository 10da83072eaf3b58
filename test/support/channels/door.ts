import type { Services } from '../../../bot/services.ts'
import type { Clock } from '../../../intake/store/ports.ts'

/** A channel as somebody at its far end meets it: over the network, through its own protocol. */
export interface Door {
  services: Services
  /** Says it, and returns what came back, in order. */
  says(text: string): Promise<string[]>
  /** What was said last is delivered once more. */
  again(): Promise<string[]>
  /** Status of the answer to a message that nobody vouches for. */
  forged(): Promise<number>
  close(): Promise<void>
}

export interface Row {
  name: string
  /** Its row of traits. */
  channel: string
  open(clock: Clock): Promise<Door>
}
