/** A field of an act's input, as a page asks for it. */
export interface ActField {
  name: string
  kind: 'choice' | 'day' | 'text'
  /** Of a choice; `desk.{field}.{option}` are its words. */
  options: readonly string[]
  required: boolean
}

/** An act that the page offers by a form drawn from its input. Without fields it is a button. */
export interface ActForm {
  name: string
  /** It takes the sender's own id, so that sent twice it is done once. */
  named: boolean
  fields: readonly ActField[]
}
