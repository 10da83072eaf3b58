import type { TurnContext } from 'botbuilder'
import type { Effect, Loaded, State } from '../../intake/conversation/conversation.ts'

/** What an effect brought: something to say, a later date, or how to undo it when another process was first. */
export interface Done {
  say?: (context: TurnContext) => Promise<unknown>
  due?: number
  patch?: Partial<State>
  /** The question to go on with. */
  at?: string | undefined
  undo?: () => Promise<void>
}

/** Carries out one effect of the conversation as it was committed. */
export type Carry<K extends Effect['kind']> = (
  effect: Extract<Effect, { kind: K }>,
  state: State,
  loaded: Loaded,
) => Promise<Done>

export type Carriers<K extends Effect['kind']> = { [One in K]: Carry<One> }
