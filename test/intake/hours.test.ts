import assert from 'node:assert/strict'
import { holidaysOf } from '../../intake/hours/holidays.ts'
import { type Hours, isOpen, nextOpening, readDates, readWeek } from '../../intake/hours/hours.ts'

const hours = (week: string, closed: string[] = []): Hours => ({
  week: readWeek(week)!,
  closed: new Set(closed),
})
const office = hours('mon-fri 08:00-16:15')
const at = (iso: string) => Date.parse(iso)
const shown = (opening: readonly [number, number] | null) =>
  opening?.map((one) => new Date(one).toISOString())

describe('intake/hours', () => {
  const cases: [string, string, boolean][] = [
    ['opens on the minute, in winter', '2026-01-12T06:00:00Z', true],
    ['is closed a second before', '2026-01-12T05:59:59Z', false],
    ['closes on the minute', '2026-01-12T14:15:00Z', false],
    ['opens on the minute, in summer', '2026-07-13T05:00:00Z', true],
    ['is closed on Saturday', '2026-07-11T09:00:00Z', false],
    ['counts the day in Finland, not in UTC', '2026-01-11T22:30:00Z', false],
    ['is closed on Epiphany, a Tuesday', '2026-01-06T09:00:00Z', false],
    ['is closed on Midsummer Eve', '2026-06-19T09:00:00Z', false],
    ['is open on New Year’s Eve', '2026-12-31T09:00:00Z', true],
  ]
  for (const [what, when, open] of cases) it(what, () => assert.equal(isOpen(office, at(when)), open))

  it('knows when it opens next: later today, tomorrow, after a weekend, after a row of holidays', () => {
    const next = (iso: string) => shown(nextOpening(office, at(iso)))?.[0]
    assert.equal(next('2026-01-12T03:00:00Z'), '2026-01-12T06:00:00.000Z')
    assert.equal(next('2026-01-12T06:00:00Z'), '2026-01-13T06:00:00.000Z')
    assert.equal(next('2026-01-16T15:00:00Z'), '2026-01-19T06:00:00.000Z')
    // Good Friday to Easter Monday 2026.
    assert.equal(next('2026-04-02T15:00:00Z'), '2026-04-07T05:00:00.000Z')
  })

  it('keeps to the clock on the wall when summer time begins and ends', () => {
    const nights = hours('sat-sun 00:00-24:00')
    assert.deepEqual(shown(nextOpening(nights, at('2026-03-28T12:00:00Z'))), [
      '2026-03-28T22:00:00.000Z',
      '2026-03-29T21:00:00.000Z',
    ])
    assert.deepEqual(shown(nextOpening(nights, at('2026-10-24T12:00:00Z'))), [
      '2026-10-24T21:00:00.000Z',
      '2026-10-25T22:00:00.000Z',
    ])
    assert.equal(shown(nextOpening(office, at('2026-03-27T15:00:00Z')))?.[0], '2026-03-30T05:00:00.000Z')
    // 03:30 is left out that night.
    const gap = nextOpening(hours('sun 03:30-05:00'), at('2026-03-28T12:00:00Z'))!
    assert.ok(gap[0] < gap[1])
  })

  it('closes on the days in the configuration too', () => {
    const closed = hours('mon-fri 08:00-16:15', ['2026-12-31'])
    assert.equal(isOpen(closed, at('2026-12-31T09:00:00Z')), false)
  })

  it('tells nothing where no hours are told, and nothing of a desk that never opens', () => {
    assert.equal(isOpen(hours(''), at('2026-07-11T00:00:00Z')), true)
    assert.equal(nextOpening(hours(''), 0), null)
    const never = hours(
      'mon 08:00-09:00',
      [...Array(60).keys()].map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
    )
    assert.equal(nextOpening(never, 0), null)
  })

  it('reads several spans a day, over the end of a week, and nothing that is wrong', () => {
    const week = readWeek('fri-mon 12:00-16:00, mon 08:00-11:00')!
    assert.deepEqual(week[1], [
      [480, 660],
      [720, 960],
    ])
    assert.deepEqual([week[0]!.length, week[2]!.length, week[6]!.length], [1, 0, 1])
    for (const wrong of ['8-16', 'mon 8:00-16:00', 'mon 16:00-08:00', 'xxx 08:00-16:00', 'mon 08:00-24:30'])
      assert.equal(readWeek(wrong), null, wrong)
    assert.deepEqual(readDates('2026-12-31, 2027-01-02'), ['2026-12-31', '2027-01-02'])
    for (const wrong of ['31.12.2026', '2026-02-30', '2026-13-01'])
      assert.equal(readDates(wrong), null, wrong)
  })

  /** As printed in almanacs: Easter, Ascension Day, Midsummer Day, All Saints' Day. */
  const printed: [number, string, string, string, string][] = [
    [2024, '03-31', '05-09', '06-22', '11-02'],
    [2025, '04-20', '05-29', '06-21', '11-01'],
    [2026, '04-05', '05-14', '06-20', '10-31'],
    [2027, '03-28', '05-06', '06-26', '11-06'],
    [2038, '04-25', '06-03', '06-26', '11-06'],
  ]
  for (const [year, ...days] of printed)
    it(`knows the movable feasts of ${year}`, () => {
      for (const day of days) assert.ok(holidaysOf(year).has(`${year}-${day}`), day)
      assert.equal(holidaysOf(year).size, 15)
    })
})
