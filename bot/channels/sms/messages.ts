import type { State } from '../../../intake/conversation/conversation.ts'
import type { Line } from '../../../intake/conversation/line.ts'
import { askIn } from '../../../intake/conversation/standing.ts'
import { show } from '../../../intake/conversation/transcript.ts'
import { texted, textKey } from '../../../intake/form/channels.ts'
import { contactsOf } from '../../../intake/form/contacts.ts'
import type { Speech, Translate } from '../../../intake/form/words.ts'
import { tongueOf } from '../activities.ts'
import type { Shown } from '../port.ts'
import { split } from './parts.ts'

/**
 * Lines as text messages: notices in one, the question in one of its own, a worker's words in one each. What has
 * no words for a locked phone is not texted, whatever says it.
 */
export function textsOf({ state, lines, knock }: Shown, speech: Speech, web: string): string[] {
  const language = tongueOf(state, speech)
  const plain = speech.t(language)
  const places = { ...contactsOf(plain), web }
  const t = withPlaces(plain, places)
  const reading = { answers: state.answers, contacts: places, t: texted(t) }
  const texts: string[] = []
  let notices: string[] = []
  const flush = () => {
    if (notices.length > 0) texts.push(notices.join('\n'))
    notices = []
  }
  for (const line of lines) {
    if (line.from === 'person') continue
    if (line.question) {
      // Asked again within one turn, the last time counts.
      if (line.seq !== state.open?.seq) continue
      flush()
      texts.push(question(state, speech, t))
    } else if (line.from === 'worker' || mayText(line, t)) {
      const text = show(line, reading)?.text
      if (line.from === 'worker') flush()
      if (text) notices.push(text)
      if (line.from === 'worker') flush()
    }
  }
  flush()
  if (knock) texts.push(t('sms.knock'))
  return texts.filter(Boolean).flatMap((text) => split(text, language))
}

/** Questions name where to call as well. */
const withPlaces = (t: Translate, places: Record<string, string>): Translate =>
  Object.assign((key: string, params?: Record<string, unknown>) => t(key, { ...places, ...params }), {
    has: t.has,
    language: t.language,
    dir: t.dir,
    contacts: t.contacts,
  })

const mayText = ({ say }: Line, t: Translate): boolean =>
  say !== undefined && (say.startsWith('sms.') || textKey(say, t) !== null)

function question(state: State, speech: Speech, t: Translate): string {
  const open = askIn(state, state.open?.key, speech.languages, texted(t))
  if (!open || !textKey(`${open.key}.ask`, t)) return ''
  const list = open.options.map(({ title }, i) => `${i + 1} ${title}`)
  // Which language to ask in is not known yet, and a guess from a word or two is none: the names are the question.
  const unknown = open.key === 'control.language' && !state.language
  return [...(unknown ? [] : [open.text]), ...list].join('\n')
}
