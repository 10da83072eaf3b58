import type { Conversations, Loaded } from './conversation.ts'

const MOST_HOPS = 10

/** The conversation that this one goes on as. */
export async function whereItWent({ load }: Pick<Conversations, 'load'>, id: string): Promise<Loaded | null> {
  let found = await load(id)
  for (let hop = 0; found?.state.alias && hop < MOST_HOPS; hop += 1) found = await load(found.state.alias)
  return found
}
