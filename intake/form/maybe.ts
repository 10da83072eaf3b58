import { TELLING } from './form.ts'

/**
 * What she may have meant, shown as buttons in the place of all options until her next message. Nothing of it is
 * taken but by her press. `hard`: the question is too much for her, and these are the ways out of it.
 */
export interface Maybe {
  key: string
  options: string[]
  commands: string[]
  hard?: true
  /** What she wrote does not look like what was asked for: taken as it is when she says that it is meant. */
  text?: string
  /** It may tell who somebody is who has not agreed to that. */
  tells?: true
}

/** What she wrote and is about to write otherwise, and where. */
export type Rewriting = Pick<Required<Maybe>, 'key' | 'text'>

/** A button that is a command: `do:stop`. `do:none` is "none of these". */
export const DO = 'do:'
export const NONE = `${DO}none`
export const GO_ON = `${DO}goOn`
/** It is what she meant; or it is not, and she writes it anew. */
export const KEEP = `${DO}keep`
export const REWRITE = `${DO}rewrite`

/** Nobody is to contact her: another answer to the question before. */
export const NO_CONTACT = `${DO}codeOnly`

/** The command, or `none`, that a button of these stands for; `null`: it is an option of the question. */
export const doOf = (id: string | undefined): string | null =>
  id?.startsWith(DO) ? (id === GO_ON || id === REWRITE ? 'none' : id.slice(DO.length)) : null

/** The locale key of such a button. */
export const doTitle = (id: string): string => `do.${id.slice(DO.length)}`

export function maybeKey({ key, hard, tells, text }: Maybe): string {
  if (hard) return 'say.hard'
  if (tells) return 'say.mayIdentify'
  if (text === undefined) return 'say.didYouMean'
  return TELLING.has(key) ? 'say.isThisAll' : 'say.isThisIt'
}
