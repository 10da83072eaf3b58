import { fold, normalise } from '../../../dialogs/understanding/text.ts'
import type { Address } from '../../../intake/conversation/conversation.ts'
import { HOUR } from '../../../intake/hours/time.ts'
import type { Clock } from '../../../intake/store/ports.ts'
import { languages, vocabulary } from '../../../locales/index.ts'
import { asRefusal } from '../../../platform/errors.ts'
import { type Limits, limiter } from '../../../platform/limits.ts'
import type { Outcome } from '../../turns/transaction.ts'
import { trying } from '../code-tries.ts'
import { followConversation } from '../follow.ts'
import { decode } from './decode.ts'
import type { Dedupe } from './dedupe.ts'
import type { OptOuts } from './opt-outs.ts'
import { conversationAt, type ReportParts } from './reports.ts'

/** A text message as any carrier brings it, its sender proven. */
export interface Texted {
  /** The carrier's id of it. */
  id: string
  /** Where to answer: the carrier, her number, ours. */
  address: Address
  text: string
  files?: boolean
  /** The carrier has already answered this word itself. */
  answered?: boolean
}

const CHANNEL = 'sms'

/** Carriers act on these themselves when they are all of a message, and block us from then on, or no longer. */
const stops = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'optout', 'revoke'])
const starts = new Set(['start', 'unstop', 'yes'])
/** All that are not ours to use, with the two a carrier may answer: our own words differ, in every language. */
export const carrierWords: readonly string[] = [...stops, ...starts, 'help', 'info']

/** The same in sentences of hers, in any language, when they are all she says: nothing goes out until she writes again. */
const noTexts: ReadonlySet<string> = new Set(
  languages.flatMap((language) =>
    (vocabulary(language).noTexts as string[]).map((sentence) => fold(normalise(sentence))),
  ),
)

/** Texts that one number may send in an hour; what is beyond costs money and helps nobody. */
const MOST = 120
const MOST_TOLD = 10_000

export interface ReceiveParts extends ReportParts {
  clock: Clock
  dedupe: Dedupe
  limits: Limits
  optOuts: OptOuts
}

/** What is the same for every carrier: told apart from repeats, made legible, and taken as a turn. */
export function receiveText(parts: ReceiveParts) {
  const { clock, dedupe, limits, idFor, optOuts, turns } = parts
  const enough = limiter(clock, MOST, HOUR)
  /** Who was told that more came than is read, and of which time. */
  const told = new Map<string, number>()

  const take = ({ id, address, files }: Texted, text: string, opens: boolean): Promise<Outcome> =>
    followConversation({ idFor, turns }, CHANNEL, address.to, {
      id,
      text,
      push: address,
      ...(files ? { files } : {}),
      ...(opens ? { opened: clock() } : {}),
    })

  /** What it is, until when, and whom to call: once in all that time, for every answer costs. */
  async function tellOnce({ address }: Texted, error: unknown): Promise<void> {
    const { until } = asRefusal(error)
    if (!until || (told.get(address.to) ?? 0) > clock()) return
    if (told.size > MOST_TOLD) told.clear()
    told.set(address.to, until)
    const notice = { id: `busy ${until}`, push: address, busy: until }
    await followConversation({ idFor, turns }, CHANNEL, address.to, notice)
  }

  return async (texted: Texted): Promise<void> => {
    const { id, address, answered } = texted
    const number = address.to
    // A name or a short number is a machine.
    if (!/^\+?\d{6,15}$/.test(number)) return
    if (await dedupe.has(id)) return
    const text = decode(texted.text)
    const word = normalise(text)
    const closes = stops.has(word) ? 'stopped' : noTexts.has(fold(word)) ? 'asked' : null
    if (closes) {
      await optOuts.close(number, closes)
      const hers = await conversationAt(parts, number)
      if (hers) await turns.close(hers, closes)
      return dedupe.keep(id)
    }
    try {
      enough(number)
      const before = await optOuts.why(number)
      const opens = before !== null && (starts.has(word) || before !== 'stopped')
      if (opens) await optOuts.open(number)
      if (!answered && !(await dedupe.echoes(id, number, text)))
        await trying(limits, number, text, () => take(texted, text, opens))
    } catch (error) {
      // Too many, or a code mistyped again and again: a text has no page that would say when to go on.
      await tellOnce(texted, error)
      throw error
    }
    await dedupe.keep(id)
  }
}
