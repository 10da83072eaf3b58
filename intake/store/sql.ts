import type { Query, Shape } from './ports.ts'

/**
 * The WHERE and ORDER BY of a `Query`, in the words both engines share. Values travel as parameters `@p0`,
 * `@p1`, ... and field names come from the shape only, so nothing a person typed can become SQL.
 *
 * A document without the field it would be sorted by is left out, on both engines: with an opt-in index
 * Cosmos leaves it out by itself, SQLite would put it first.
 *
 * @param column how the engine writes a field
 * @param present how the engine says that a field is there
 * @param bound how the engine writes a bound of the field it sorts by
 * @throws RangeError for a field the shape does not name, or a limit that is no positive whole number
 */
export function clauses(
  shape: Shape,
  query: Query,
  column: (field: string) => string,
  present: (column: string) => string,
  bound: (test: string) => string = (test) => test,
) {
  const named = (field: string) => {
    if (!shape.fields.includes(field)) throw new RangeError(`${shape.name} cannot be asked by ${field}`)
    return column(field)
  }
  if (!Number.isInteger(query.limit) || query.limit < 1) throw new RangeError('limit must be 1 or more')

  const values: (string | number | boolean)[] = []
  const parameter = (value: string | number | boolean) => `@p${values.push(value) - 1}`
  const tests: string[] = []
  for (const [field, value] of Object.entries(query.where ?? {}))
    tests.push(`${named(field)} = ${parameter(value)}`)
  const { range, order } = query
  const bounds = [
    ...(range?.from === undefined ? [] : [`${named(range.field)} >= ${parameter(range.from)}`]),
    ...(range?.below === undefined ? [] : [`${named(range.field)} < ${parameter(range.below)}`]),
  ]
  tests.push(...(order && order.field === range?.field ? bounds.map(bound) : bounds))
  if (order) tests.push(present(named(order.field)))

  return {
    where: tests.length ? `WHERE ${tests.join(' AND ')}` : '',
    order: order ? `ORDER BY ${named(order.field)} ${order.descending ? 'DESC' : 'ASC'}` : '',
    values,
  }
}

/**
 * Keeps every engine as strict as Cosmos, so that what is stored on a laptop can be stored in production.
 * @throws RangeError for an id Cosmos cannot keep
 */
export function checkId(id: string) {
  if (!id || /[/\\?#]/.test(id)) throw new RangeError('an id is not empty and holds no / \\ ? #')
}
