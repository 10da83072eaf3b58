import type { Request, Response, Server } from 'restify'
import type { Case } from '../../intake/case/case.ts'
import { isThere, isWriting, type Receipt } from '../../intake/conversation/receipts.ts'
import { traitsOf } from '../../intake/form/channels.ts'
import { Refusal } from '../../platform/errors.ts'
import { readJson, sendJson } from '../../platform/http.ts'
import type { Detail } from '../../web/console/case/detail.ts'
import type { PeerStatus } from '../../web/console/talk/view.ts'
import { caseIdOf } from '../act.ts'
import type { Api } from '../api.ts'
import type { DeskServices } from '../services.ts'
import type { Worker } from '../worker.ts'

/** A page is held so long for news, in ms: a browser opens few connections, so it is not for long. */
const HOLD = 20_000

/** How far her side has come, for whoever has the case; `null` where nothing is known of it. */
export async function peerStatusOf(
  { receipts, clock }: Pick<DeskServices, 'receipts' | 'clock'>,
  found: Case,
  worker: Worker,
  said: number,
): Promise<PeerStatus | null> {
  const { content, assignee, channel } = found
  if (!content || assignee !== worker.id || !traitsOf(channel).receipts) return null
  const { person } = await receipts.of(content.conversation)
  return peerStatus(person, said, clock())
}

/** What stood on a page that the worker opened was read by the worker who has the case. */
export function readBy(
  { receipts, clock }: Pick<DeskServices, 'receipts' | 'clock'>,
  { content, assignee }: Case,
  worker: Worker,
  { messages }: Pick<Detail, 'messages'>,
): void {
  const last = messages.at(-1)?.order
  if (content && last && assignee === worker.id)
    receipts.note(content.conversation, 'desk', { read: last, delivered: last, online: clock() })
}

const peerStatus = (mark: Receipt, said: number, now: number): PeerStatus => ({
  given: mark.delivered,
  shown: mark.read,
  there: isThere(mark, now),
  seen: Math.max(mark.online, mark.left),
  writing: isWriting(mark, said, now),
})

/** What her client shows and whether she writes, to the page of the worker she talks with; and the other way round. */
export function deskMarks(
  server: Server,
  services: Pick<DeskServices, 'cases' | 'receipts' | 'watch' | 'clock'>,
  { signed }: Api,
): void {
  const { cases, receipts, watch, clock } = services

  /** The conversation of a case that this worker has. Others are told nothing of her. @throws Refusal CONFLICT */
  async function heldBy(req: Request, worker: Worker): Promise<Case & { content: { conversation: string } }> {
    const found = await cases.get(caseIdOf(req.params.id))
    if (!found) throw new Refusal('NOT_FOUND')
    if (found.assignee !== worker.id || !found.content) throw new Refusal('CONFLICT', 'claim the case first')
    return found as Case & { content: { conversation: string } }
  }

  async function body(req: Request): Promise<Record<string, unknown>> {
    if (!/^application\/json\s*(;|$)/i.test(req.headers['content-type'] ?? ''))
      throw new Refusal('UNSUPPORTED')
    return readJson(req)
  }
  const count = (value: unknown) => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0)

  /** Resolves at the next change, or after so many ms. */
  const change = (conversation: string, most: number, res: Response) =>
    new Promise<void>((resolve) => {
      const end = () => {
        off()
        clearTimeout(timer)
        res.off('close', end)
        resolve()
      }
      const off = watch.onReceipts(conversation, end)
      const timer = setTimeout(end, Math.max(0, most))
      res.once('close', end)
    })

  /**
   * `shown`: the newest line on a page in sight, which is what "read by the worker" rests on. `said`: when she
   * last wrote, in ms since 1970. `known`: the last answer, which is held back until there is another one.
   */
  server.post(
    '/console/api/cases/:id/marks',
    signed(async (req, res, { worker }) => {
      const { shown, said, known } = await body(req)
      const { conversation } = (await heldBy(req, worker)).content
      receipts.note(conversation, 'desk', { read: count(shown), delivered: count(shown), online: clock() })
      const until = Date.now() + HOLD
      for (;;) {
        const wait = change(conversation, Math.min(until - Date.now(), 3000), res)
        const now = peerStatus((await receipts.of(conversation)).person, count(said), clock())
        // Being there is told anew with each sign of it: only the change of it is news.
        const key = JSON.stringify([now.given, now.shown, now.there, now.writing])
        if (res.closed) return
        if (key !== known || Date.now() >= until) return sendJson(res, 200, { ...now, key })
        await wait
      }
    }),
  )

  server.post(
    '/console/api/cases/:id/typing',
    signed(async (req, res, { worker }) => {
      await body(req)
      const { conversation } = (await heldBy(req, worker)).content
      receipts.note(conversation, 'desk', { writing: clock(), online: clock() })
      sendJson(res, 200, { ok: true })
    }),
  )
}
