import { eld } from 'eld/medium'
import { alarm } from '../desk/alarm/alarm.ts'
import { rings } from '../desk/alarm/console.ts'
import { type AlarmLeaseDoc, alarmLease } from '../desk/alarm/lease.ts'
import { portsOf } from '../desk/alarm/ports.ts'
import { reclaim } from '../desk/assignment/timeouts.ts'
import { desk } from '../desk/desk.ts'
import { transfer } from '../desk/export/transfer.ts'
import { hub } from '../desk/hub/hub.ts'
import { matching } from '../desk/queue/match.ts'
import { hoursOf, presence } from '../desk/queue/presence.ts'
import { linkedRequests } from '../desk/requests/referrer-reply.ts'
import { translatorOf } from '../desk/talk/translate/translator.ts'
import type { Turn } from '../dialogs/turn.ts'
import { earOf } from '../dialogs/understanding/heard.ts'
import { type AuditDoc, audit } from '../intake/audit/audit.ts'
import type { CaseDoc } from '../intake/case/case.ts'
import { caseFiles } from '../intake/case/case-file.ts'
import { cases } from '../intake/case/cases.ts'
import { type DuplicateHintDoc, duplicateHints } from '../intake/case/duplicates.ts'
import { type EntryDoc, entries } from '../intake/case/entries.ts'
import { type LinkDoc, links } from '../intake/case/links.ts'
import type { Limits } from '../intake/case/transitions.ts'
import { type WorkerDoc, workers } from '../intake/case/workers.ts'
import { type CodeDoc, codes } from '../intake/conversation/codes.ts'
import { type ConversationDoc, conversations } from '../intake/conversation/conversation.ts'
import { type ReceiptDoc, receipts } from '../intake/conversation/receipts.ts'
import { formVersion } from '../intake/form/form.ts'
import type { Wording } from '../intake/form/wording-archive.ts'
import type { Speech } from '../intake/form/words.ts'
import type { Clock, Doc, Store } from '../intake/store/ports.ts'
import { type KeyDoc, localWrapper, vault } from '../intake/store/seal.ts'
import { deriveSecrets, documentId } from '../intake/store/secrets.ts'
import { languages, vocabulary, wording, words } from '../locales/index.ts'
import { changes } from '../platform/changes.ts'
import { type Config, webAddress } from '../platform/config.ts'
import { log, nameOf } from '../platform/errors.ts'
import type { LeaseDoc } from '../platform/lease.ts'
import { masterKey } from '../platform/master-key.ts'
import { tokens } from '../platform/tokens.ts'
import { dedupe, type SeenDoc } from './channels/sms/dedupe.ts'
import { type OptOutDoc, optOuts } from './channels/sms/opt-outs.ts'
import { relayedMessages } from './channels/teams/staff/relayed.ts'
import { type TeamsDoc, teamsStore } from './channels/teams/staff/teams-store.ts'
import { sweep } from './sweep.ts'
import { effects, type RunEffects } from './turns/effects.ts'
import { type Outbox, outbox } from './turns/outbox.ts'
import { type Turns, turns } from './turns/turns.ts'

const ears = new Map(languages.map((tag) => [tag, earOf(vocabulary(tag))]))
const wordings = new Map(languages.map((tag) => [tag, wording(tag)]))

export const speech: Speech & Pick<Turn, 'ear'> = {
  languages,
  t: words,
  ear: (tag) => ears.get(tag)!,
  wording: (tag) => wordings.get(tag)!.version,
  guess: (text) => {
    const { language } = eld.detect(text)
    return languages.includes(language) ? language : null
  },
}

const MINUTE = 60_000

/** The settings in milliseconds. */
const limitsOf = (config: Config): Limits => ({
  leaver: config.LEAVER_MINUTES * MINUTE,
  sleeper: config.SLEEPER_MINUTES * MINUTE,
  offer: config.OFFER_MINUTES * MINUTE,
  keep: config.LEAVER_HOURS * 60 * MINUTE,
})

