// What is half filled in stays filled in when live mode puts the form in anew.

const fields = 'details[id] form.fill :is(input:not([type=hidden]), select)'
const isTick = ({ type }) => type === 'checkbox' || type === 'radio'

/** Where a field is on the page, the same before and after. */
const placeOf = (field) =>
  JSON.stringify([field.closest('details').id, field.name, isTick(field) ? field.value : ''])

function isTouched(field) {
  // Given back after a refusal: nothing the server made anew has it.
  if (field.closest('details').dataset.unsent !== undefined) return true
  if (isTick(field)) return field.checked !== field.defaultChecked
  if (field.localName === 'input') return field.value !== field.defaultValue
  const first = [...field.options].find((one) => one.defaultSelected) ?? field.options[0]
  return field.value !== first?.value
}

/** What somebody changed in the forms of a part and has not sent. */
export const filledIn = (part) => [...part.querySelectorAll(fields)].filter(isTouched)

/** Puts it into the same forms of a newer part. @returns text for which there is no place any more */
export function fillIn(part, filled) {
  const places = new Map([...part.querySelectorAll(fields)].map((field) => [placeOf(field), field]))
  const left = []
  for (const old of filled) {
    const field = places.get(placeOf(old))
    if (field && isTick(field)) field.checked = old.checked
    else if (field) field.value = old.value
    else if (old.type === 'text' && old.value) left.push(old.value)
  }
  return left
}
