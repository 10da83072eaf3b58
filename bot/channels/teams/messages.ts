import type { Activity } from 'botbuilder'
import type { Line } from '../../../intake/conversation/line.ts'
import { askIn } from '../../../intake/conversation/standing.ts'
import { type Bubble, show } from '../../../intake/conversation/transcript.ts'
import { contactsOf } from '../../../intake/form/contacts.ts'
import { leftToRight } from '../../../intake/form/plain-text.ts'
import type { Speech, Translate } from '../../../intake/form/words.ts'
import { tongueOf } from '../activities.ts'
import type { Shown } from '../port.ts'
import { attached, questionCard, workerCard } from './card.ts'
import type { Element } from './element.ts'

/** What a notification shows of a card, and nothing else: who walks by may read it. */
const SUMMARY = 'Silta'

export const cardMessage = (content: Element): Partial<Activity> => ({
  type: 'message',
  summary: SUMMARY,
  attachments: [attached(content)],
})

export const textMessage = (text: string, locale: string): Partial<Activity> => ({
  type: 'message',
  text,
  textFormat: 'plain',
  locale,
})

function fromWorker({ phrase }: Line, { text, language, machine }: Bubble, t: Translate): Partial<Activity> {
  const said = `${t('web.from.worker')}: ${text}`
  const allow: [string, string][] = phrase === 'ask.machine' ? [['yes', t('web.machine.allow')]] : []
  const stop: [string, string][] = allow.length > 0 || machine ? [['no', t('web.machine.stop')]] : []
  if (stop.length === 0) return textMessage(said, language)
  return cardMessage(workerCard(said, machine?.text ?? '', [...allow, ...stop], t))
}

/** Lines for Teams: notices in one message, a worker's words in one each, the open question as a card. */
export function messagesOf({ state, lines, knock }: Shown, speech: Speech, web: string): Partial<Activity>[] {
  const t = speech.t(tongueOf(state, speech))
  const place = t.dir === 'rtl' ? leftToRight(web) : web
  const reading = { answers: state.answers, contacts: { ...contactsOf(t), web: place }, t }
  const messages: Partial<Activity>[] = []
  let notices: string[] = []
  const answer = state.log.findLast(({ seq }) => seq < (lines[0]?.seq ?? 0))
  const isChosen = answer?.from === 'person' && answer.value !== undefined && answer.seq > state.hiddenUpTo
  const chosen = isChosen ? show(answer, reading)?.text : ''
  const flush = () => {
    if (notices.length > 0) messages.push(textMessage(notices.join('\n\n'), t.language))
    notices = []
  }
  for (const line of lines) {
    const bubble = line.seq > state.hiddenUpTo && line.from !== 'person' ? show(line, reading) : null
    if (!bubble?.text) continue
    const { text } = bubble
    if (line.from === 'worker') {
      flush()
      messages.push(fromWorker(line, bubble, t))
    } else if (line.question) {
      // Asked again within one turn, the last time counts.
      const open = line.seq === state.open?.seq && askIn(state, state.open.key, speech.languages, t)
      if (open) flush()
      if (open) messages.push(cardMessage(questionCard({ ...open, text }, t, chosen)))
    } else notices.push(text)
  }
  flush()
  if (knock) messages.push(textMessage(t('sms.knock'), t.language))
  return messages
}
