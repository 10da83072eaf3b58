// What is half filled in stays filled in when live mode puts the form in anew.

const fields = 'details[id] form.fill :is(input:not([type=hidden]), select)'
/** @param {any} field */
const isTick = ({ type }) => type === 'checkbox' || type === 'radio'

/**
 * Where a field is on the page, the same before and after.
 * @param {any} field
 */
const placeOf = (field) =>
  JSON.stringify([field.closest('details').id, field.name, isTick(field) ? field.value : ''])

/** @param {any} field */
function isTouched(field) {
  // Given back after a refusal: nothing the server made anew has it.
  if (field.closest('details').dataset.unsent !== undefined) return true
  if (isTick(field)) return field.checked !== field.defaultChecked
  if (field.localName === 'input') return field.value !== field.defaultValue
  /** @type {HTMLOptionElement[]} */
  const options = [...field.options]
  const first = options.find((one) => one.defaultSelected) ?? options[0]
  return field.value !== first?.value
}

/**
 * What somebody changed in the forms of a part and has not sent.
 * @param {HTMLElement} part
 * @returns {any[]}
 */
export const filledIn = (part) => [...part.querySelectorAll(fields)].filter(isTouched)

/**
 * Puts it into the same forms of a newer part.
 * @param {HTMLElement} part
 * @param {any[]} filled
 * @returns {string[]} text for which there is no place any more
 */
export function fillIn(part, filled) {
  /** @type {any[]} */
  const now = [...part.querySelectorAll(fields)]
  const places = new Map(now.map((field) => [placeOf(field), field]))
  const left = []
  for (const old of filled) {
    const field = places.get(placeOf(old))
    if (field && isTick(field)) field.checked = old.checked
    else if (field) field.value = old.value
    else if (old.type === 'text' && old.value) left.push(old.value)
  }
  return left
}
