import { services } from '../../bot/services.ts'
import type { Inbound } from '../../bot/turns/inbound.ts'
import { formVersion } from '../../intake/form/form.ts'
import { rows } from '../../intake/form/rows.ts'
import { openStore } from '../../intake/store/open.ts'
import { readConfig } from '../../platform/config.ts'

/** Silta without its doors, in a process of its own: it takes what somebody says, and tells what it did. */
export interface Heard {
  form: string
  id: string
  keys: string[]
  open?: string | undefined
  answers: Record<string, unknown>
  case?: string | undefined
}
export type Asked =
  | { do: 'take'; id: string; inbound: Inbound }
  | { do: 'rows'; case: string; language: string }

async function answerEverything(): Promise<void> {
  const config = readConfig({ NODE_ENV: 'test', ...process.env })
  const parts = services(config, await openStore(config))
  await parts.archiveWordings()
  const take = async ({ id, inbound }: Extract<Asked, { do: 'take' }>): Promise<Heard> => {
    const { state, lines, id: at } = await parts.turns.take(id, 'web', inbound)
    const said = lines.filter(({ from }) => from === 'bot')
    const given = Object.entries(state.answers)
    return {
      form: formVersion,
      id: at,
      keys: said.map(({ say, question }) => question ?? say ?? 'text'),
      open: state.open?.key,
      answers: Object.fromEntries(given.map(([key, one]) => [key, one?.value ?? one?.status])),
      case: state.case?.id,
    }
  }
  const rowsOf = async ({ case: id, language }: Extract<Asked, { do: 'rows' }>) => {
    const record = (await parts.cases.get(id))?.content?.record?.answers ?? {}
    return rows(record, parts.speech.t(language)).map(({ key, label, text }) => [key, label, text])
  }
  process.on('message', async (asked: Asked) => {
    const told = asked.do === 'take' ? take(asked) : rowsOf(asked)
    process.send!(await told.catch((error: Error) => ({ failed: error.stack })))
  })
  process.send!('here')
}

if (process.send) await answerEverything()
