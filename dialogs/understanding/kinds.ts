/** Words that steer the conversation. */
export const COMMANDS = [
  'help',
  'human',
  'danger',
  'stop',
  'exit',
  'back',
  'skip',
  'unknown',
  'inPerson',
  'unsafe',
  'language',
  'delete',
  'know',
  'agreed',
  'copy',
  'code',
  'start',
  'repeat',
  'cover',
  'alone',
] as const
export type Command = (typeof COMMANDS)[number]
/** Some things are pressed and never said: undoing a "back", how this page is used more safely, that she has a code. */
export type Press = Command | 'forward' | 'safer' | 'next' | 'call' | 'noted'

/** Wishes that are learned too, and then only offered; `hard`: that it is too much for her. */
export const WISHES = [
  'human',
  'delete',
  'hard',
  'stop',
  'exit',
  'back',
  'skip',
  'unknown',
  'inPerson',
  'unsafe',
  'language',
  'know',
  'copy',
  'help',
  'repeat',
] as const satisfies readonly (Command | 'hard')[]
export type Wish = (typeof WISHES)[number]

/** What people ask us whatever we asked them. */
export const KINDS = [
  'what',
  'reads',
  'police',
  'cost',
  'deport',
  'long',
  'victim',
  'friend',
  'papers',
  'stop',
  'robot',
  'next',
] as const
export type Kind = (typeof KINDS)[number]

/** An option as it is shown: its number is its place. */
export interface Option {
  id: string
  title: string
}

/** The question that waits for an answer, as she sees it. */
export interface Open {
  key: string
  kind: 'choice' | 'many' | 'text' | 'date'
  options: readonly Option[]
  /** Options that are heard by their name, though just now they are not shown. */
  others?: readonly Option[]
  /** Ways of not answering, by their titles. */
  passes?: readonly Option[]
  /** Of `many`: options that exclude all others. */
  alone?: readonly string[]
  /** Its options are shown with their numbers. */
  numbered?: boolean
  /** Milliseconds since 1970: "in spring" is a while ago. */
  today?: number
  /** Her own words are what is asked for: a story answers it. */
  prose?: boolean
  /** Of prose: at length, so that a word or two answer little. */
  telling?: boolean
}

/** What a message means to us. `danger`: the safety words are due, whatever else it is. */
export type Understood = { danger: boolean } & (
  | { is: 'answer'; ids: string[] }
  /** `whole`: all she wrote. */
  | { is: 'command'; command: Command; whole: boolean }
  | { is: 'hard' }
  | { is: 'question'; about: Kind }
  /** Never taken: shown back as buttons. `story`: it tells more than these, and is kept too. */
  | { is: 'maybe'; options: string[]; commands: Command[]; story: boolean }
  /**
   * None of these: to a question in words its answer, else her own story, or too little to be one. `vague`: not kept as
   * an answer before it was shown back.
   */
  | { is: 'words'; story: boolean; vague?: boolean }
)
