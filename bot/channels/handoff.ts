import { type Activity, EventFactory, type Transcript, type TurnContext } from 'botbuilder'
import type { HandoffActivities } from '../../desk/hub/tell-hub.ts'
import type { Case } from '../../intake/case/case.ts'
import { rows } from '../../intake/form/rows.ts'
import type { Translate } from '../../intake/form/words.ts'
import { isoTime } from '../../intake/hours/time.ts'

/**
 * Activities as an agent hub reads them. The conversation is called by its case number: its own id would be a
 * phone number on some channels. `here`: where the hub answers.
 */
const activityOf = (found: Case, here: string): Partial<Activity> => ({
  channelId: found.channel,
  serviceUrl: here,
  conversation: { id: found.id } as Activity['conversation'],
  from: { id: found.id, name: '', role: 'user' },
  recipient: { id: 'silta', name: 'Silta', role: 'bot' },
})

/** What the queue itself shows, and what she let workers read, in their language; nothing else of her. */
const initiation: HandoffActivities['initiation'] = (found, id, { here, t }) => {
  const value = {
    case: found.id,
    language: found.language,
    urgent: found.urgent === 1,
    kind: found.kind,
    skills: {
      languages: found.language ? [found.language] : [],
      children: found.kind === 'child',
      gender: found.wish ?? '',
    },
    since: isoTime(found.waitingSince),
  }
  const context = { activity: activityOf(found, here) } as TurnContext
  return { ...EventFactory.createHandoffInitiation(context, value, transcriptOf(found, t)), id }
}

function transcriptOf({ content }: Case, t: Translate): Transcript | undefined {
  if (!content?.shared) return undefined
  const activities = rows(content.shared, t).map(({ label, text, language }) => ({
    type: 'message',
    text: `${label}: ${text}`,
    locale: language,
  }))
  return { activities: activities as Activity[] }
}

/** What she wrote to a worker. */
const spoken: HandoffActivities['spoken'] = (found, { order, text = '', language, at }, here) => ({
  ...activityOf(found, here),
  type: 'message',
  id: `${found.id}.${order}`,
  timestamp: isoTime(at),
  text,
  locale: language,
})

export const handoff: HandoffActivities = { initiation, spoken }
