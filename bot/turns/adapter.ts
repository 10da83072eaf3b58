import { type Activity, ActivityTypes, BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder'

/**
 * The adapter under every turn. It sends nothing: a turn's replies are held back until they are committed, and
 * a channel delivers what was committed.
 */
export class HoldingAdapter extends BotAdapter {
  override async sendActivities(): Promise<ResourceResponse[]> {
    throw new Error('replies are held back, never sent from inside a turn')
  }
  override async updateActivity(): Promise<never> {
    throw new Error('nothing was sent that could be updated')
  }
  override async deleteActivity(): Promise<void> {
    throw new Error('nothing was sent that could be deleted')
  }
  override async continueConversation(): Promise<void> {
    throw new Error('conversations are continued by their document, not by a reference')
  }
}

/** Runs `logic` in a turn context and returns what it wanted to say, in order. */
export async function holdingBack(
  incoming: Partial<Activity>,
  logic: (context: TurnContext) => Promise<unknown>,
): Promise<Partial<Activity>[]> {
  const context = new TurnContext(new HoldingAdapter(), {
    type: ActivityTypes.Message,
    ...incoming,
  } as Activity)
  const held: Partial<Activity>[] = []
  context.onSendActivities(async (_context, activities) => {
    held.push(...activities)
    return activities.map(() => ({ id: '' }))
  })
  await logic(context)
  return held
}
