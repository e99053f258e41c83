import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  formatCount,
  formatDay,
  formatInstant,
  formatInstantDay,
  formatList,
  formatNumber,
  formatOrdinal,
  formatPercent,
  formatPounds,
  formatPoundsShort,
} from './format.ts'

test('an exact sum shows pence only where there are some', () => {
  assert.equal(formatPounds(123_400), '£1,234')
  assert.equal(formatPounds(123_450), '£1,234.50')
  assert.equal(formatPounds(5), '£0.05')
  assert.equal(formatPounds(0), '£0')
  assert.equal(formatPounds(123_400, { pence: 'always' }), '£1,234.00')
  assert.equal(formatPounds(-123_456_789_01), '\u2212£123,456,789.01')
  assert.equal(formatPounds(-0.2), '£0')
})

test('a sum to be said aloud is rounded, and never says a thousand thousands', () => {
  const spoken: readonly [number, string][] = [
    [0, '£0'],
    [48, '£48'],
    [999, '£999'],
    [999.6, '£1,000'],
    [1_234, '£1,230'],
    [34_951, '£35,000'],
    [349_512, '£350,000'],
    [999_499, '£999,000'],
    [999_500, '£1 million'],
    [1_150_000, '£1.2 million'],
    [1_234_567, '£1.2 million'],
    [12_000_000, '£12 million'],
    [999_949_999, '£999.9 million'],
    [999_950_000, '£1 billion'],
    [1_260_000_000, '£1.3 billion'],
    [-1_234_567, '\u2212£1.2 million'],
    [-0.3, '£0'],
  ]
  for (const [pounds, text] of spoken) assert.equal(formatPoundsShort(pounds * 100), text)
})

test('a share that is not quite none or all is not rounded to it', () => {
  assert.equal(formatPercent(0.256), '26%')
  assert.equal(formatPercent(0.256, 1), '25.6%')
  assert.equal(formatPercent(0), '0%')
  assert.equal(formatPercent(1), '100%')
  assert.equal(formatPercent(0.004), 'less than 1%')
  assert.equal(formatPercent(0.0004, 1), 'less than 0.1%')
  assert.equal(formatPercent(0.996), 'more than 99%')
  assert.equal(formatPercent(0.9996, 1), 'more than 99.9%')
  assert.equal(formatPercent(12.5), '1,250%')
  assert.equal(formatPercent(-0.05), '\u22125%')
  assert.equal(formatPercent(-0.004), 'between \u22121% and 0%')
})

test('a count agrees with what it counts', () => {
  assert.equal(formatCount(1, 'council'), '1 council')
  assert.equal(formatCount(0, 'council'), '0 councils')
  assert.equal(formatCount(1234, 'answer'), '1,234 answers')
  assert.equal(formatCount(2, 'county', 'counties'), '2 counties')
  assert.equal(formatNumber(-1234), '\u22121,234')
  assert.equal(formatNumber(-0.2), '0')
})

test('places are first, second, third, and eleventh', () => {
  const places = [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111, 1002].map(formatOrdinal)
  assert.equal(places.join(' '), '1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 101st 111th 1,002nd')
})

test('names are listed as in a sentence, and councils with an "and" in them stay apart', () => {
  assert.equal(formatList([]), '')
  assert.equal(formatList(['Ashby']), 'Ashby')
  assert.equal(formatList(['Ashby', 'Barnshire']), 'Ashby and Barnshire')
  assert.equal(formatList(['Ashby', 'Barnshire', 'Coldwell']), 'Ashby, Barnshire and Coldwell')
  assert.equal(formatList(['Ashby', 'Barnshire'], 'or'), 'Ashby or Barnshire')
  assert.equal(formatList(['Brighton and Hove', 'Kent']), 'Brighton and Hove, and Kent')
})

test('a day is told as GOV.UK tells it, and one that is none is refused', () => {
  assert.equal(formatDay('2026-07-08'), '8 July 2026')
  assert.equal(formatDay('2026-07-08', { weekday: true }), 'Wednesday 8 July 2026')
  assert.equal(formatDay('2028-02-29'), '29 February 2028')
  for (const day of ['2026-02-29', '2026-13-01', '2026-04-31', '2026-7-8', '08/07/2026', ''])
    assert.throws(() => formatDay(day), RangeError)
})

test('an instant is told in the time of London, summer and winter', () => {
  assert.equal(formatInstant('2026-07-08T14:05:00Z'), '8 July 2026 at 3:05pm')
  assert.equal(formatInstant('2026-01-08T14:05:00Z'), '8 January 2026 at 2:05pm')
  assert.equal(formatInstant('2026-07-08T15:00:00+01:00'), '8 July 2026 at 3pm')
  assert.equal(formatInstant('2026-07-08T11:00:00Z'), '8 July 2026 at midday')
  assert.equal(formatInstant('2026-07-08T11:01:00Z'), '8 July 2026 at 12:01pm')
  assert.equal(formatInstant('2026-07-07T23:00:00Z'), '8 July 2026 at midnight (start of the day)')
  assert.equal(formatInstant('2026-07-07T23:07:00Z'), '8 July 2026 at 12:07am')
  assert.equal(formatInstant(new Date('2026-12-31T23:59:59Z')), '31 December 2026 at 11:59pm')
  assert.equal(formatInstantDay('2026-07-07T23:00:00Z'), '8 July 2026')
})

test('when the clocks go forward no time is told that the day did not have', () => {
  assert.equal(formatInstant('2026-03-29T00:59:00Z'), '29 March 2026 at 12:59am')
  assert.equal(formatInstant('2026-03-29T01:00:00Z'), '29 March 2026 at 2am')
})

test('when the clocks go back the hour that comes twice says which it is', () => {
  assert.equal(formatInstant('2026-10-24T23:59:00Z'), '25 October 2026 at 12:59am')
  assert.equal(formatInstant('2026-10-25T00:30:00Z'), '25 October 2026 at 1:30am (BST)')
  assert.equal(formatInstant('2026-10-25T01:30:00Z'), '25 October 2026 at 1:30am (GMT)')
  assert.equal(formatInstant('2026-10-25T02:00:00Z'), '25 October 2026 at 2am')
})

test('what cannot be told is refused by name', () => {
  assert.throws(() => formatInstant('2026-07-08T14:05:00'), /must end in Z/)
  assert.throws(() => formatInstant('2026-07-08T99:05:00Z'), /not a date/)
  assert.throws(() => formatPounds(Number.NaN), /amountPence: NaN/)
  assert.throws(() => formatPercent(Infinity), /share: Infinity/)
})
