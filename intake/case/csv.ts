export type Row = readonly (string | number | boolean)[]

/**
 * What would begin a formula, at the start of a cell or where a spreadsheet of another country splits it (comma,
 * semicolon, tab, line break), gets an apostrophe before it (OWASP, CSV injection).
 */
const harmless = (text: string) => text.replace(/(^|[,;\t\r\n])(["'\s]*)([=+\-@＝＋－＠])/g, "$1$2'$3")
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** UTF-8 with a mark, by which a spreadsheet knows it; everything in quotes. */
const written = (rows: readonly Row[], between: string, cell: (text: string) => string): string =>
  `\ufeff${rows
    .map(
      (row) =>
        `${row.map((value) => quoted(typeof value === 'string' ? cell(value) : String(value))).join(between)}\r\n`,
    )
    .join('')}`

/** Comma-separated values (RFC 4180), as programs read them. */
export const csv = (rows: readonly Row[]): string => written(rows, ',', harmless)

/** Digits as they are written in groups: a case's number, a telephone number. */
const NUMBER = /^\+?\d[\d ()-]*$/
/** More digits than these a spreadsheet rounds, and a zero in front it drops. */
const isRounded = (text: string) => NUMBER.test(text) && (text.length > 11 || /^[+0]/.test(text))

/**
 * As Excel opens it by a press where a comma is a decimal sign, as in Finland: separated by semicolons, and a long
 * number, or one that begins with + or 0, as the text it is. `="040…"` is the one way to say so in such a file; it
 * holds digits and nothing that could be computed.
 */
export const csvForExcel = (rows: readonly Row[]): string =>
  written(rows, ';', (text) => (isRounded(text) ? `="${text}"` : harmless(text)))

/** Format of a download, by the name that its address has. */
export const tableFormats = { csv, excel: csvForExcel } as const
export const isTable = (format: string): format is keyof typeof tableFormats =>
  Object.hasOwn(tableFormats, format)
