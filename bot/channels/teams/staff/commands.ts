import type { Act } from '../../../../desk/act.ts'
import { acts } from '../../../../desk/acts.ts'
import { consoleLanguages } from '../../../../desk/sign-in/session.ts'
import { normalise } from '../../../../dialogs/understanding/text.ts'
import type { Speech } from '../../../../intake/form/words.ts'
import { matchLanguage } from '../../../../locales/match.ts'

/** What a worker says to the bot itself; in any of the console's languages, because the chat has none of its own. */
const commands = ['link', 'unlink', 'cases', 'help'] as const
type ChatCommand = (typeof commands)[number]
/** Done to the case that is talked about. */
const actWords = acts.filter(({ teams }) => teams === 'chat')

/** Nothing else may be in the message: to the person one writes sentences. */
export function commandIn(text: string, speech: Speech): ChatCommand | Act | undefined {
  const said = normalise(text.replace(/<at>.*?<\/at>/g, ' ').replace(/^\s*\//, ''))
  const spoken = consoleLanguages({ speech }).map((tag) => speech.t(tag))
  const isSaid = (name: string) => spoken.some((t) => normalise(t(`desk.teams.command.${name}`)) === said)
  return commands.find(isSaid) ?? actWords.find(({ name }) => isSaid(name))
}

/** The console's language nearest to the client's own. */
export function spokenBy(locale: string | undefined | null, speech: Speech): string {
  const spoken = consoleLanguages({ speech })
  return matchLanguage([locale], spoken) ?? spoken[0]!
}
