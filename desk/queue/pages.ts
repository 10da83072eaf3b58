import type { Request, Response, Server } from 'restify'
import { digitsOf } from '../../intake/case/case-number.ts'
import { SHORT } from '../../intake/case/cases.ts'
import { owners, type Place, readPlace, statuses } from '../../intake/case/queue.ts'
import { channels } from '../../intake/form/channels.ts'
import { queryOf, redirect, sendHtml } from '../../platform/http.ts'
import { helpPage, queuePage } from '../../web/console/page.ts'
import { addressOf } from '../../web/console/queue/address.ts'
import { byWaiting } from '../../web/console/queue/item.ts'
import type { Narrowed, QueueGroup, QueueView } from '../../web/console/queue/view.ts'
import type { Pages } from '../pages.ts'
import type { DeskServices } from '../services.ts'
import type { Session } from '../sign-in/session.ts'
import { itemOf } from './items.ts'
import { offersFor } from './offers.ts'
import { groupsOf, namesOf, PAGE, type QueueNeeds, queueOf, times, wishedOf } from './queue.ts'

const DIGITS = 20
/** As it was typed, to be mended: no longer than a number with all its gaps. */
const LONGEST = 80

/** What a case usually is; an address may name another. */
const choices = {
  kind: ['self', 'child', 'assisting', 'referrer', 'consultation', 'unknown'],
  channel: channels,
  wish: ['woman', 'man'],
} as const

/** The queue, the search in it by number, and the sheet of its keys. */
export function queuePages(
  server: Server,
  services: QueueNeeds & Pick<DeskServices, 'clock' | 'speech'>,
  { signed, posted, frameOf }: Pages,
): void {
  const { cases, clock, speech } = services

  /** One list, a page of it; the queue's own first page shows its parts instead. */
  async function listed(session: Session, filter: Narrowed, after: Place | null) {
    const { items, next } = await queueOf(services, session.worker, filter, after, PAGE)
    const { status, fits, whose } = filter
    if (status === 'mine') items.sort(byWaiting(clock()))
    const name = fits ? 'desk.group.forMe' : `desk.filter.${status}`
    const group: QueueGroup = { name, items, time: times[status] ?? times[whose ?? ''] ?? 'since' }
    return {
      arrived: undefined,
      groups: [group],
      waves: [],
      next: next ? addressOf(filter, next) : undefined,
      first: after ? addressOf(filter) : undefined,
    }
  }

  async function show(
    req: Request,
    res: Response,
    session: Session,
    search?: QueueView['search'],
  ): Promise<void> {
    const asked = queryOf(req)
    const filter = wishedOf(asked)
    const after = readPlace(asked.get('after') ?? '')
    const plain = addressOf(filter) === '/console' && !after
    const { arrived, ...list } = plain
      ? await groupsOf(services, session.worker, clock())
      : await listed(session, filter, after)
    const { status, ...others } = filter
    const names = await namesOf(services)
    const view = {
      asked: await offersFor(services, session.worker, req.headers['x-live'] !== undefined),
      filter,
      choices: {
        ...{ whose: owners, worker: [...names.keys()], urgent: ['yes', 'no'], language: speech.languages },
        ...choices,
      },
      names,
      statuses,
      narrowed: Object.values(others).some((value) => value !== undefined),
      ...list,
      search,
    }
    sendHtml(
      res,
      search && !search.items?.length ? 404 : 200,
      queuePage({ ...(await frameOf(req, session, arrived)), ...view }),
    )
  }

  /** By the end of a number: that case, or all that end alike. */
  async function ending(req: Request, res: Response, session: Session, typed: string, number: string) {
    const found = await cases.ending(number, PAGE)
    if (found.length === 1) return redirect(res, `/console/cases/${found[0]!.id}`)
    const trouble = found.length > 1 ? 'desk.search.several' : 'desk.search.none'
    const names = await namesOf(services)
    const items = found.map((doc) => itemOf(doc, session.worker, names))
    await show(req, res, session, { typed, trouble, digits: number.length, items })
  }

  server.get(
    '/console',
    signed((req, res, session) => show(req, res, session), 'cases'),
  )

  /** Posted, so that a number is in no address and no history until it is known to be a case of ours. */
  server.post(
    '/console/find',
    posted(async (req, res, session, form) => {
      const typed = (form.get('number') ?? '').slice(0, LONGEST)
      const number = digitsOf(typed)
      if (number.length === SHORT) return ending(req, res, session, typed, number)
      const known = number.length === DIGITS && (await cases.exists(number))
      if (known) return redirect(res, `/console/cases/${number}`)
      const trouble = number.length === DIGITS ? 'desk.search.none' : 'desk.search.digits'
      await show(req, res, session, { typed, trouble, digits: number.length })
    }, 'cases'),
  )

  server.get(
    '/console/help',
    signed(async (req, res, session) => sendHtml(res, 200, helpPage(await frameOf(req, session))), 'cases'),
  )
}
