import type { Work } from '../../../intake/case/workers.ts'
import type { Frame } from '../frame-view.ts'

export interface WorkersView extends Frame {
  /** `seen` in milliseconds since 1970, 0 when signed out. */
  all: readonly { id: string; name: string; roles: readonly string[]; seen: number }[]
}
export interface MeView extends Frame {
  roles: readonly string[]
  /** Milliseconds since 1970. */
  ends: number
  /** Minutes. */
  idle: number
  /** Of those who see cases: what they can be asked for, and what they may say of it. */
  work: (Work & { tongues: readonly string[] }) | null
  /** What was sent last could not be read. */
  wrong: boolean
}
