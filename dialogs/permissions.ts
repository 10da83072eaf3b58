import type { TurnContext } from 'botbuilder'
import { withPermission } from '../intake/conversation/permission.ts'
import { hasConsent } from '../intake/form/answers.ts'
import { ask } from '../intake/form/ask.ts'
import { consents } from '../intake/form/consents.ts'
import { isOnRoute } from '../intake/form/route.ts'
import { say, standing, tongue, turnOf } from './turn.ts'

/** What about the conversation is a "yes" to somebody else's reading or doing something. */
const permits: Readonly<Record<string, readonly string[]>> = {
  'control.review': ['send'],
  'control.handIn': ['yes'],
  'control.story': ['yes'],
  'control.share': ['yes'],
  'control.waiting': ['share'],
  'control.callBack': ['yes'],
  'control.textBack': ['day', 'anytime'],
}

/** Keeps what she agreed to by choosing this, if it is to agree, before anything follows from it. */
export function permit(context: TurnContext, key: string, chosen: string): void {
  if (!permits[key]?.includes(chosen)) return
  const turn = turnOf(context)
  const { state, now } = turn
  const language = tongue(turn)
  const { text: asked, options } = ask(key, standing(turn), turn.t(language))
  const answered = options.find(({ id }) => id === chosen)?.title ?? ''
  state.permissions = withPermission(state.permissions, { asked, answered, language, at: now })
}

/** Words of another language, or with marks of their own, keep their order inside a sentence. */
const apart = (text: string) => `\u2068${text}\u2069`

/** "What did I agree to": each sentence as she read it, and the questions she said yes to. */
export async function tellPermissions(context: TurnContext): Promise<void> {
  const { answers, permissions = [] } = turnOf(context).state
  for (const { asked, answered, at } of permissions)
    await say(context, 'say.agreed', { date: at, asked: apart(asked), answered: apart(answered) })
  const keys = consents.filter((key) => isOnRoute(key, answers) && hasConsent(answers, key))
  if (keys.length > 0) await say(context, 'say.agreed.yes', { keys: keys.join(',') })
  if (keys.length === 0 && permissions.length === 0) await say(context, 'say.agreed.none')
}
