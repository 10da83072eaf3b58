import { isMasked } from '../../intake/form/masking.ts'
import type { Translate } from '../../intake/form/words.ts'
import type { CaseRow, Detail, Noted } from '../../web/console/case/detail.ts'

const hidden = (row: CaseRow, t: Translate): CaseRow =>
  row.status === 'answered' && isMasked(row.key)
    ? { ...row, text: t('desk.masked.row'), language: t.language, verbatim: false, masked: true }
    : row

/** What one wrote oneself is no secret, nor what one is told on being asked to take it; of giving back, why in a word; of links, nothing. */
function readable(note: Noted, { offered }: Detail): Noted[] {
  if (note.me || (note.on === 'transfer' && offered === 'toMe')) return [note]
  return note.on === 'release' && note.reason ? [{ ...note, text: '' }] : []
}

/**
 * A case as somebody reads it who does not have it: enough to decide whether to take it (what is needed, how
 * urgent, in which language, for whom, where) and nothing that tells who it is. Everything that may be read is
 * named here, so that what is added to a case later is hidden until somebody decides otherwise.
 */
export function masked(detail: Detail, t: Translate): Detail {
  const { id, number, application, talk, language, kind, channel, urgent, wish, assignee, offered, alarmed } =
    detail
  const { created, since, sent, closed, changed, erased, outcome, record, rows, shared } = detail
  return {
    ...{ id, number, application, talk, language, kind, channel, urgent, wish, assignee, alarmed },
    offered,
    ...(detail.undoable ? { undoable: true } : {}),
    ...(detail.watched ? { watched: detail.watched } : {}),
    ...(detail.unanswered === undefined ? {} : { unanswered: detail.unanswered }),
    ...(detail.wrote === undefined ? {} : { wrote: detail.wrote }),
    codeOf: detail.codeOf,
    ...{ created, since, sent, closed, changed, erased },
    outcome,
    endings: detail.endings,
    ...(detail.ending ? { ending: detail.ending } : {}),
    mayReopen: detail.mayReopen,
    record,
    rows: rows.map((row) => hidden(row, t)),
    shared: shared?.map((row) => hidden(row, t)),
    unasked: detail.unasked,
    contact: detail.contact && { ...detail.contact, dial: undefined },
    indicators: detail.indicators,
    masked: { messages: detail.messages.length, notes: detail.notes.length },
    messages: [],
    offer: detail.offer,
    machine: null,
    attempts: [],
    notes: detail.notes.flatMap((note) => readable(note, detail)),
    reminders: [],
    requests: [],
    askable: [],
    others: {},
    source: detail.source,
    consents: [],
    permissions: [],
    meeting: null,
    readings: {},
    accessGrants: [],
    same: [],
    related: [],
  }
}
