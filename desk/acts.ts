import type { Act } from './act.ts'
import { claim } from './assignment/claim.act.ts'
import { accept, decline, transfer, withdraw } from './assignment/handover.act.ts'
import { release } from './assignment/release.act.ts'
import { relieve } from './assignment/relieve.act.ts'
import { edit, undo } from './case/annotate.act.ts'
import { close, keep } from './case/close.act.ts'
import { dismiss } from './case/dismiss.act.ts'
import { note } from './case/note.act.ts'
import { open } from './case/open.act.ts'
import { raise } from './case/raise.act.ts'
import { relate, unrelate } from './case/relate.act.ts'
import { correct, reopen } from './case/reopen.act.ts'
import { seen } from './case/seen.act.ts'
import { meeting } from './requests/meeting.act.ts'
import { link, recall, record, request } from './requests/requests.act.ts'
import { contact, may } from './talk/contact.act.ts'
import { message } from './talk/message.act.ts'
import { settle } from './talk/settle.act.ts'
import { draft, translate } from './talk/translate.act.ts'
import { done, remind, snooze } from './today/reminders.act.ts'

/** Everything that can be done to a case. */
export const acts: readonly Act[] = [
  ...[claim, release, relieve, transfer, withdraw, accept, decline],
  ...[close, keep, reopen, correct],
  ...[message, settle, translate, draft, may, contact, note],
  ...[remind, snooze, done],
  ...[edit, undo, raise, seen, open, dismiss, relate, unrelate],
  ...[request, recall, link, record, meeting],
]
