import assert from 'node:assert/strict'
import { isFuture, readDate } from '../../intake/form/dates.ts'

describe('A date in words', () => {
  const rows: [language: string, text: string, read: string | null][] = [
    ['en', '2023', '2023'],
    ['en', '2023-05-03', '2023-5-3'],
    ['fi', '3.5.2023', '2023-5-3'],
    ['fi', '03.05.2023', '2023-5-3'],
    ['fi', '3. 5. 2023', '2023-5-3'],
    ['fi', '05/2023', '2023-5'],
    ['fi', '5.2023', '2023-5'],
    ['fi', '00.05.2023', '2023-5'],
    ['fi', '?.?.2023', '2023'],
    ['fi', '0.0.1990', '1990'],
    ['en', '?/5/2023', '2023-5'],
    ['en', '13/5/2023', '2023-5-13'],
    ['en', '5/13/2023', '2023-5-13'],
    ['en', '5/5/2023', '2023-5-5'],
    ['en', '3/4/2025', null],
    ['en', 'May 2023', '2023-5'],
    ['en', '3 May 2023', '2023-5-3'],
    ['en', 'May 3, 2023', '2023-5-3'],
    ['en', '3rd May 2023', '2023-5-3'],
    ['fi', 'toukokuu 2023', '2023-5'],
    ['fi', '3. toukokuuta 2023', '2023-5-3'],
    ['sv', '3 maj 2023', '2023-5-3'],
    ['ru', 'май 2023', '2023-5'],
    ['ru', '3 мая 2023', '2023-5-3'],
    ['ru', '3 мая 2023 г.', '2023-5-3'],
    ['ar', 'مايو 2023', '2023-5'],
    ['ar', 'أيار ٢٠٢٣', '2023-5'],
    ['ar', '٣ مايو ٢٠٢٣', '2023-5-3'],
    ['fi', '31.2.2023', null],
    ['fi', '3.13.2023', null],
    ['fi', '3.5.23', null],
    ['fa', '1404', null],
    ['en', 'two weeks ago', null],
    ['en', 'summer 2023', null],
    ['en', 'in May 2023 or June 2023', null],
    ['en', '', null],
    ['ar', '٢٠٢٣', '2023'],
    ['en', '২০২৩', '2023'],
    ['en', ' 2023. ', '2023'],
    ['fa', '۲۰۲۳-۰۵-۰۶', '2023-5-6'],
    ['en', '2023-02-30', null],
    ['en', '2023/05/06', null],
    ['en', '2010-12', null],
    ['fa', '1404/01/05', null],
    ['en', '1899', null],
    ['en', 'about 2023', null],
    ['en', '2023?', null],
  ]
  for (const [language, text, read] of rows)
    it(`${language}: ${JSON.stringify(text)} is ${read ?? 'asked again'}`, () => {
      const found = readDate(text, language)
      assert.equal(found && [found.year, found.month, found.day].filter(Boolean).join('-'), read)
    })

  it('is later than today only when its earliest day is', () => {
    const now = Date.UTC(2026, 4, 10, 12)
    assert.equal(isFuture({ year: 2026 }, now), false)
    assert.equal(isFuture({ year: 2026, month: 5 }, now), false)
    assert.equal(isFuture({ year: 2026, month: 5, day: 10 }, now), false)
    assert.equal(isFuture({ year: 2026, month: 5, day: 11 }, now), true)
    assert.equal(isFuture({ year: 2026, month: 6 }, now), true)
    assert.equal(isFuture({ year: 2027 }, now), true)
  })
})
