import { randomUUID } from 'node:crypto'
import type { Request } from 'restify'
import { hoursOf } from '../../desk/queue/presence.ts'
import { showsCode } from '../../dialogs/issued.ts'
import { isLocked, isShown } from '../../intake/conversation/check-word.ts'
import { emptyState, type State } from '../../intake/conversation/conversation.ts'
import { isInSight } from '../../intake/conversation/in-sight.ts'
import { isWriting, type Receipts } from '../../intake/conversation/receipts.ts'
import { askIn, standingOf } from '../../intake/conversation/standing.ts'
import { lastAsked, show, withoutRepeats } from '../../intake/conversation/transcript.ts'
import { has, isAnonymous, isReferrer, isWatched } from '../../intake/form/answers.ts'
import type { Ask } from '../../intake/form/ask.ts'
import { contactsOf } from '../../intake/form/contacts.ts'
import { reach } from '../../intake/form/controls.ts'
import { isEssential } from '../../intake/form/form.ts'
import { keyIn } from '../../intake/form/reply.ts'
import { leftToAsk } from '../../intake/form/route.ts'
import { CONSENT, mayTranslate, type Translator } from '../../intake/form/translator.ts'
import type { Speech } from '../../intake/form/words.ts'
import { fullDayEnds, isOpen, nextOpening } from '../../intake/hours/hours.ts'
import { inFinland, SECOND } from '../../intake/hours/time.ts'
import type { Clock } from '../../intake/store/ports.ts'
import { matchLanguage, wishedIn } from '../../locales/match.ts'
import type { Config } from '../../platform/config.ts'
import type { Refusal } from '../../platform/errors.ts'
import type { Tokens } from '../../platform/tokens.ts'
import type { Day } from '../../web/chat/calendar.js'
import type { ChatView } from '../../web/chat/view.ts'

export const CHANNEL = 'web'

/** What a page holds instead of a cookie: where its conversation is, which view of it, in which language. */
export interface PageToken {
  id: string
  view: number
  language: string
  /** True until the first message: nothing is stored yet. */
  fresh: boolean
}

/** A conversation that is over, or that this page may no longer show. */
export const gone: State = { ...emptyState(CHANNEL), gone: 'left' }

