import { z } from 'zod'
import type { ActField, ActForm } from '../web/console/case/act-form.ts'
import type { Detail } from '../web/console/case/detail.ts'
import type { Act } from './act.ts'

interface Property {
  type?: string
  enum?: string[]
  format?: string
}

/** What the input of an act looks like before it is read, for programs and for the forms of pages. */
export const inputSchema = ({ input }: Act): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })

function fieldOf(name: string, one: Property, required: boolean): ActField {
  if (one.enum) return { name, kind: 'choice', options: one.enum, required }
  return { name, kind: one.format === 'date' ? 'day' : 'text', options: [], required }
}

/** Fields of words; what a program alone may say is not asked for. */
export function formOf(act: Act): ActForm {
  const { properties = {}, required = [] } = inputSchema(act)
  const { id: _, message, ...asked } = properties as Record<string, Property>
  const fields = Object.entries(asked)
    .filter(([, { type }]) => type === 'string')
    .map(([name, one]) => fieldOf(name, one, required.includes(name)))
  return { name: act.name, named: message !== undefined, fields }
}

/** Options that an agency has beside those of a field, by its name. */
type More = Readonly<Record<string, readonly string[]>>

const withMore = (form: ActForm, more: More): ActForm => ({
  ...form,
  fields: form.fields.map((one) => ({ ...one, options: [...(more[one.name] ?? []), ...one.options] })),
})

/** The forms that the page of this case shows to its reader. */
export const formsIn = (acts: readonly Act[]) => {
  const drawn = acts.flatMap((act) => (act.offered ? [{ offered: act.offered, form: formOf(act) }] : []))
  return (found: Detail, more: More = {}): ActForm[] =>
    drawn.flatMap(({ offered, form }) => (offered(found) ? [withMore(form, more)] : []))
}
