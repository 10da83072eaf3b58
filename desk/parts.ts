import type { Audit } from '../intake/audit/audit.ts'
import type { AccessGrants } from '../intake/case/access-grants.ts'
import type { Annotations } from '../intake/case/annotations.ts'
import type { CaseFiles } from '../intake/case/case-file.ts'
import type { Cases } from '../intake/case/cases.ts'
import type { DuplicateHints } from '../intake/case/duplicates.ts'
import type { Links } from '../intake/case/links.ts'
import type { Messages } from '../intake/case/messages.ts'
import type { Notes } from '../intake/case/notes.ts'
import type { RelatedCases } from '../intake/case/related.ts'
import type { Workers } from '../intake/case/workers.ts'
import type { Likeness } from '../intake/conversation/likeness.ts'
import type { Clock } from '../intake/store/ports.ts'
import type { OwnAgency } from '../platform/agency/agency.ts'
import type { ConversationPort } from './conversation-port.ts'
import type { Surroundings } from './surroundings.ts'
import type { ContactingParts } from './talk/contact-attempts.ts'
import type { TranslatingParts } from './talk/translate/desk.ts'

export interface DeskParts extends TranslatingParts, ContactingParts {
  agency: Pick<OwnAgency, 'now'>
  around: Surroundings
  cases: Cases
  likeness: Likeness
  messages: Messages
  notes: Notes
  annotations: Annotations
  accessGrants: AccessGrants
  fileOf: CaseFiles['fileOf']
  duplicateHints: DuplicateHints
  workers: Workers
  audit: Audit
  turns: ConversationPort
  clock: Clock
  links: Links
  related: RelatedCases
  /** Milliseconds that a referrer's link opens. */
  linkFor: number
}
