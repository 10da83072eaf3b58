import assert from 'node:assert/strict'
import { markedAs } from '../../intake/form/script-of.ts'

describe('intake/form: the language of what a worker writes', () => {
  for (const [text, tag, others, is] of [
    ['Hello', 'en', ['ar'], 'en'],
    ['Hei, مرحبا', 'fi', ['ar'], 'fi'],
    ['مرحبا', 'en', ['ar'], 'ar'],
    ['سلام', 'fa', ['ar'], 'fa'],
    ['Привет', 'fi', ['ru'], 'ru'],
    ['Привет', 'fi', ['ar'], 'und'],
    ['Hello', 'ar', ['ar'], 'und'],
    ['112 – 10:30', 'en', ['ar'], 'en'],
    ['ሰላም', 'fi', ['am'], 'am'],
  ] as const)
    it(`“${text}” marked ${tag} is ${is}`, () => assert.equal(markedAs(text, tag, others), is))
})
