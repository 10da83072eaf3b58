import assert from 'node:assert/strict'
import { softened } from '../../web/soft.ts'

const seen = (text: string, language: string) =>
  softened(text, language).replaceAll('\u00AD', '|').replaceAll('\u00A0', '_')

describe('web: where a long word may break', () => {
  it('is between syllables, never near its ends, and in no short word', () => {
    assert.equal(seen('auttamisjärjestelmän', 'fi'), 'aut|ta|mis|jär|jes|tel|män')
    assert.equal(seen('människohandel i Finland', 'sv'), 'män|nis|ko|han|del i Finland')
    assert.equal(seen('brottsutredning', 'sv'), 'brottsut|red|ning')
    assert.equal(seen('Безопасное жильё', 'ru'), 'Безо|пас|ное жильё')
  })

  it('parts no two letters of one sound in English', () => {
    assert.equal(seen('investigation', 'en'), 'inves|ti|ga|tion')
    assert.equal(seen('everything', 'en'), 'eve|ry|thing')
  })

  it('is left alone in Arabic', () => {
    assert.equal(seen('المسؤوليات', 'ar'), 'المسؤوليات')
  })

  it('keeps a day with its month, and an hour with "at"', () => {
    assert.equal(seen('poistuu 1. joulukuuta 2026 klo 1.28', 'fi'), 'poistuu 1._jou|lu|kuuta 2026 klo_1.28')
    assert.equal(seen('den 1 december 2026 kl. 01:28', 'sv'), 'den 1_december 2026 kl._01:28')
    assert.equal(seen('on 1 December 2026', 'en'), 'on 1_December 2026')
  })
})
