const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text inside XML 1.0, which has no way to say most control characters. */
export const escaped = (text: string): string =>
  [...text.toWellFormed()]
    .filter((one) => one >= ' ' || one === '\t' || one === '\n')
    .map((one) => named[one] ?? one)
    .join('')

export const declared = (xml: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`
