/** Fields of a form, or the body of a program's request: not read yet. */
export type Fields = Record<string, unknown>
