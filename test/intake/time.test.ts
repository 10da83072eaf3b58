import assert from 'node:assert/strict'
import { dateInFull, inFinland } from '../../intake/hours/time.ts'
import { languages } from '../../locales/index.ts'

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
})
