import type { Permit } from '../../../intake/case/attempts.ts'
import type { Against, Share } from '../../../intake/case/routing.ts'
import type { Ask } from '../../../intake/form/ask.ts'
import type { Drafted } from '../../../intake/form/translator.ts'
import type { QuestionContext } from '../../../intake/form/wording-archive.ts'
import type { Frame } from '../frame-view.ts'
import type { QueueGroup } from '../queue/view.ts'
import type { LinkShown } from '../requests/view.ts'
import type { PeerStatus, PhraseGroup, Preview } from '../talk/view.ts'
import type { ActForm } from './act-form.ts'
import type { CaseRow, Detail } from './detail.ts'

export interface CaseFrame extends Frame {
  found: Detail
}
/** Somebody a case can be offered to, and what speaks for and against that. */
export interface Colleague extends Share {
  id: string
  name: string
}
export interface CaseView extends CaseFrame {
  /** The worker's own cases and those that nobody has, to go on from one to another. */
  list: readonly QueueGroup[]
  /** Ids of the cases before and after it: among one's own, or among those that nobody has. */
  beside: { previous?: string | undefined; next?: string | undefined }
  /** Languages a message can be marked with, the likeliest first. */
  tongues: readonly string[]
  /** Fresh id of the next message. */
  message: string
  /** Acts that the page offers by forms drawn from what they take. */
  forms: readonly ActForm[]
  /** Whom this worker may hand the case over to, the best first; empty unless it is theirs. */
  colleagues: readonly Colleague[]
  /** Her language is none that this worker has said to speak. */
  interpreter: boolean
  /** Who did what to it, the newest first; only for whoever has it. */
  history: readonly { at: number; who: string; what: string }[]
  book: PhraseGroup[]
  /** How many of the agency's own sentences are not in both languages, and not offered. */
  heldBack: number
  /** The language in which she reads a sentence of the book. */
  reads: string
  /** A sentence that was chosen to look at before sending it. */
  preview?: Preview
  /** A link that was just made for a referrer: shown this once. */
  made?: LinkShown
  drafted?: Drafted
  /** `null`: somebody else's talk, or a channel that tells nothing. */
  peer: PeerStatus | null
  /** Ways of being in touch outside of the conversation. */
  ways: readonly string[]
  permit?: Permit
  /** A locale key that says why the last action did not happen, and what was written then. */
  trouble?: string
  /** The number of her newer case, where that is why. */
  newer?: string
  /** Why taking it is asked about once more. */
  unfit?: readonly Against[]
  unsent?: Record<string, string>
}
/** One question of a case, to write a worker's entry beside its answer. */
export interface EditView extends CaseFrame {
  /** The question, by its label. */
  ask: Ask
  /** What the person said; `null`: it was not asked. */
  row: CaseRow | null
  asked?: QuestionContext | undefined
  /** By the name of a field (`fieldName`). */
  given: Record<string, string>
  message: string
  trouble?: string
}
