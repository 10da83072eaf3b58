import { PhoneClosed } from '../../desk/refusals.ts'
import { resume } from '../../dialogs/converse.ts'
import { cover } from '../../dialogs/lock-screen.ts'
import { dialogs } from '../../dialogs/root.ts'
import { understand } from '../../dialogs/understanding/understand.ts'
import type { Case } from '../../intake/case/case.ts'
import { whereItWent } from '../../intake/conversation/alias.ts'
import type { Closing } from '../../intake/conversation/carried.ts'
import { type Address, emptyState, type Loaded, type State } from '../../intake/conversation/conversation.ts'
import { closedWhy, report, shut } from '../../intake/conversation/fates.ts'
import type { FromWorker } from '../../intake/conversation/line.ts'
import { formVersion } from '../../intake/form/form.ts'
import type { Presence } from '../../intake/hours/presence.ts'
import { HOUR } from '../../intake/hours/time.ts'
import { fingerprint } from '../../intake/store/secrets.ts'
import { Refusal } from '../../platform/errors.ts'
import { serially } from '../../platform/serially.ts'
import { comeBack } from './come-back.ts'
import { type EffectParts, effects } from './effects.ts'
import { begin, type Inbound } from './inbound.ts'
import { personTurns } from './person-turn.ts'
import { type SpeakingParts, speaking } from './speaking.ts'
import { tellNews } from './tell-news.ts'
import { type Outcome, type TransactionParts, transaction } from './transaction.ts'

interface TurnParts
  extends SpeakingParts,
    Omit<TransactionParts, 'version' | 'runEffects'>,
    Omit<EffectParts, 'speak' | 'comeBack'> {
  /** The case a conversation belongs to, to learn what the desk did. */
  caseOf: (id: string) => Promise<Case | null>
  presence: () => Promise<Presence>
  /** Why a number takes nothing: asked before a message to it is accepted, or it would stand as sent. */
  closed: (number: string) => Promise<Closing | null>
}

/** Form and dialogs as they are in this process. */
const version = fingerprint(formVersion + dialogs.getVersion())

/** What happens in conversations. Turns of one conversation come one after the other, here and in the store. */
export function turns(parts: TurnParts) {
  const { conversations, clock, speech } = parts
  const inTurn = serially()
  const saying = speaking(parts)
  const { speak, run, turnFor } = saying
  const asTheyAre = async (loaded: Loaded) => loaded
  const { transact: withoutEffects } = transaction({ ...parts, version, runEffects: asTheyAre })
  const runEffects = effects({
    ...parts,
    speak,
    comeBack: comeBack({ transact: withoutEffects, speak, clock }),
  })
  const { transact, finish, amend } = transaction({ ...parts, version, runEffects })
  const news = tellNews({ ...parts, speak })
  const take = personTurns({ clock, transact, news, speaking: saying, languages: speech.languages })

  /** What the bot was asking gives way: her next "yes" is for the worker. */
  async function writeAsWorker(
    state: State,
    due: number,
    { id: _, ...said }: FromWorker,
    about: string | undefined,
  ): Promise<void> {
    if (state.gone || state.log.length === 0) throw new Refusal('GONE')
    await news.hear(state, due)
    // Closed or erased meanwhile, or she is in another one by now: there is no case left to write in.
    if (!state.case || (about && state.case.id !== about)) throw new Refusal('GONE')
    const { push } = state
    const why = push && ((await parts.closed(push.to.to)) ?? (push.closed && closedWhy(state)))
    if (why) throw new PhoneClosed(why)
    state.stack = {}
    delete state.open
    if (state.talk) delete state.talk.asking
    state.seq += 1
    state.log.push({ seq: state.seq, at: clock(), from: 'worker', ...said })
    state.push?.due.push(state.seq)
    state.effects.push({ kind: 'message', case: state.case.id, seq: state.seq })
  }

  /** A small write that the desk is to see. */
  const told = (id: string, change: (state: State) => boolean): Promise<void> =>
    inTurn(id, async () => {
      await amend(id, change)
      await finish(id)
    })

  return {
    take: (id: string, channel: string, inbound: Inbound): Promise<Outcome> =>
      inTurn(id, () => take(id, channel, inbound)),

    /** A client that is there but has said nothing: it is greeted, once. */
    open: (id: string, channel: string, hint?: string, push?: Address): Promise<Outcome> =>
      inTurn(id, () =>
        transact(id, channel, 'open', async (state, due) => {
          if (state.seq > 0) return
          begin(state, { hint, push }, speech.languages)
          await speak(state, due, (context) => resume(context))
        }),
      ),

    /** A worker's message: a turn in the same log. `about`: of which case it is. */
    fromWorker: (id: string, message: FromWorker, about?: string): Promise<Outcome> =>
      inTurn(id, () =>
        transact(id, '', `worker:${message.id}`, (state, due) => writeAsWorker(state, due, message, about)),
      ),

    /** Tells the person what the desk did: claimed, given back, closed. Nothing new, nothing said. */
    sync: (id: string): Promise<Outcome | null> =>
      inTurn(id, async () => {
        const loaded = await whereItWent(conversations, id)
        const name = loaded && (await news.next(loaded.state))
        if (!name) return null
        return transact(id, '', name, async (state, due) => void (await news.hear(state, due)))
      }),

    /** From now on nobody is shown anything of it before it is asked for. */
    cover: (id: string): Promise<Outcome> =>
      inTurn(id, () =>
        transact(id, '', `cover:${clock()}`, async (state, due) => {
          if (state.gone || state.covered) return
          await speak(state, due, async (context) => cover(await dialogs.createContext(context)))
        }),
      ),

    /** Of words that answer nothing and are kept nowhere. */
    hearsDanger: (text: string, language: string): boolean =>
      understand(text, null, speech.ear(language)).danger,

    /** Help at once, or a person: what no limit refuses. Whose language is not known yet is heard in all. */
    cannotWait: ({ command, question, value, text }: Partial<Inbound>): boolean =>
      command === 'danger' ||
      command === 'human' ||
      (question === 'safety.danger' && value?.[0] === 'yes') ||
      (text !== undefined &&
        speech.languages.some((language) => {
          const meant = understand(text, null, speech.ear(language))
          return meant.danger || (meant.is === 'command' && meant.command === 'human')
        })),

    finish: (id: string): Promise<void> => inTurn(id, () => finish(id)),

    amend: (id: string, change: (state: State) => boolean): Promise<void> =>
      inTurn(id, () => amend(id, change)),

    /** Her number takes nothing more: what was on its way is not sent, and whoever has her case is told. */
    close: (id: string, why: Closing): Promise<void> => told(id, (state) => shut(state, why, clock())),

    /** A carrier says what became of a worker's line. */
    report: (id: string, seq: number, reached: boolean): Promise<void> =>
      told(id, (state) => report(state, seq, reached)),

    /** The first page in a language: a turn on an empty conversation that is not kept. */
    async preview(channel: string, language: string | undefined, hint?: string): Promise<State> {
      const state = emptyState(channel)
      begin(state, { language, hint }, speech.languages)
      await run(turnFor(state, {}, clock() + parts.draftHours * HOUR), (context) => resume(context))
      return state
    },
  }
}

export type Turns = ReturnType<typeof turns>
