import type { Server } from 'restify'
import type { CaseDoc } from '../../intake/case/case.ts'
import { AWAY, type WorkerDoc } from '../../intake/case/workers.ts'
import { DAY, isoTime } from '../../intake/hours/time.ts'
import { sendHtml, sendJson } from '../../platform/http.ts'
import { overviewPage } from '../../web/console/oversight/overview.ts'
import type { Free, Overview } from '../../web/console/oversight/view.ts'
import type { Api } from '../api.ts'
import type { Pages } from '../pages.ts'
import { numberOf } from '../queue/items.ts'
import type { DeskServices } from '../services.ts'

/** Cases looked through at most, in the order of the queue. */
const MOST = 1000
const WORKERS = 200
const OPENINGS = 50
const DAYS = 7
/** Workers not seen for so long are not listed unless they have a case. */
const LATELY = 7 * DAY

type ReadableCase = Pick<
  CaseDoc,
  'id' | 'language' | 'urgent' | 'talk' | 'application' | 'assignee' | 'waitingSince'
>

const countOf = (id: string, docs: readonly ReadableCase[]): Free => ({
  id,
  count: docs.length,
  urgent: docs.filter(({ urgent }) => urgent === 1).length,
  talk: docs.filter(({ talk }) => talk === 'waiting').length,
  since: Math.min(...docs.map(({ waitingSince }) => waitingSince)),
})

/** What nobody has, in all and by language, the longest wait first. */
function freeOf(docs: readonly ReadableCase[]): Overview['free'] {
  const free = docs.filter(({ assignee, application }) => !assignee && application !== 'closed')
  if (free.length === 0) return null
  const languages = [...Map.groupBy(free, ({ language }) => language)].map(([id, some]) => countOf(id, some))
  return { all: countOf('', free), languages: languages.sort((a, b) => a.since - b.since) }
}

type OverviewNeeds = Pick<DeskServices, 'cases' | 'workers' | 'accessGrants' | 'clock'>

/** What a supervisor must know at a glance, by readable fields only: no case is opened for it. */
async function overviewOf(services: OverviewNeeds): Promise<Overview> {
  const { cases, workers, accessGrants, clock } = services
  const now = clock()
  const [waiting, sent, more, claimed, known, here, opened] = await Promise.all([
    cases.list({ talk: 'waiting' }, MOST),
    cases.list({ application: 'sent' }, MOST),
    cases.list({ application: 'moreInfo' }, MOST),
    cases.list({ talk: 'claimed' }, MOST),
    workers.list(WORKERS),
    workers.onDuty(),
    accessGrants.since(now - DAYS * DAY, OPENINGS),
  ])
  const held = Map.groupBy(claimed, ({ assignee }) => assignee)
  const onDuty = new Set(here.map(({ id }) => id))
  const stateOf = ({ id, away, seen }: WorkerDoc) =>
    onDuty.has(id) ? 'here' : seen === 0 ? 'signedOut' : away && now - seen < AWAY ? 'away' : 'gone'
  const works = ({ roles }: WorkerDoc) => roles.some((role) => role === 'caseworker' || role === 'supervisor')
  const names = new Map(known.map(({ id, name }) => [id, name]))
  return {
    at: now,
    days: DAYS,
    most: [waiting, sent, more, claimed].some(({ length }) => length === MOST) ? MOST : null,
    free: freeOf([...new Map([...waiting, ...sent, ...more].map((doc) => [doc.id, doc])).values()]),
    workers: known
      .filter((one) => held.has(one.id) || (works(one) && now - one.seen < LATELY))
      .map((one) => ({
        ...{ id: one.id, name: one.name, seen: one.seen, state: stateOf(one), capacity: one.capacity },
        languages: one.skills.languages,
        cases: held.get(one.id)?.length ?? 0,
        urgent: held.get(one.id)?.filter(({ urgent }) => urgent === 1).length ?? 0,
      })),
    accessGrants: opened.map(({ case: id, who, why, at }) => ({
      ...{ case: id, number: numberOf(id), who, name: names.get(who) ?? who, why, at },
    })),
  }
}

/** The supervisors' page, and the same as JSON with times in ISO 8601. */
export function deskOverview(server: Server, services: OverviewNeeds, api: Api, pages: Pages): void {
  const timed = ({ since, ...one }: Free) => ({ ...one, since: isoTime(since) })

  server.get(
    '/console/api/overview',
    api.signed(async (_req, res) => {
      const { at, free, workers, accessGrants, ...rest } = await overviewOf(services)
      sendJson(res, 200, {
        ...rest,
        at: isoTime(at),
        free: free && { all: timed(free.all), languages: free.languages.map(timed) },
        workers: workers.map(({ seen, ...one }) => ({ ...one, seen: seen ? isoTime(seen) : null })),
        accessGrants: accessGrants.map((one) => ({ ...one, at: isoTime(one.at) })),
      })
    }, 'others'),
  )

  server.get(
    '/console/overview',
    pages.signed(async (req, res, session) => {
      const overview = await overviewOf(services)
      sendHtml(res, 200, overviewPage({ ...(await pages.frameOf(req, session)), overview }))
    }, 'others'),
  )
}
