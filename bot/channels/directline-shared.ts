import type { Config } from '../../platform/config.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Limits } from '../../platform/limits.ts'
import type { Tokens } from '../../platform/tokens.ts'
import type { Turns } from '../turns/turns.ts'
import { access } from './directline-access.ts'
import { type Client, type Mark, type ReaderParts, reader, type View } from './reader.ts'
import { type StreamParts, streams } from './streams.ts'

export interface DirectLineParts extends ReaderParts, StreamParts {
  config: Config
  limits: Limits
  tokens: Tokens
  turns: Turns
}

/** What the routes of Direct Line share. */
export function shared(parts: DirectLineParts) {
  const see = reader(parts)
  return {
    ...parts,
    see,
    live: streams(parts, see),
    access: access(parts),

    /** The goodbye is given to whoever has not read it; after that there is nothing here. @throws Refusal GONE */
    async found({ conv }: Client, mark?: Mark): Promise<View> {
      const view = await see.find(conv)
      if (!view || (view.state.gone && !(mark && see.newer(view, mark).length))) throw new Refusal('GONE')
      return view
    },
  }
}

export type DirectLine = ReturnType<typeof shared>
