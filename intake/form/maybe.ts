/**
 * What she may have meant, shown as buttons in the place of all options until her next message. Nothing of it is
 * taken but by her press. `hard`: the question is too much for her, and these are the ways out of it.
 */
export interface Maybe {
  key: string
  options: string[]
  commands: string[]
  hard?: true
}

/** A button that is a command: `do:stop`. `do:none` is "none of these". */
export const DO = 'do:'
export const NONE = `${DO}none`
export const GO_ON = `${DO}goOn`

/** The command, or `none`, that a button of these stands for; `null`: it is an option of the question. */
export const doOf = (id: string | undefined): string | null =>
  id?.startsWith(DO) ? (id === GO_ON ? 'none' : id.slice(DO.length)) : null

/** The locale key of such a button. */
export const doTitle = (id: string): string => `do.${id.slice(DO.length)}`

export const maybeKey = ({ hard }: Maybe): string => (hard ? 'say.hard' : 'say.didYouMean')
