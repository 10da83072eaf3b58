import assert from 'node:assert/strict'
import { hearDate } from '../../../dialogs/understanding/date.ts'

describe('A date', () => {
  const now = new Date('2026-10-05T12:00:00Z')
  const rows: [string, object | null][] = [
    ['2023', { year: 2023 }],
    ['٢٠٢٣', { year: 2023 }],
    ['২০২৩', { year: 2023 }],
    [' 2023. ', { year: 2023 }],
    ['2023-05-06', { year: 2023, month: 5, day: 6 }],
    ['۲۰۲۳-۰۵-۰۶', { year: 2023, month: 5, day: 6 }],
    ['2023-02-30', null],
    ['3/4/2025', null],
    ['2023/05/06', null],
    ['2010-12', null],
    ['May 2023', null],
    ['1404', null],
    ['1404/01/05', null],
    ['2568', null],
    ['2027', null],
    ['1899', null],
    ['about 2023', null],
    ['2023?', null],
    ['', null],
  ]
  for (const [text, parts] of rows)
    it(`${JSON.stringify(text)} -> ${parts ? JSON.stringify(parts) : 'ask again'}`, () => {
      assert.deepEqual(hearDate(text, now), parts ? { ok: true, ...parts } : { ok: false })
    })
})
