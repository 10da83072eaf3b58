// Words that steer the conversation: a whole message, but for courtesy and a slip of the finger.
import { similar } from './near.ts'
import { first, listen } from './said.ts'
import { fold } from './text.ts'
import { COMMANDS, type Command, mentions, spelled, untied, type Words } from './words.ts'

/** Phrases of these are heard inside a longer message too. Danger before all. */
const URGENT: Command[] = ['danger', 'human']

/** No slip of the finger leads to these: leaving erases, and "I am fine" is one letter from danger in Arabic. */
const EXACT: Command[] = ['exit', 'danger']

export function hearCommand(text: string, words: Words): Command | null {
  const said = listen(text, words)
  const phrases = (command: Command) => words.commands[command].map(spelled)
  const named = (same: (phrase: string) => boolean) => COMMANDS.filter((c) => phrases(c).some(same))
  const message = ` ${fold(untied(said.text, words))} `
  const amid = (phrase: string) => {
    const [before, ...after] = message.split(` ${fold(phrase)} `)
    const calm = () => !mentions([before, ...after].join(' ').trim(), words.negations)
    return phrase.includes(' ') && after.length > 0 && calm()
  }
  const slips = (phrase: string) => phrase.length > 4 && similar(said.text, phrase)
  const found = first(
    () => named((phrase) => phrase === said.text || phrase === said.whole),
    () => named((phrase) => fold(phrase) === fold(said.text) || fold(phrase) === fold(said.whole)),
    () => (said.mood || said.numbers ? [] : named(slips).filter((command) => !EXACT.includes(command))),
    () => URGENT.filter((command) => phrases(command).some(amid)).slice(0, 1),
  )
  return found.length === 1 ? found[0]! : null
}
