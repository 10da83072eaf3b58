import { consoleLanguages } from '../../../../desk/sign-in/session.ts'
import { normalise } from '../../../../dialogs/understanding/text.ts'
import type { Speech } from '../../../../intake/form/words.ts'
import { matchLanguage } from '../../../../locales/match.ts'

/** What a worker says to the bot itself; in any of the console's languages, because the chat has none of its own. */
const commands = ['link', 'unlink', 'cases', 'release', 'help'] as const
type DeskCommand = (typeof commands)[number]

/** Nothing else may be in the message: to the person one writes sentences. */
export function commandIn(text: string, speech: Speech): DeskCommand | undefined {
  const said = normalise(text.replace(/<at>.*?<\/at>/g, ' ').replace(/^\s*\//, ''))
  const spoken = consoleLanguages({ speech }).map((tag) => speech.t(tag))
  return commands.find((one) => spoken.some((t) => normalise(t(`desk.teams.command.${one}`)) === said))
}

/** The console's language nearest to the client's own. */
export function spokenBy(locale: string | undefined | null, speech: Speech): string {
  const spoken = consoleLanguages({ speech })
  return matchLanguage([locale], spoken) ?? spoken[0]!
}
