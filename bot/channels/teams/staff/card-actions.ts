import type { InvokeResponse } from 'botbuilder'
import { type Act, caseIdOf, perform } from '../../../../desk/act.ts'
import { claim } from '../../../../desk/assignment/claim.act.ts'
import type { Desk } from '../../../../desk/desk.ts'
import { Explained, Unfit, Unread, Unsafe } from '../../../../desk/refusals.ts'
import { may } from '../../../../desk/sign-in/roles.ts'
import type { Cases } from '../../../../intake/case/cases.ts'
import type { Speech, Translate } from '../../../../intake/form/words.ts'
import { asRefusal, Refusal } from '../../../../platform/errors.ts'
import { tongueName } from '../../../../web/console/names.ts'
import type { Incoming } from '../../azure/incoming.ts'
import { ADAPTIVE } from '../card.ts'
import { cardActs, caseCard } from './case-card.ts'
import { type StaffParts, staffOf } from './staff.ts'
import type { Board, TeamsStore } from './teams-store.ts'

/** What a case card does: its `verb` and `case` are its own, and may have been edited on the way. */
interface Pressed {
  /** `null`: only looks whether the card is still true. */
  act: Act | null
  case: string
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** @throws Refusal BAD_REQUEST, NOT_FOUND */
export function pressedIn(data: unknown): Pressed {
  const { verb, case: id } = isObject(data) ? data : {}
  const act = cardActs.find(({ name }) => name === verb) ?? null
  if (!act && verb !== 'refresh') throw new Refusal('BAD_REQUEST', 'no such action')
  return { act, case: caseIdOf(id) }
}

/** The data of an `adaptiveCard/action` invoke; its `verb` is said twice, and the outer one counts. @throws Refusal */
export function actionOf({ value }: Incoming): Pressed {
  const action = isObject(value) && isObject(value.action) ? value.action : {}
  const data = isObject(action.data) ? action.data : {}
  return pressedIn({ ...data, verb: action.verb })
}

/** An answer to an invoke: https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model */
const answer = (type: string, value: unknown): InvokeResponse => ({
  status: 200,
  body: { statusCode: 200, type, value },
})

const sayTo = (text: string) => answer('application/vnd.microsoft.activity.message', text)

export interface CardActParts extends StaffParts {
  cases: Cases
  desk: Desk
  speech: Speech
  teams: TeamsStore
}

/**
 * Taking a case from a card, and looking whether it still is as it was. A card that is looked at shows whoever sees
 * the channel what the channel shows; to take it one must be of the staff. Delivered again, it is taken once.
 */
export function cardActions(
  parts: CardActParts,
  claimed: (activity: Incoming, board: Board, id: string) => void,
) {
  const { desk, cases, speech, teams } = parts

  /** The text that says why not; `null`: done. */
  async function done(act: Act, activity: Incoming, board: Board, id: string): Promise<string | null> {
    const t = speech.t(board.language)
    const by = await staffOf(activity, parts)
    if (!by || !may(by, act.may)) return t('desk.teams.stranger')
    try {
      await perform(act, {}, { desk, id, by, spoken: board.language })
    } catch (error) {
      return troubleOf(error, t)
    }
    if (act === claim) claimed(activity, board, id)
    return null
  }

  return {
    done,

    /** @throws Refusal NOT_FOUND when no such card stands in this channel */
    async press(
      activity: Incoming,
      board: Board | null,
      { act, case: id }: Pressed,
    ): Promise<InvokeResponse> {
      if (!board || !(await teams.posted(id, board.id))) throw new Refusal('NOT_FOUND')
      const why = act ? await done(act, activity, board, id) : null
      if (why) return sayTo(why)
      const found = await cases.get(id)
      if (!found) throw new Refusal('NOT_FOUND')
      return answer(ADAPTIVE, caseCard(found, speech.t(board.language)))
    },
  }
}

const troubles: Record<string, string> = {
  GONE: 'desk.trouble.closed',
  CONFLICT: 'desk.trouble.claimFirst',
  BAD_REQUEST: 'desk.trouble.text',
}

/** A refusal of the desk in a worker's words. What is no refusal is thrown on. */
export function troubleOf(error: unknown, t: Translate): string {
  // Meaning it all the same, and the rules a contact would break, take a page to be read with care.
  if (error instanceof Unfit) return t('desk.teams.unfit')
  if (error instanceof Unsafe) return t('desk.teams.unsafe', { why: t(error.words) })
  if (error instanceof Unread) return t('desk.teams.unread', { language: tongueName(t, error.language) })
  if (error instanceof Explained) return t(error.words, { name: error.more.by })
  const { code } = asRefusal(error)
  if (code === 'INTERNAL' || code === 'UNAVAILABLE') throw error
  return t(troubles[code] ?? 'desk.trouble.notFound')
}
