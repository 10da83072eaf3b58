/**
 * `npm run rehearse [-- <data folder>]`: reads every draft that is open in a store, the configured one or an embedded
 * one in this folder, and says what this program's form would make of its answers, before it is let at them. Only
 * ids and numbers are printed; nothing is written.
 */

import type { ConversationDoc } from '../intake/conversation/conversation.ts'
import type { Answers } from '../intake/form/answers.ts'
import { formVersion } from '../intake/form/form.ts'
import { type Move, rehearse } from '../intake/form/rehearse.ts'
import { openStore } from '../intake/store/open.ts'
import { allOf } from '../intake/store/paging.ts'
import { readConfig } from '../platform/config.ts'
import { unlocked } from '../platform/key-vault.ts'
import { whyOf } from '../platform/why.ts'
import { services } from './services.ts'

const means: Record<Move, string> = {
  unknown: 'not asked by this form: kept, and shown in its archived words',
  unfit: 'an option or a length that this form does not have: kept, and shown in its archived words',
  placeless: 'not for this person by this form: stays until an answer of hers moves it',
  asked: 'new on the way that was gone already: asked next',
}

export async function rehearsal(folder: string | undefined, env: NodeJS.ProcessEnv): Promise<string> {
  const config = await unlocked(readConfig({ ...env, ...(folder ? { DATA_DIR: folder } : {}) }))
  const store = await openStore(config)
  try {
    const { conversations } = services(config, store)
    const open: Answers[] = []
    for await (const { id } of allOf(store.collection<ConversationDoc>('conversations'), { field: 'due' })) {
      const { state } = (await conversations.load(id)) ?? {}
      if (state && !state.gone && !state.alias) open.push(state.answers)
    }
    const lines = rehearse(open).map(
      ([key, move, count]) => `${key}  ${count} of ${open.length}  ${means[move]}\n`,
    )
    return `form ${formVersion}: ${open.length} open drafts\n${lines.join('') || 'nothing moves\n'}`
  } finally {
    await store.close()
  }
}

if (import.meta.main)
  await rehearsal(process.argv[2], process.env).then(
    (told) => process.stdout.write(told),
    (error) => {
      process.stderr.write(`The drafts could not be read:\n${whyOf(error)}\n`)
      process.exitCode = 1
    },
  )
