import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Answer, type Answers, type DateParts, isReferrer, passes } from '../form/answers.ts'
import { questions } from '../form/form.ts'
import { onRoute } from '../form/route.ts'
import type { Translation } from '../form/translator.ts'
import { isoTime } from '../hours/time.ts'
import { type Annotation, annotationViews, layered } from './annotations.ts'
import { type Case, revisionOf } from './case.ts'
import type { Row } from './csv.ts'
import { agreement } from './meeting.ts'
import type { Message } from './messages.ts'
import { outcomes, ownOutcome } from './outcomes.ts'
import { authorities, bases, type InfoRequest, parties } from './requests.ts'

/**
 * A case as another system takes it: ids, never shown words, and times in ISO 8601. The shape is published as
 * JSON Schema made from this very zod schema; its version names the shape, and changes with any of it.
 */
const time = z.iso.datetime()
const tag = z.string().max(35).describe('BCP 47 tag; empty when not known')

/** How any answer was given. */
const given = {
  language: tag,
  wording: z.string().describe('version of the words that were shown'),
  at: time,
}
const passed = z.strictObject({ status: z.enum(passes), ...given })
const answer = (value: z.ZodType) =>
  z.union([z.strictObject({ status: z.literal('answered'), value, ...given }), passed]).optional()

const answers = z.strictObject(
  Object.fromEntries([...questions].map(([key, field]) => [key, answer(field.schema)])),
)

const message = z.strictObject({
  from: z.enum(['person', 'worker']),
  text: z.string().optional(),
  phrase: z
    .string()
    .optional()
    .describe("id of a sentence of the phrasebook, instead of text; of an agency's own beside it"),
  filled: z.record(z.string(), z.string()).optional().describe('what the places of the phrase hold'),
  language: tag,
  at: time,
  machine: z
    .array(z.strictObject({ text: z.string(), from: tag, to: tag }))
    .optional()
    .describe('what a machine made of it, and nobody has checked'),
})

/** Beside her answer, never in its place. */
const edit = <T extends z.ZodType>(key: string, value: T) =>
  z.strictObject({
    id: z.string(),
    question: z.literal(key),
    value,
    note: z.string().optional(),
    by: z.string().describe('name of the worker'),
    at: time,
    outdated: z.boolean().describe('the person has answered anew since'),
    undone: z.strictObject({ by: z.string(), at: time }).optional(),
  })
const basis = z.enum(bases).describe('what asking an authority rested on')
const day = z.iso.date()

const request = z.strictObject({
  to: z.enum(parties),
  authority: z.enum(authorities).optional(),
  name: z.string().optional().describe('of the authority, where that says more'),
  basis: basis.optional(),
  asked: time,
  status: z.enum(['open', 'answered', 'withdrawn']),
  ended: time.optional(),
  on: day.optional().describe('the day an authority said so'),
  questions: z.array(z.string()),
  answers: answers.describe('of the referrer or the authority; what the applicant answered is in the record'),
})

const agreed = agreement.extend({ at: time })

const shape = {
  id: z
    .string()
    .regex(/^\d{20}-\d+$/)
    .describe('case and revision: what is acknowledged'),
  case: z.string().regex(/^\d{20}$/),
  revision: z.int().min(1),
  sent: time,
  kind: z.enum(['application', 'contactRequest', 'anonymousConsultation']),
  concerns: z.string(),
  language: tag,
  channel: z.string(),
  urgent: z.boolean(),
  outcome: z
    .enum(outcomes)
    .or(z.string().regex(ownOutcome))
    .optional()
    .describe('what became of it here; never whether somebody is admitted'),
  form: z.string().describe('version of the form it was answered in'),
  source: z.enum(['applicant', 'referrer']).describe('who gave the answers of the record'),
  permissions: z
    .array(z.strictObject({ asked: z.string(), answered: z.string(), language: tag, at: time }))
    .describe('what the person agreed to, in the words that were read'),
  answers: answers.describe('what the person said'),
  edits: z
    .array(z.union([...questions].map(([key, { schema }]) => edit(key, schema))))
    .describe('how workers read the answers, the newest of each question first'),
  requests: z.array(request).describe('what was asked beyond the record, and who answered it'),
  meeting: z.array(agreed).describe('what was agreed on a joint meeting, each time; the last counts'),
  former: z
    .record(z.string(), z.unknown())
    .describe('answers that the form of today no longer has, as they were kept'),
  messages: z.array(message).describe('between the person and caseworkers'),
}

const jsonSchemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'output' })

/** Changes with the shape: a program that knows one version can tell when it meets another. */
export const schemaVersion = `2-${createHash('sha256')
  .update(JSON.stringify(jsonSchemaOf(z.strictObject(shape))))
  .digest('hex')
  .slice(0, 12)}`

export const exportedCase = z.strictObject({ schema: z.literal(`silta-case/${schemaVersion}`), ...shape })
export type ExportedCase = z.output<typeof exportedCase>

/** JSON Schema, draft 2020-12. */
export const publishedSchema = {
  $id: `urn:silta:case:${schemaVersion}`,
  title: 'A case of Silta',
  ...jsonSchemaOf(exportedCase),
}

const toldOf = ({ status, value, language, wording, at }: Answer) => ({
  status,
  ...(status === 'answered' ? { value } : {}),
  language,
  wording,
  at: isoTime(at),
})

/** What is asked today and fits it, and what is left from an earlier form. Off the route is off the record. */
function partsOf(kept: Answers) {
  const now: Record<string, unknown> = {}
  const former: Record<string, unknown> = {}
  for (const [key, one] of Object.entries(kept)) {
    if (!one) continue
    const field = questions.get(key)
    if (field && !onRoute(key, kept)) continue
    const known = field && (one.status !== 'answered' || fits(key, one.value))
    Object.assign(known ? now : former, { [key]: toldOf(one) })
  }
  return { answers: now as ExportedCase['answers'], former }
}

const fits = (key: string, value: unknown) => questions.get(key)?.schema.safeParse(value).success === true

const editsOf = (edits: readonly Annotation[], answers: Answers): ExportedCase['edits'] =>
  Object.entries(annotationViews(edits, answers))
    .filter(([key]) => onRoute(key, layered(answers, edits)))
    .flatMap(([question, all]) =>
      all
        .filter(({ value }) => fits(question, value))
        .map(({ id, value, note, name, at, outdated, undone }) => ({
          ...{ id, question, value, by: name, at: isoTime(at), outdated },
          ...(note ? { note } : {}),
          ...(undone ? { undone: { by: undone.name, at: isoTime(undone.at) } } : {}),
        })),
    )
const requestOf = (one: InfoRequest): ExportedCase['requests'][number] => {
  const { to, authority, name, basis, at, status, ended, on, keys, answers = {} } = one
  const given = Object.entries(answers).filter(([key]) => questions.has(key))
  return {
    ...{ to, asked: isoTime(at), status, questions: [...keys] },
    ...(authority ? { authority: authority as (typeof authorities)[number] } : {}),
    ...(name ? { name } : {}),
    ...(basis ? { basis } : {}),
    ...(ended ? { ended: isoTime(ended) } : {}),
    ...(on ? { on } : {}),
    answers: Object.fromEntries(
      given.map(([key, answer]) => [key, toldOf(answer!)]),
    ) as ExportedCase['answers'],
  }
}

/** Of hers for a worker, as many as were asked for; of a worker's, what was sent beside it. */
function machinesOf(made: readonly Translation[], sent: Made | undefined): { machine?: Made[] } {
  const all = [...made.map(({ text, from, to }) => ({ text, from, to })), ...(sent ? [sent] : [])]
  return all.length > 0 ? { machine: all } : {}
}
type Made = Pick<Translation, 'text' | 'from' | 'to'>

