import { type Dialog, WaterfallDialog } from 'botbuilder-dialogs'
import { has } from '../intake/form/answers.ts'
import { reach } from '../intake/form/controls.ts'
import { isOpen } from '../intake/form/route.ts'
import type { Given } from './hear.ts'
import { permit } from './permissions.ts'
import { QuestionPrompt } from './prompt.ts'
import { asking, keeping } from './section.ts'
import { requestTalk, sayHidden } from './talk.ts'
import { effect, forget, keep, say, sayOnce, turnOf } from './turn.ts'

/** What is asked of everybody first: danger has its number before anything else. */
const first = ['safety.seen', 'safety.danger'] as const

/** She would rather be called than write, and said so at once: somebody is asked for, then how to reach her. */
const callMe = new WaterfallDialog('callMe', [
  async function begin(step) {
    const { state } = turnOf(step.context)
    if (!state.calling && first.some((key) => isOpen(key, state.answers)))
      await say(step.context, 'talk.callMe')
    state.calling = true
    return step.next()
  },
  ...first.flatMap((key) => [asking(key), keeping(key)]),
  async function request(step) {
    const { state } = turnOf(step.context)
    await keep(step.context, 'contact.way', { status: 'answered', value: 'phone' })
    requestTalk(step.context, { call: true })
    state.talk!.callBack = true
    return step.cancelAllDialogs()
  },
])

/**
 * How she can safely be called back, when nobody is here to talk: the form's own questions, asked now, and read
 * by a worker only after her yes. As everywhere, what is answered already is not asked again.
 */
export const callBack: Dialog[] = [
  new QuestionPrompt('control.callBack'),
  new WaterfallDialog('callBack', [
    async function begin(step) {
      const { talk } = turnOf(step.context).state
      if (talk && !talk.callBack) {
        talk.callBack = true
        await say(step.context, 'talk.callBack')
      }
      return step.next()
    },
    ...reach.flatMap((key) => [asking(key), keeping(key)]),
    async function confirm(step) {
      const { state } = turnOf(step.context)
      if (!has(state.answers, 'contact.way', 'codeOnly')) {
        // Before anybody may see who she is.
        await sayOnce(step.context, 'say.police')
        return step.beginDialog('control.callBack')
      }
      // She comes back by herself: she needs her code, and there is nothing to let anybody read.
      delete state.talk?.callBack
      if (state.code) return step.replaceDialog('waiting')
      effect(step.context, { kind: 'code', at: 'control.waiting' })
      return step.cancelAllDialogs()
    },
    async function decide(step) {
      const turn = turnOf(step.context)
      const { state } = turn
      const { value } = step.result as Given
      permit(step.context, 'control.callBack', String(value))
      if (value === 'change') {
        // What is no longer right must not be used while she writes the new one.
        for (const key of reach) forget(turn, key)
        return step.replaceDialog('callBack')
      }
      delete state.talk?.callBack
      if (value === 'yes' && state.case) {
        state.reachable = true
        effect(step.context, { kind: 'share', case: state.case.id, keys: [...reach] })
        await say(step.context, 'talk.callBackKept', { until: turn.due })
      } else await sayHidden(step.context)
      return step.replaceDialog('waiting')
    },
  ]),
  callMe,
]
