import type { Cause, Step } from '../../intake/case/alarm.ts'
import type { CaseDoc } from '../../intake/case/case.ts'
import { subjectOf } from '../../intake/case/steps/alarm.ts'
import type { Translate } from '../../intake/form/words.ts'
import { isoTime, MINUTE } from '../../intake/hours/time.ts'
import { lasting, moment, tongueName } from '../../web/console/names.ts'
import { numberOf } from '../queue/items.ts'

/** All that leaves this server about a case: never anything that somebody said. */
export interface Call {
  id: string
  number: string
  cause: Cause
  step: Step
  urgent: boolean
  language: string
  /** When waiting began, in milliseconds since 1970. */
  since: number
  link: string
}

/** A way out that fails: `way` is a port's name. */
export interface AlarmTrouble {
  way: string
  since: number
}

/** What pages and `/readyz` tell of the alarm chain itself. */
export interface ChainState {
  /** Since when no round was finished; 0 while all is well. */
  late: number
  failing: AlarmTrouble[]
  /** People to whom something does not go out. */
  undelivered?: number
}

/** One message, ready for any way out. */
export interface AlarmNotice {
  title: string
  entries: { title: string; facts: [name: string, value: string][]; link: string }[]
  /** The same for a program to read. */
  data: Record<string, unknown>
}

export const callOf = (doc: Omit<CaseDoc, 'sealed'>, step: Step, address: string): Call => ({
  id: doc.id,
  number: numberOf(doc.id),
  cause: subjectOf(doc).cause,
  step,
  urgent: doc.urgent === 1,
  language: doc.language,
  since: subjectOf(doc).cause === 'reminder' ? (doc.remindAt ?? doc.waitingSince) : doc.waitingSince,
  link: `${address}/console/cases/${doc.id}`,
})

export const callNotice = (calls: Call[], t: Translate, now: number): AlarmNotice => ({
  title: `Silta: ${t('desk.alarm.calls', { number: calls.length })}`,
  entries: calls.map(({ number, cause, urgent, language, since, link }) => ({
    title: t(`desk.alarm.${cause}`),
    facts: [
      [t('desk.column.case'), number],
      [t('desk.alarm.urgency'), t(urgent ? 'desk.urgent' : 'desk.alarm.notUrgent')],
      [t('desk.column.language'), tongueName(t, language)],
      [t('desk.column.since'), lasting(t, since, now)],
    ],
    link,
  })),
  data: {
    event: 'alarm',
    cases: calls.map(({ number, cause, step, urgent, language, since, link }) => ({
      number,
      about: cause,
      step,
      urgent,
      language,
      waitingMinutes: Math.max(0, Math.floor((now - since) / MINUTE)),
      link,
    })),
  },
})

/** What a way out that works says of those that do not. */
export const troubleNotice = (troubles: AlarmTrouble[], t: Translate, address: string): AlarmNotice => ({
  title: `Silta: ${t('desk.alarm.trouble')}`,
  entries: troubles.map(({ way, since }) => ({
    title: troubleText(t, { way, since }),
    facts: [],
    link: `${address}/console`,
  })),
  data: {
    event: 'trouble',
    ways: troubles.map(({ way, since }) => ({ way, since: isoTime(since) })),
  },
})

const troubleText = (t: Translate, { way, since }: AlarmTrouble): string =>
  t(`desk.alarm.fails.${way}`, { at: moment(t, since) })

/** What is wrong with the chain, for those who could watch the queue themselves. */
export const troublesOf = ({ late, failing, undelivered = 0 }: ChainState, t: Translate): string[] => [
  ...(late ? [t('desk.alarm.late', { at: moment(t, late) })] : []),
  ...failing.map((trouble) => troubleText(t, trouble)),
  ...(undelivered > 0 ? [t('desk.alarm.undelivered', { number: undelivered })] : []),
]

export const asText = ({ entries }: AlarmNotice): string =>
  entries
    .map(({ title, facts, link }) =>
      [title, ...facts.map(([name, value]) => `${name}: ${value}`), link].join('\n'),
    )
    .join('\n\n')