/** `null`: nothing was sent, or it is erased. */
export function exportOf(
  found: Case,
  messages: Message[],
  edits: readonly Annotation[] = [],
  translations: readonly Translation[] = [],
): ExportedCase | null {
  const { content } = found
  const record = content?.record
  if (!record) return null
  return {
    schema: `silta-case/${schemaVersion}`,
    id: `${found.id}-${revisionOf(content)}`,
    case: found.id,
    revision: revisionOf(content),
    sent: isoTime(record.at),
    kind: record.kind,
    concerns: found.kind,
    language: record.language,
    channel: found.channel,
    urgent: found.urgent === 1,
    ...(content.outcome ? { outcome: content.outcome } : {}),
    form: record.form,
    source: isReferrer(record.answers) ? 'referrer' : 'applicant',
    permissions: (record.permissions ?? []).map((one) => ({ ...one, at: isoTime(one.at) })),
    ...partsOf(record.answers),
    edits: editsOf(edits, record.answers),
    requests: (content.requests ?? []).map(requestOf),
    meeting: (content.meeting ?? []).map(({ by: _, at, ...one }) => ({ ...one, at: isoTime(at) })),
    messages: messages.map(({ order, from, text, phrase, filled = {}, words, machine, language, at }) => ({
      from,
      ...machinesOf(
        translations.filter((one) => one.order === order),
        machine && { text: machine.text, from: language, to: machine.language },
      ),
      ...(phrase ? { phrase, filled: filled as Record<string, string> } : { text: text ?? '' }),
      // Its id says nothing to anybody else, and its file may be another one by now.
      ...(words ? { text: words[language] ?? '' } : {}),
      language,
      at: isoTime(at),
    })),
  }
}

const columns = ['case', 'revision', 'sent', 'kind', 'concerns', 'language', 'channel', 'urgent'] as const

/** Who gave the answers of a row, and of an authority what that rests on and when it said so. */
const sourceOf = ({ to, authority, basis, on }: ExportedCase['requests'][number]) =>
  [to, authority, basis, on].filter(Boolean).join(' ')

type Told = Pick<ExportedCase, 'answers' | 'edits'> & { source: string }
const toldIn = ({ source, answers, edits, requests }: ExportedCase): Told[] => [
  { source, answers, edits },
  ...requests
    .filter(({ answers: given }) => Object.keys(given).length > 0)
    .map((one) => ({ source: sourceOf(one), answers: one.answers, edits: [] })),
]

const isDate = (value: unknown): value is DateParts =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function cellOf(one: ExportedCase['answers'][string]): string {
  if (!one) return ''
  return one.status === 'answered' ? shown((one as { value: unknown }).value) : `(${one.status})`
}

function shown(value: unknown): string {
  if (!isDate(value)) return [value].flat().join(' | ')
  const pad = (part: number) => String(part).padStart(2, '0')
  return [value.year, ...[value.month, value.day].filter((part) => part !== undefined).map(pad)].join('-')
}

/** What workers read otherwise and nobody took back; her own answers have the columns of the questions. */
const editsCell = (edits: ExportedCase['edits']): string =>
  edits
    .filter(({ undone }) => !undone)
    .map(({ question, value, by }) => `${question}: ${shown(value)} (${by})`)
    .join(' | ')

/** One row a case, and one for each other who answered; one column a question; ids, not shown words. */
export const rowsOf = (cases: readonly ExportedCase[]): Row[] => [
  [...columns, 'source', 'edits', ...questions.keys()],
  ...cases.flatMap((one) =>
    toldIn(one).map(({ source, answers: given, edits }) => [
      ...columns.map((name) => one[name]),
      source,
      editsCell(edits),
      ...[...questions.keys()].map((key) => cellOf(given[key])),
    ]),
  ),
]
