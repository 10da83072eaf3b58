import { acts } from '../../../../desk/acts.ts'
import { numberOf } from '../../../../desk/queue/items.ts'
import type { Case } from '../../../../intake/case/case.ts'
import type { Translate } from '../../../../intake/form/words.ts'
import { isoTime } from '../../../../intake/hours/time.ts'
import { fingerprint } from '../../../../intake/store/secrets.ts'
import { tongueName } from '../../../../web/console/names.ts'
import { card, facts, textBlock } from '../card.ts'
import type { Element } from '../element.ts'

/**
 * A case as a channel of a team sees it: number, language, urgency and since when it waits. Not what it concerns,
 * not what was said, not where the person writes from.
 */
export type CardState = 'waiting' | 'sent' | 'bot' | 'claimed' | 'closed'

export const cardStateOf = ({ application, talk, assignee, content }: Case): CardState => {
  if (application === 'closed' || !content) return 'closed'
  if (assignee) return 'claimed'
  if (talk === 'waiting') return 'waiting'
  return application === 'draft' ? 'bot' : 'sent'
}

const states: Record<CardState, string> = {
  waiting: 'desk.state.waiting',
  sent: 'desk.state.new',
  bot: 'desk.state.bot',
  claimed: 'desk.teams.claimedBy',
  closed: 'desk.state.closed',
}

/** What can be done from a card, while nobody has the case. */
export const cardActs = acts.filter(({ teams }) => teams === 'card')

/** Drawn by the reader's own client in the reader's own time: a card that stands for hours stays true. */
const instant = (at: number): string => {
  const iso = `${isoTime(at).slice(0, 19)}Z`
  return `{{DATE(${iso}, SHORT)}} {{TIME(${iso})}}`
}

/** `moved`: a newer card of this case stands below. */
export function caseCard(found: Case, t: Translate, moved = false): Element {
  const { id, language, urgent, watched, waitingSince, content } = found
  const face = cardStateOf(found)
  const waits = !moved && (face === 'waiting' || face === 'sent')
  const state = moved ? t('desk.teams.moved') : t(states[face], { name: content?.assigneeName ?? '' })
  const execute = (verb: string) => ({ type: 'Action.Execute', verb, data: { verb, case: id } })
  const buttons = cardActs.map(({ name }) => {
    const title = t(`desk.act.${name}`)
    const fallback = { type: 'Action.Submit', title, data: { verb: name, case: id } }
    return { ...execute(name), title, style: 'positive', fallback }
  })
  return {
    ...card(
      [
        textBlock(t('desk.case', { number: numberOf(id) }), { weight: 'Bolder', size: 'Medium' }),
        urgent && face !== 'closed'
          ? textBlock(t('desk.urgent'), { color: 'Attention', weight: 'Bolder' })
          : null,
        watched ? textBlock(t('desk.watched'), { color: 'Attention', weight: 'Bolder' }) : null,
        facts([
          { label: t('desk.column.language'), text: tongueName(t, language) },
          { label: t('desk.column.state'), text: state },
        ]),
        waits ? textBlock(`${t('desk.teams.since')} ${instant(waitingSince)}`, { isSubtle: true }) : null,
        !moved && (waits || face === 'bot') ? { type: 'ActionSet', actions: buttons } : null,
      ],
      t,
    ),
    // The client asks for what is true now when the card comes into sight; the answer replaces it, and posts nothing.
    refresh: { action: execute('refresh') },
  }
}

/** Changes when the card would. */
export const looksOf = (content: Element): string => fingerprint(JSON.stringify(content), 16)
