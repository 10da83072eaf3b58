import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Answer, type Answers, type DateParts, passes } from './answers.ts'
import type { Case } from './cases.ts'
import { type Edit, layered, readings } from './edits.ts'
import { questions } from './form.ts'
import type { Message } from './messages.ts'
import { onRoute } from './route.ts'

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
  phrase: z.string().optional().describe('id of a sentence of the phrasebook, instead of text'),
  filled: z.record(z.string(), z.string()).optional().describe('what the places of the phrase hold'),
  language: tag,
  at: time,
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
  outcome: z.string().optional(),
  form: z.string().describe('version of the form it was answered in'),
  answers: answers.describe('what the person said'),
  edits: z
    .array(z.union([...questions].map(([key, { schema }]) => edit(key, schema))))
    .describe('how workers read the answers, the newest of each question first'),
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

const iso = (at: number) => new Date(at).toISOString()

const toldOf = ({ status, value, language, wording, at }: Answer) => ({
  status,
  ...(status === 'answered' ? { value } : {}),
  language,
  wording,
  at: iso(at),
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

const editsOf = (edits: readonly Edit[], answers: Answers): ExportedCase['edits'] =>
  Object.entries(readings(edits, answers))
    .filter(([key]) => onRoute(key, layered(answers, edits)))
    .flatMap(([question, all]) =>
      all
        .filter(({ value }) => fits(question, value))
        .map(({ id, value, note, name, at, outdated, undone }) => ({
          ...{ id, question, value, by: name, at: iso(at), outdated },
          ...(note ? { note } : {}),
          ...(undone ? { undone: { by: undone.name, at: iso(undone.at) } } : {}),
        })),
    )

/** `null`: nothing was sent, or it is erased. */
export function exportOf(found: Case, messages: Message[], edits: readonly Edit[] = []): ExportedCase | null {
  const { content } = found
  const record = content?.record
  if (!record) return null
  return {
    schema: `silta-case/${schemaVersion}`,
    id: `${found.id}-${record.revision}`,
    case: found.id,
    revision: record.revision,
    sent: iso(record.at),
    kind: record.kind,
    concerns: found.kind,
    language: record.language,
    channel: found.channel,
    urgent: found.urgent === 1,
    ...(content.outcome ? { outcome: content.outcome } : {}),
    form: record.form,
    ...partsOf(record.answers),
    edits: editsOf(edits, record.answers),
    messages: messages.map(({ from, text, phrase, filled = {}, language, at }) => ({
      from,
      ...(phrase ? { phrase, filled: filled as Record<string, string> } : { text: text ?? '' }),
      language,
      at: iso(at),
    })),
  }
}

const columns = ['case', 'revision', 'sent', 'kind', 'concerns', 'language', 'channel', 'urgent'] as const

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

/**
 * Comma-separated values (RFC 4180) that a spreadsheet opens as text: UTF-8 with a mark, everything in
 * quotes. What would begin a formula, at the start of a cell or where a spreadsheet of another country splits
 * it (semicolon, tab, line break), gets an apostrophe before it (OWASP, CSV injection).
 */
export function csv(rows: readonly (readonly (string | number | boolean)[])[]): string {
  const safe = (text: string) => text.replace(/(^|[;\t\r\n])(["'\s]*)([=+\-@＝＋－＠])/g, "$1$2'$3")
  const cell = (value: string | number | boolean) => {
    const text = typeof value === 'string' ? safe(value) : String(value)
    return `"${text.replaceAll('"', '""')}"`
  }
  return `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`
}

/** What workers read otherwise and nobody took back; her own answers have the columns of the questions. */
const editsCell = ({ edits }: ExportedCase): string =>
  edits
    .filter(({ undone }) => !undone)
    .map(({ question, value, by }) => `${question}: ${shown(value)} (${by})`)
    .join(' | ')

/** One row a case, one column a question; ids, not shown words. */
export const casesAsCsv = (cases: readonly ExportedCase[]): string =>
  csv([
    [...columns, 'edits', ...questions.keys()],
    ...cases.map((one) => [
      ...columns.map((name) => one[name]),
      editsCell(one),
      ...[...questions.keys()].map((key) => cellOf(one.answers[key])),
    ]),
  ])
