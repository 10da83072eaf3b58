/** Control characters show nothing and can do harm where the text is read; line breaks and tabs stay. */
export const withoutControls = (text: string): string => text.replace(/[\p{Cc}--[\n\t]]/gv, '')

/** What somebody typed into a box, with line breaks of one kind. */
export const plainText = (text: string): string => withoutControls(text.replace(/\r\n?/g, '\n')).trim()

/** A name, on one line and no longer than `most`. */
export const oneLine = (text: string, most: number): string =>
  text.replace(/\p{C}/gu, '').trim().slice(0, most)

/** A number, a code or an address keeps its own direction inside right-to-left text (U+2066, U+2069). */
export const leftToRight = (text: string): string => `\u2066${text}\u2069`

/** On one line, and nothing in it turns the text around it. */
export const onOneLine = /^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u
