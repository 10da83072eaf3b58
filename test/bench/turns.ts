import { type Activity, ConversationState, MemoryStorage, TurnContext } from 'botbuilder'
import { HoldingAdapter } from '../../bot/turns/adapter.ts'
import { cosmosStore } from '../../intake/store/cosmos.ts'
import type { Doc, Store } from '../../intake/store/ports.ts'
import { sqliteStore } from '../../intake/store/sqlite.ts'
import { startCosmos } from '../support/cosmos-server.ts'
import { freshDir } from '../support/process.ts'
import { freshServices, Person, walkTo } from '../support/talk.ts'
import { counting, median } from './measure.ts'

const CONVERSATIONS = 20

/** The smallest bot of the SDK: echoes, and keeps a counter in `ConversationState` on memory. */
async function echo(): Promise<number[]> {
  const state = new ConversationState(new MemoryStorage())
  const counter = state.createProperty<number>('count')
  const times: number[] = []
  for (let turn = 0; turn < CONVERSATIONS * 15; turn += 1) {
    const begun = performance.now()
    const activity = {
      type: 'message',
      text: 'hello',
      channelId: 'bench',
      conversation: { id: `c${turn % CONVERSATIONS}` },
    }
    const context = new TurnContext(new HoldingAdapter(), activity as Activity)
    context.onSendActivities(async () => [{ id: '' }])
    await counter.set(context, ((await counter.get(context, 0)) ?? 0) + 1)
    await context.sendActivity(`Echo: ${activity.text}`)
    await state.saveChanges(context)
    times.push(performance.now() - begun)
  }
  return times
}

async function intake(store: Store) {
  const counted = counting(store)
  const parts = freshServices({}, counted.store)
  const times: number[] = []
  let reads = 0
  let writes = 0
  let bytes = 0
  for (let one = 0; one < CONVERSATIONS; one += 1) {
    const person = new Person(parts)
    const send = person.send.bind(person)
    person.send = async (inbound) => {
      const before = { ...counted.calls }
      const begun = performance.now()
      await send(inbound)
      times.push(performance.now() - begun)
      // The first turn makes the conversation's key; an ordinary one is what is counted.
      if (person.messages > 1) {
        reads += counted.calls.read - before.read
        writes += counted.calls.write - before.write
      }
      return person
    }
    await walkTo(person, 'ar')
    bytes = (await store.collection<Doc & { sealed: string }>('conversations').read(person.id))!.sealed.length
  }
  const turns = times.length - CONVERSATIONS
  return { times, reads: reads / turns, writes: writes / turns, bytes }
}

/** What a turn costs, beside the engine's own bare echo bot in the same run. */
export async function turns() {
  const cosmos = await startCosmos()
  const rows = [{ bot: 'echo bot of the SDK, state in memory', 'ms a turn': median(await echo()) }]
  for (const [bot, store] of [
    ['Silta, embedded store in memory', sqliteStore(':memory:')],
    ['Silta, embedded store on disk', sqliteStore(freshDir())],
    ['Silta, @azure/cosmos over a loopback socket', cosmosStore(cosmos)],
  ] as const) {
    const { times, reads, writes, bytes } = await intake(store)
    const shown = {
      'reads a turn': reads.toFixed(2),
      'writes a turn': writes.toFixed(2),
      'bytes kept': bytes,
    }
    rows.push({ bot, 'ms a turn': median(times), ...shown })
    await store.close()
  }
  await cosmos.close()
  return rows
}
