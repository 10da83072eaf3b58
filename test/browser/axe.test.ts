import assert from 'node:assert/strict'
import { languages } from '../../locales/index.ts'
import { accessible } from '../support/browser.ts'
import { screens } from '../support/screens.ts'
import { visits } from '../support/visits.ts'

describe('web/chat: axe has nothing to say', () => {
  const her = visits()
  for (const language of languages)
    it(`of any screen, in ${language}`, async () => {
      for await (const { name, page } of screens(() => her.visit(language)))
        await accessible(page, true).catch((error: Error) => assert.fail(`${name}: ${error.message}`))
    })
})
