import { hoursOf, presence } from '../desk/queue/presence.ts'
import { deskServices } from '../desk/services.ts'
import { tellingTrouble } from '../intake/store/away.ts'
import { rewrapping } from '../intake/store/key-ring.ts'
import type { Clock, Store } from '../intake/store/ports.ts'
import { readiness } from '../intake/store/ready.ts'
import { documentId, keysOf, type Secrets } from '../intake/store/secrets.ts'
import { stores } from '../intake/store/stores.ts'
import { ownAgency } from '../platform/agency/agency.ts'
import { keepAnchor } from '../platform/anchors.ts'
import { changes } from '../platform/changes.ts'
import type { Config } from '../platform/config.ts'
import { destroyedKeys } from '../platform/destroyed-keys.ts'
import { log, nameOf } from '../platform/errors.ts'
import { limits } from '../platform/limits.ts'
import { type LevelsDoc, sharedLimits } from '../platform/limits-shared.ts'
import { secretsOf } from '../platform/master-key.ts'
import { tokens } from '../platform/tokens.ts'
import { handoff } from './channels/handoff.ts'
import { dedupe, type SeenDoc } from './channels/sms/dedupe.ts'
import { type OptOutDoc, optOuts } from './channels/sms/opt-outs.ts'
import { relayedMessages } from './channels/teams/staff/relayed.ts'
import { type TeamsDoc, teamsStore } from './channels/teams/staff/teams-store.ts'
import type { SweepLeaseDoc } from './doubt.ts'
import { present, speech as spoken } from './speech.ts'
import { sweep } from './sweep.ts'
import { type Outbox, outbox } from './turns/outbox.ts'
import { type Turns, turns } from './turns/turns.ts'

/** The one place that picks and wires. Everything else receives. @throws ConfigError */
export function services(
  config: Config,
  engine: Store,
  clock: Clock = Date.now,
  secrets: Secrets = secretsOf(config),
) {
  const agency = ownAgency(config, spoken, hoursOf(config), clock)
  const store = tellingTrouble(engine)
  const kept = stores({
    store,
    secrets,
    clock,
    present,
    caseChanged: (...one) => watch.caseChanged(...one),
    receiptsChanged: (conversation) => watch.receiptsChanged(conversation),
    keepAnchor: keepAnchor(config),
    keyDestroyed: destroyedKeys(config, clock()),
    receiptsFailed: (error) => log('receipts.failed', nameOf(error)),
  })
  const hours = hoursOf(config)
  const watch = changes({ ...kept, clock })
  const shared = {
    ...kept,
    config,
    clock,
    agency,
    speech: agency.speech(spoken),
    watch,
    handoff,
    tokens: tokens(keysOf(secrets, 'token'), clock),
    limits: limits(clock),
    presence: presence(agency.hours, kept.workers.onDuty, clock),
    /** Can something be kept just now? */
    ready: readiness(store, secrets, clock),
    /** Aborted when this process has been asked to stop: nobody new is to be sent here. */
    leaving: new AbortController(),
    drain: new AbortController(),
  }

  const named = (kind: string) => (name: string) => documentId(secrets.index, kind, name)
  const closed = optOuts(store.collection<OptOutDoc>('optOuts'), named('closed'), clock)
  const turn: Turns = turns({
    closed: (number) => closed.why(number),
    ...shared,
    lags: store.lags,
    caseOf: kept.cases.get,
    caseDays: config.CASE_DAYS,
    hours,
    draftHours: config.DRAFT_HOURS,
    approvedOnly: config.production,
    onCommit: (id, fresh) => {
      watch.conversationChanged(id)
      if (fresh) out.after(id, fresh)
    },
  })
  const carried = {
    /** Whose number takes no messages, and why. */
    optOuts: closed,
    dedupe: dedupe(store.collection<SeenDoc>('dedupe'), named('seen'), clock),
    teams: teamsStore(store.collection<TeamsDoc>('teams'), kept.vault, clock),
    relayed: relayedMessages(store.collection<TeamsDoc>('teams'), kept.vault, clock),
  }
  const out: Outbox = outbox({ ...shared, ...carried, amend: turn.amend, close: turn.close })
  const atDesk = deskServices({ ...shared, turns: turn })

  const swept = sweep({
    ...shared,
    ...carried,
    ...atDesk,
    turns: turn,
    leases: store.collection<SweepLeaseDoc>('leases'),
  })
  swept.also(rewrapping(store, secrets, clock, log))

  return {
    ...shared,
    ...carried,
    ...atDesk,
    turns: turn,
    outbox: out,
    sharedLimits: sharedLimits({
      limits: shared.limits,
      leases: store.collection<LevelsDoc>('leases'),
      named: named('limit'),
      clock,
    }),
    sweep: swept,
  }
}

export type Services = ReturnType<typeof services>
