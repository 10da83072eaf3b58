import { WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs'
import type { Section } from '../intake/form/form.ts'
import { isOpen } from '../intake/form/route.ts'
import type { Given } from './hear.ts'
import { redirect, redirectOf } from './lock-screen.ts'
import { before, file } from './notices.ts'
import { turnOf } from './turn.ts'

type Step = (step: WaterfallStepContext) => ReturnType<WaterfallStepContext['next']>

/** Telemetry names a step after its function. */
const named = (name: string, step: Step): Step => Object.defineProperty(step, 'name', { value: name })

/**
 * A section of the form as a waterfall: for each question a step that asks and a step that keeps. What is
 * answered or off the route is passed over, so coming back, changing an answer, switching language and a
 * deploy in the middle are one thing: walk again from the top.
 */
export const sectionDialog = (section: Section): WaterfallDialog =>
  new WaterfallDialog(
    `section ${section.id}`,
    Object.keys(section.questions).flatMap((key) => [asking(key), keeping(key)]),
  )

export const asking = (key: string) =>
  named(`ask ${key}`, async (step) => {
    const turn = turnOf(step.context)
    const { answers, changing } = turn.state
    if (!isOpen(key, answers) && changing !== key) return step.next()
    const to = redirectOf(step.context, key)
    if (to) return redirect(step, to)
    await before(step.context, key)
    return step.beginDialog(key)
  })

export const keeping = (key: string) =>
  named(`keep ${key}`, async (step) => {
    const given = step.result as Given | undefined
    if (!given) return step.next()
    const elsewhere = await file(step.context, key, given)
    return elsewhere ? step.replaceDialog(elsewhere) : step.next()
  })
