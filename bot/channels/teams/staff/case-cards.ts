import type { Case } from '../../../../intake/case/case.ts'
import type { Cases } from '../../../../intake/case/cases.ts'
import type { Speech } from '../../../../intake/form/words.ts'
import { MINUTE } from '../../../../intake/hours/time.ts'
import type { Clock } from '../../../../intake/store/ports.ts'
import type { Connector } from '../../azure/connector.ts'
import { cardMessage } from '../messages.ts'
import { type CardState, cardStateOf, caseCard, looksOf } from './case-card.ts'
import type { Board, Posted, TeamsStore } from './teams-store.ts'

/** So long, in milliseconds, one process may take to post before another does it instead. */
const PATIENCE = MINUTE

export interface CaseCardParts {
  cases: Cases
  clock: Clock
  speech: Speech
  teams: TeamsStore
}

/**
 * Keeps what channels show of a case as the case is. A case that begins to wait, or is sent, is posted once to
 * each; whatever happens to it later changes that card. Only waiting anew posts again: nobody is told of a card
 * that merely changes.
 */
export function caseCards({ cases, clock, speech, teams }: CaseCardParts, azure: Connector) {
  const beginsToWait = (face: CardState, before: string) =>
    (face === 'waiting' && before !== 'waiting') || (face === 'sent' && before === '')

  async function post(found: Case, board: Board, before: Posted | null): Promise<void> {
    const mine = await teams.posting(found.id, board.id, before)
    if (!mine) return
    const t = speech.t(board.language)
    const content = caseCard(found, t)
    const activity = await azure.send(board, cardMessage(content))
    await teams.shows(found.id, mine, { activity, face: cardStateOf(found), looks: looksOf(content) })
    if (before?.activity) await azure.update(board, before.activity, cardMessage(caseCard(found, t, true)))
  }

  async function show(found: Case, board: Board): Promise<void> {
    const face = cardStateOf(found)
    const posted = await teams.posted(found.id, board.id)
    if (!posted) {
      if (beginsToWait(face, '')) await post(found, board, null)
      return
    }
    if (!posted.activity) {
      // Somebody is posting it just now, or died over it.
      if (clock() - posted.changed > PATIENCE && face !== 'closed') await post(found, board, posted)
      return
    }
    if (beginsToWait(face, posted.face)) return post(found, board, posted)
    const content = caseCard(found, speech.t(board.language))
    const looks = looksOf(content)
    if (looks === posted.looks) return
    await azure.update(board, posted.activity, cardMessage(content))
    if (face === 'closed') await teams.forget(found.id, posted)
    else await teams.shows(found.id, posted, { activity: posted.activity, face, looks })
  }

  return async (id: string): Promise<void> => {
    const all = await teams.boards()
    const found = all.length > 0 ? await cases.get(id) : null
    if (found) for (const board of all) await show(found, board)
  }
}
