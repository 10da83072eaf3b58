import { OtherKeys, WrongKey } from '../intake/store/key-check.ts'
import { KeyStillNeeded } from '../intake/store/key-ring.ts'
import { ConfigError } from './config.ts'
import { nameOf } from './errors.ts'

/** Why a command could not do its work: a sentence for an engineer, where the error was made for one, else its code. */
export const whyOf = (error: unknown): string =>
  [ConfigError, WrongKey, OtherKeys, KeyStillNeeded].some((one) => error instanceof one)
    ? (error as Error).message
    : JSON.stringify(nameOf(error))