/** The one place that picks and wires. Everything else receives. */
export function services(config: Config, store: Store, clock: Clock = Date.now) {
  const secrets = deriveSecrets(masterKey(config))
  const keys = vault(store.collection<KeyDoc>('keys'), localWrapper(secrets.wrap), clock)
  const archive = store.collection<Doc & { language: string; questions: Wording }>('wordings')
  const receipt = receipts(
    store.collection<ReceiptDoc>('receipts'),
    clock,
    (conversation) => watch.receiptsChanged(conversation),
    (error) => log('receipts.failed', nameOf(error)),
  )
  const entry = entries(store.collection<EntryDoc>('entries'), keys, clock)
  /** What else lies beside a case. */
  const beside = {
    duplicateHints: duplicateHints(store.collection<DuplicateHintDoc>('duplicateHints'), secrets.hint, clock),
    links: links(store.collection<LinkDoc>('links'), secrets.index, clock),
  }
  const erasedWithCase = [entry, ...Object.values(beside)]
  const kept = {
    ...caseFiles(entry),
    ...beside,
    receipts: receipt,
    conversations: conversations(store.collection<ConversationDoc>('conversations'), keys, clock, [receipt]),
    cases: cases(store.collection<CaseDoc>('cases'), keys, clock, erasedWithCase, (...one) => {
      watch.caseChanged(...one)
      abroad?.heard(one[0])
    }),
    workers: workers(store.collection<WorkerDoc>('workers'), clock),
    teams: teamsStore(store.collection<TeamsDoc>('teams'), keys, clock),
    brought: relayedMessages(store.collection<TeamsDoc>('teams'), keys, clock),
    audit: audit(store.collection<AuditDoc>('audit'), clock, secrets.audit),
    codes: codes(store.collection<CodeDoc>('codes'), secrets.pepper, clock),
  }
  const watch = changes({ ...kept, clock })

  const onward = transfer({ ...kept, clock, exportedDays: config.EXPORTED_DAYS })

  const hours = hoursOf(config)
  const here = presence(hours, kept.workers.onDuty, clock)

  const settle: RunEffects = effects({
    ...kept,
    vault: keys,
    clock,
    caseDays: config.CASE_DAYS,
    form: formVersion,
    presence: here,
    speak: (...given) => turn.speakAfter(...given),
    comeBack: (...given) => turn.comeBack(...given),
  })
  const turn: Turns = turns({
    conversations: kept.conversations,
    caseOf: kept.cases.get,
    settle,
    presence: here,
    speech,
    clock,
    draftHours: config.DRAFT_HOURS,
    approvedOnly: config.production,
    onCommit: (id, fresh) => {
      watch.conversationChanged(id)
      if (fresh) out.after(id, fresh)
    },
  })
  const named = (kind: string) => (name: string) => documentId(secrets.index, kind, name)
  const closed = optOuts(store.collection<OptOutDoc>('optOuts'), named('closed'), clock)
  const seen = dedupe(store.collection<SeenDoc>('dedupe'), named('seen'), clock)
  const out: Outbox = outbox({ ...kept, closed, amend: turn.amend, clock })

  const { onDuty } = kept.workers
  const fits = matching(kept)
  const passes = tokens(secrets.token, clock)
  const translator = translatorOf(config)
  const linkFor = config.LINK_DAYS * 86_400_000
  const office = desk({ ...kept, turns: turn, clock, speech, tokens: passes, translator, linkFor })
  const abroad = config.HANDOFF_HUB ? hub({ ...kept, desk: office, speech, config }) : null

  return {
    config,
    clock,
    store,
    speech,
    ...kept,
    turns: turn,
    outbox: out,
    closed,
    seen,
    watch,
    /** Aborted when this process begins to stop: whoever holds a connection open lets go and finds another one. */
    drain: new AbortController(),
    tokens: passes,
    translator,
    desk: office,
    /** The agency's own hub, when there is one. */
    hub: abroad,
    linked: linkedRequests({ ...kept, clock }),
    transfer: onward,
    alarm: alarm({
      cases: kept.cases,
      onDuty,
      hours,
      turns: turn,
      lease: alarmLease(store.collection<AlarmLeaseDoc>('leases'), clock),
      ports: portsOf(config),
      fits,
      pace: {
        repeat: config.ALARM_REPEAT_MINUTES * MINUTE,
        escalate: config.ALARM_ESCALATE_MINUTES * MINUTE,
        calm: config.ALARM_CALM_MINUTES * MINUTE,
      },
      t: words(config.ALARM_LANGUAGE),
      address: webAddress(config),
      clock,
    }),
    rings: rings({ cases: kept.cases, watch, onDuty, fits, clock }),
    sweep: sweep({
      ...kept,
      transfer: onward,
      seen,
      hub: abroad,
      reclaim: reclaim({ ...kept, desk: office, clock, limits: limitsOf(config) }),
      leases: store.collection<LeaseDoc>('leases'),
      turns: turn,
      vault: keys,
      clock,
    }),
    /** Document id of a channel's conversation: the channel's own id, on SMS a phone number, is never stored. */
    idFor: (channel: string, conversation: string) => documentId(secrets.index, channel, conversation),
    /** Questions in the words that an answer says it was asked in; `null` when those were never archived. */
    async wordingOf(language: string, version: string): Promise<Wording | null> {
      const present = wordings.get(language)
      if (present?.version === version) return present.questions as Wording
      const id = `${language}.${version}`
      return (await archive.read(id))?.questions ?? null
    },
    /** Archives every language's wording once under its version, so that answers stay readable for ever. */
    async archiveWordings(): Promise<void> {
      for (const [language, { version, questions: texts }] of wordings)
        await archive.create({
          id: `${language}.${version}`,
          part: `${language}.${version}`,
          changed: clock(),
          language,
          questions: texts as Wording,
        })
    },
  }
}

export type Services = ReturnType<typeof services>
