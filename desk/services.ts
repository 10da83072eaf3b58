import type { Limits } from '../intake/case/timeouts.ts'
import type { Speech } from '../intake/form/words.ts'
import { DAY, HOUR, MINUTE } from '../intake/hours/time.ts'
import type { Clock } from '../intake/store/ports.ts'
import type { Stores } from '../intake/store/stores.ts'
import type { OwnAgency } from '../platform/agency/agency.ts'
import type { Changes } from '../platform/changes.ts'
import { type Config, webAddress } from '../platform/config.ts'
import type { Tokens } from '../platform/tokens.ts'
import { alarm } from './alarm/alarm.ts'
import { rings } from './alarm/console.ts'
import { type AlarmLeaseDoc, alarmLease } from './alarm/lease.ts'
import { portsOf } from './alarm/ports.ts'
import { reclaim } from './assignment/timeouts.ts'
import type { ConversationPort } from './conversation-port.ts'
import { desk } from './desk.ts'
import { exportQueue } from './export/export-queue.ts'
import { hub } from './hub/hub.ts'
import type { HandoffActivities } from './hub/tell-hub.ts'
import { matching } from './queue/match.ts'
import { linkedRequests } from './requests/referrer-reply.ts'
import { surroundings } from './surroundings.ts'
import { translatorOf } from './talk/translate/translator.ts'

/** What the desk is given: what is kept, the conversations of people, and what every part shares. */
export interface DeskGiven extends Stores {
  config: Config
  /** What the agency has as its own. */
  agency: OwnAgency
  clock: Clock
  speech: Speech
  tokens: Tokens
  watch: Changes
  turns: ConversationPort
  handoff: HandoffActivities
  /** Aborted when this process begins to stop: whoever holds a connection open lets go and finds another one. */
  drain: AbortController
}

/** The desk's parts, wired. */
export function deskServices(given: DeskGiven) {
  const { agency, config, cases, clock, speech, store, turns, watch, workers } = given
  const { onDuty } = workers
  const fits = matching(given)
  const translator = translatorOf(config)
  const lease = alarmLease(store.collection<AlarmLeaseDoc>('leases'), clock)
  const around = surroundings({ ...given, lease })
  const ours = desk({ ...given, around, translator, linkFor: config.LINK_DAYS * DAY })
  const theirs = config.HANDOFF_HUB ? hub({ ...given, desk: ours }) : null
  if (theirs) watch.onOwnCases(theirs.heard)

  return {
    desk: ours,
    around,
    /** The agency's own hub, when there is one. */
    hub: theirs,
    translator,
    linked: linkedRequests(given),
    exportQueue: exportQueue({ ...given, exportedDays: config.EXPORTED_DAYS }),
    alarm: alarm({
      cases,
      onDuty,
      hours: agency.hours,
      turns,
      lease,
      ports: portsOf(config),
      fits,
      pace: {
        repeat: config.ALARM_REPEAT_MINUTES * MINUTE,
        escalate: config.ALARM_ESCALATE_MINUTES * MINUTE,
        calm: config.ALARM_CALM_MINUTES * MINUTE,
      },
      t: speech.t(config.ALARM_LANGUAGE),
      address: webAddress(config),
      clock,
    }),
    rings: rings({ cases, watch, onDuty, fits, clock }),
    /** Takes back what a worker has let lie. */
    reclaim: reclaim({ ...given, desk: ours, limits: limitsOf(config) }),
  }
}

/** The settings in milliseconds. */
const limitsOf = (config: Config): Limits => ({
  leaver: config.LEAVER_MINUTES * MINUTE,
  sleeper: config.SLEEPER_MINUTES * MINUTE,
  offer: config.OFFER_MINUTES * MINUTE,
  keep: config.LEAVER_HOURS * HOUR,
})

/** All that the console and its addresses for programs are built on. */
export type DeskServices = DeskGiven & ReturnType<typeof deskServices>
