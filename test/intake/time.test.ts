import assert from 'node:assert/strict'
import { showValue } from '../../intake/form/rows.ts'
import { dateInFull, inFinland } from '../../intake/hours/time.ts'
import { languages, words } from '../../locales/index.ts'

describe('One clock', () => {
  const evening = Date.UTC(2026, 0, 16, 19, 30)

  for (const language of languages)
    it(`of 24 hours, in ${language}`, () => {
      const shown = [
        dateInFull(language, evening),
        inFinland(language, { hour: 'numeric', minute: '2-digit' }).format(evening),
        inFinland(language, { hour: 'numeric' }).formatRange(evening, evening + 3_600_000),
      ]
      const digits = shown.map((text) => text.replace(/[٠-٩]/g, (d) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(d))))
      for (const text of digits) assert.match(text, /\b21\b/, text)
    })

  for (const language of languages)
    it(`and the day before the month, in ${language}`, () => {
      const t = words(language)
      const shown = [
        dateInFull(language, evening),
        showValue('identity.birth', { year: 2026, month: 1, day: 16 }, {}, t),
        ...(['full', 'long', 'medium', 'short'] as const).map((dateStyle) =>
          inFinland(language, { dateStyle }).format(evening),
        ),
      ]
      // Swedish alone writes numbers from the year on, as everybody there reads them.
      for (const text of shown) assert.match(text, /16.*(\p{L}|\b0?1\b)|2026-01-16/u, text)
      for (const text of shown) assert.doesNotMatch(text, /\p{L} 16,|1\/16/u, text)
    })
})