/** The day it is in Finland. */
export function dayOf(at: number): Day {
  const parts = inFinland('en', { year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(at)
  const [year, month, day] = ['year', 'month', 'day'].map((part) =>
    Number(parts.find(({ type }) => type === part)!.value),
  )
  return { year: year!, month: month! - 1, day: day! }
}

const nowhere: PageToken = { id: '', view: 0, language: '', fresh: false }

export interface PageParts {
  clock: Clock
  config: Config
  receipts: Receipts
  speech: Speech
  tokens: Tokens
  translator: Translator | null
}

/** Turns a conversation into what the page of one person shows, and the page's token back into where it is. */
export function pages({ config, speech, tokens, receipts, clock, translator }: PageParts) {
  const hours = hoursOf(config)

  /** `waits`: for a person, who may be days away, and for whom what she wrote is kept. */
  const tokenFor = ({ id, view, language, fresh }: PageToken, waits = false) => {
    const wait = waits ? Math.ceil((fullDayEnds(hours, clock()) - clock()) / SECOND) : 0
    const claims = { c: id, v: view, l: language, ...(fresh ? { n: 1 } : {}) }
    return tokens.sign(CHANNEL, claims, config.DRAFT_HOURS * 3600 + wait)
  }

  async function readToken(token: string): Promise<PageToken> {
    const { c, v, l, n } = await tokens.read(CHANNEL, token)
    return { id: String(c), view: Number(v), language: String(l), fresh: n === 1 }
  }

  /** The language to show: hers, the page's, the browser's, or the first that is here. */
  function tongueOf(req: Request, state: State, language?: string): string {
    return knownTongue(req, state, language) ?? speech.languages[0]!
  }

  /** The language her browser asks for, if it is here. */
  const likelyTongue = (req: Request): string | undefined =>
    matchLanguage(wishedIn(req.headers['accept-language']), speech.languages)

  function knownTongue(req: Request, state: State, language?: string): string | undefined {
    const wished = wishedIn(req.headers['accept-language'])
    return matchLanguage([state.language, state.guess, language, ...wished], speech.languages)
  }

  /** Nothing tells her language: then the choice of one is asked in all of them. */
  function manyTongued(req: Request, state: State, page: PageToken, asked: Ask | null): Ask | null {
    if (asked?.key !== 'control.language' || knownTongue(req, state, page.language)) return asked
    return { ...asked, text: speech.languages.map((tag) => speech.t(tag)('language.word')).join(' · ') }
  }

  function stateOf(state: State, fresh: boolean): ChatView['state'] {
    const { gone, talk, seq, open, choosing, answers } = state
    if (gone) return 'gone'
    if (isLocked(state, clock())) return 'covered'
    if (talk?.announced === 'claimed') return 'claimed'
    if (talk && !talk.meanwhile) return 'waiting'
    if (fresh || seq === 0) return 'start'
    // Where others may see, who does is asked with the matter off the screen, too.
    const quiet = ['control.paused', ...(isWatched(answers) ? ['control.sent', 'safety.seen'] : [])]
    return quiet.some((key) => open?.key === key || choosing?.at === key) ? 'quiet' : 'bot'
  }

  /** Until she says that she has it or is long silent, and never where others may see: there she asks for it. */
  function issuedOf(state: State, shown: ChatView['state']): Pick<ChatView, 'held' | 'issued' | 'away'> {
    const { issued, answers, log, passphrase, codeShut } = state
    if (!issued) return {}
    const open = ['bot', 'waiting', 'claimed'].includes(shown)
    const said = log.some(showsCode)
    if (!isInSight(state, clock())) return { held: true, away: true }
    if (!open || said || isWatched(answers)) return { held: true }
    return { held: true, issued: { code: issued, opens: codeShut ? 'shut' : passphrase ? 'yes' : 'noWord' } }
  }

  /** Until a worker has come, on whatever screen. */
  function waitOf(
    { open, reachable, answers, talk }: State,
    shown: ChatView['state'],
  ): Pick<ChatView, 'wait'> {
    if (talk?.announced !== 'waiting' || !['bot', 'waiting', 'quiet'].includes(shown)) return {}
    const now = clock()
    const opens = isOpen(hours, now) ? null : nextOpening(hours, now)
    const comes = !reachable ? 'here' : has(answers, 'contact.way', 'phone') ? 'call' : 'contact'
    return {
      wait: {
        ...(opens ? { opens } : {}),
        alone: talk.noWorkerTold === true,
        ...(open && reach.includes(open.key) ? {} : { comes }),
      },
    }
  }

  const askOf = (state: State, key: string | undefined, language: string) =>
    askIn(state, key, speech.languages, speech.t(language))

  /** Only of a talk: before a worker has taken it, nothing is noted of how far it came. */
  async function peerStatusOf(
    id: string,
    { talk, gone, log, effects }: State,
  ): Promise<Pick<ChatView, 'peerStatus'>> {
    if (talk?.announced !== 'claimed' || gone) return {}
    const { desk } = await receipts.of(id)
    const mine = log.findLast(({ passed }) => passed)
    const kept = mine && !effects.some((one) => one.kind === 'message' && one.seq === mine.seq)
    const said = log.findLast(({ from }) => from === 'worker')?.at ?? 0
    const mark = !kept ? '' : desk.read >= mine.seq ? 'read' : 'delivered'
    return { peerStatus: { mark, writing: isWriting(desk, said, clock()) } }
  }

  /** Asked by a worker's sentence, or answered before: from then on it is in sight while she talks with a worker. */
  function machineOf({ talk, answers, log }: State): Pick<ChatView, 'machine'> {
    if (!translator || !talk) return {}
    if (mayTranslate(answers)) return { machine: 'yes' }
    const asked = log.findLast(({ phrase }) => phrase === 'ask.machine')
    if (asked && asked.at > (answers[CONSENT]?.at ?? 0)) return { machine: 'asked' }
    return answers[CONSENT] ? { machine: 'no' } : {}
  }

  async function viewOf(
    req: Request,
    state: State,
    page: PageToken,
    given: Partial<ChatView> = {},
  ): Promise<ChatView> {
    const language = tongueOf(req, state, page.language)
    const t = speech.t(language)
    const open = state.gone ? undefined : state.open
    const covered = isLocked(state, clock())
    const shown = stateOf(state, page.fresh)
    const { stage } = standingOf(state, speech.languages)
    const from = shown === 'quiet' ? lastAsked(state.log, open?.seq) : 0
    const bubbles = withoutRepeats(covered ? [] : state.log)
      .filter((line) => !showsCode(line) || isInSight(state, clock()))
      // The open question stands below the conversation, not in it as well.
      .filter(isShown(state, clock()))
      .filter(({ seq }) => seq !== open?.seq && seq > from)
      .map((line) => show(line, { answers: state.answers, contacts: contactsOf(t), t }))
      .filter((bubble) => bubble !== null)
    return {
      t,
      token: await tokenFor({ ...page, view: state.view, language }, state.talk !== undefined),
      message: randomUUID(),
      bubbles,
      ask: covered ? null : manyTongued(req, state, page, askOf(state, open?.key, language)),
      state: shown,
      seq: state.seq,
      today: dayOf(clock()),
      unanswered: Object.keys(state.answers).length === 0,
      hasCode: state.code !== undefined,
      hasWord: state.passphrase !== undefined,
      helper: isReferrer(state.answers),
      unnamed: isAnonymous(state.answers),
      watched: isWatched(state.answers),
      ...issuedOf(state, shown),
      ...(open && isEssential(open.key)
        ? { left: leftToAsk(state.answers), leftMore: state.left?.more === true }
        : {}),
      ...waitOf(state, shown),
      sent: shown === 'bot' && open?.key === 'control.sent' && (stage === 'queue' || stage === 'waiting'),
      ...machineOf(state),
      ...(await peerStatusOf(page.id, state)),
      aloud: has(state.answers, 'safety.seen', 'no') && state.hiddenUpTo === 0,
      exitUrl: config.EXIT_URL,
      emergency: contactsOf(t).emergency,
      helpline: contactsOf(t).helpline,
      ...given,
    }
  }

  /** What went wrong, kindly, in her language; what she wrote is given back, to be sent again under the same id. */
  async function refusalOf(
    req: Request,
    { code, until }: Refusal,
    page = nowhere,
    body?: URLSearchParams,
  ): Promise<ChatView> {
    if (code === 'GONE' || code === 'FORBIDDEN' || code === 'UNAUTHORISED') return viewOf(req, gone, page)
    const state = emptyState(CHANNEL)
    const [token, message] = [body?.get('token'), body?.get('message')]
    return viewOf(req, state, page, {
      state: 'down',
      unanswered: false,
      ...(until ? { busy: until } : {}),
      ask: askOf(state, body?.get('question') ?? undefined, tongueOf(req, state, page.language)),
      unsent: body?.get('text') ?? '',
      unsentParts: Object.fromEntries([...(body ?? [])].map(([name, text]) => [keyIn(name), text])),
      ...(token ? { token } : {}),
      ...(message ? { message } : {}),
    })
  }

  return { tokenFor, readToken, likelyTongue, viewOf, refusalOf }
}
