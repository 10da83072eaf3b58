// Reads a person's words. Whatever is unsure is asked again, never guessed: "not sure" is no yes,
// "I do not want police" is no wish for police, "two weeks ago" is not option 2.
export { hearCommand } from './recognise/commands.ts'
export { type HeardDate, hearDate } from './recognise/date.ts'
export { type Choice, hearChoice, hearMany, type Many, type Option } from './recognise/options.ts'
export { normalise } from './recognise/text.ts'
export { COMMANDS, type Command, type Words } from './recognise/words.ts'
