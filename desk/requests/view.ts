import type { Agency } from '../../intake/agency/agency.ts'
import type { Case } from '../../intake/case/case.ts'
import { hasMeeting, wishes } from '../../intake/case/meeting.ts'
import {
  askable,
  type InfoRequest,
  isAnswered,
  isOpen,
  others,
  type Party,
  parties,
  refusedWhy,
  setsFor,
} from '../../intake/case/requests.ts'
import { type Answers, hasConsent, isReferrer } from '../../intake/form/answers.ts'
import { type Ask, ask } from '../../intake/form/ask.ts'
import { consents } from '../../intake/form/consents.ts'
import { questions } from '../../intake/form/form.ts'
import { labelOf } from '../../intake/form/former.ts'
import { isOnRoute } from '../../intake/form/route.ts'
import { rows, showValue } from '../../intake/form/rows.ts'
import type { Translate } from '../../intake/form/words.ts'
import type { Detail } from '../../web/console/case/detail.ts'
import type { AnswerSource, RequestShown, Sourced } from '../../web/console/requests/view.ts'
import type { Worker } from '../worker.ts'

const sourceOf = ({
  to,
  authority,
  name,
  basis,
  on,
  by,
  writtenBy,
  ended = 0,
}: InfoRequest): AnswerSource => ({
  from: to,
  at: ended,
  askedBy: by.name,
  ...{ authority, name, basis, on, writtenBy },
})

/** One answer of somebody else, in the reader's words; free words stay as they were written. */
function sourcedOf(
  key: string,
  record: Answers,
  t: Translate,
  { request, answer }: ReturnType<typeof others>[0],
): Sourced {
  const own = questions.get(key)?.kind === 'text' && answer.status === 'answered'
  return {
    source: sourceOf(request),
    status: answer.status,
    text: answer.value === undefined ? t(`status.${answer.status}`) : showValue(key, answer.value, record, t),
    language: own ? answer.language : t.language,
    verbatim: own,
  }
}

const standingOf = (answers: Answers) => ({ answers, languages: [], sent: true, hasCode: false })

/** As somebody who speaks about her is asked. */
export const aboutHer = (answers: Answers): Answers => ({
  ...answers,
  'role.who': { status: 'answered', value: 'referrer', language: '', wording: '', at: 0 },
})

/** A question as a worker fills it in: by its label, the options as they are read. */
export const labelled = (key: string, answers: Answers, t: Translate): Ask => ({
  ...ask(key, standingOf(answers), t),
  text: t(`${key}.label`),
  why: '',
})

function shownOf(one: InfoRequest, record: Answers, now: number, t: Translate): RequestShown {
  const { id, to, keys, by, at, status, ended, link } = one
  return {
    ...{ id, to, at, status, by: by.name },
    source: sourceOf(one),
    ended,
    ...(to === 'referrer'
      ? { until: link?.until ?? 0, expired: isOpen(one) && (link?.until ?? 0) <= now }
      : {}),
    questions: keys.map((key) => {
      const [given] = others([one], key)
      return { key, label: labelOf(key, t), answer: given && sourcedOf(key, record, t, given) }
    }),
    fields:
      to === 'authority' && isOpen(one)
        ? keys.filter((key) => questions.has(key)).map((key) => labelled(key, aboutHer(record), t))
        : [],
  }
}

type Sets = Agency['sets']

/** Whom the worker may ask what; a party that may not be asked at all is left out. */
function offerOf(record: Answers, t: Translate, own: Sets): Detail['askable'] {
  const offered = (to: Party) => {
    const keys = askable(to, record)
    const why = refusedWhy({ to, keys: keys.slice(0, 1), authority: 'police', basis: 'act746s58' }, record)
    return why === null
      ? [
          {
            to,
            questions: keys.map((key) => ({
              key,
              label: t(`${key}.label`),
              group: t(`group.${key.split('.')[0]}`),
              open: !isAnswered(record, key),
            })),
            sets: setsFor(to, record, own)
              .filter(({ id }) => t.has(`desk.request.set.${id}`))
              .map(({ id, keys }) => ({
                ...{ id, title: t(`desk.request.set.${id}`) },
                labels: keys.map((key) => t(`${key}.label`)),
              })),
          },
        ]
      : []
  }
  return parties.flatMap(offered)
}

/** What she said to each question by which somebody may be asked or told; of one that was not put to her, that. */
function consentsOf(record: Answers, t: Translate): Detail['consents'] {
  const said = rows(record, t)
  return consents
    .filter((key) => isOnRoute(key, record))
    .map((key) => ({
      label: t(`${key}.label`),
      text: said.find((row) => row.key === key)?.text ?? t('desk.answers.notAsked'),
      yes: hasConsent(record, key),
    }))
}

/** What was asked beyond the record, who answered what, and what is agreed on the meeting. */
export function requestsOf(
  { content }: Case,
  worker: Worker,
  now: number,
  t: Translate,
  sets: Sets,
): Pick<Detail, 'requests' | 'askable' | 'others' | 'source' | 'consents' | 'permissions' | 'meeting'> {
  const record = content?.record?.answers
  const requests = content?.requests ?? []
  const shown = record ?? {}
  const keys = new Set(requests.flatMap((one) => Object.keys(one.answers ?? {})))
  return {
    requests: requests.map((one) => shownOf(one, shown, now, t)),
    askable: record ? offerOf(record, t, sets) : [],
    others: Object.fromEntries(
      [...keys].map((key) => [key, others(requests, key).map((one) => sourcedOf(key, shown, t, one))]),
    ),
    source: isReferrer(shown) ? 'referrer' : 'applicant',
    consents: record ? consentsOf(record, t) : [],
    permissions: content?.record?.permissions ?? [],
    meeting: hasMeeting(record)
      ? {
          wishes: rows(shown, t).filter(({ key }) => wishes.includes(key)),
          agreed: (content?.meeting ?? []).map(({ by, ...one }) => ({
            ...one,
            by: by.name,
            me: by.id === worker.id,
          })),
        }
      : null,
  }
}
