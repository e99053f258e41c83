import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatDay } from './format.ts'
import { readDate, readDateParts } from './typed-date.ts'

const name = 'the end date'
const boxes = (day: string, month: string, year: string) => readDateParts({ day, month, year }, name)

test('three boxes are read with leading noughts, names of months and short years', () => {
  for (const [day, month, year] of [
    ['8', '7', '2026'],
    ['08', '07', '26'],
    ['8th', 'July', '2026'],
    [' 8 ', 'jul.', '2026'],
    ['8', 'JUL', '2026'],
    ['８', '７', '２０２６'],
  ] as const)
    assert.deepEqual(boxes(day, month, year), { value: '2026-07-08' })
  assert.deepEqual(boxes('1', 'sept', '2026'), { value: '2026-09-01' })
  assert.deepEqual(boxes('29', '2', '2028'), { value: '2028-02-29' })
})

test('what is missing or not real is said, and its box marked', () => {
  assert.deepEqual(boxes('', ' ', ''), { problem: 'Enter the end date', parts: ['day', 'month', 'year'] })
  assert.deepEqual(boxes('8', '', '2026'), { problem: 'The end date must include a month', parts: ['month'] })
  assert.deepEqual(boxes('8', '', ''), {
    problem: 'The end date must include a month and a year',
    parts: ['month', 'year'],
  })
  assert.deepEqual(boxes('7', '13', '2026'), {
    problem: 'The end date must have a month from 1 to 12',
    parts: ['month'],
  })
  for (const year of ['202', '20266', '0026', 'next', '-2026'])
    assert.deepEqual(boxes('8', '7', year), {
      problem: 'The end date must have a year of 4 numbers, like 2026',
      parts: ['year'],
    })
  for (const [day, month, year] of [
    ['29', '2', '2026'],
    ['29', '2', '2100'],
    ['31', '4', '2026'],
    ['0', '1', '2026'],
    ['32', '1', '2026'],
    ['x', '1', '2026'],
    ['1.5', '1', '2026'],
  ] as const)
    assert.deepEqual(boxes(day, month, year), {
      problem: 'The end date must be a real date, like 8 7 2026',
      parts: ['day'],
    })
  for (const month of ['0', 'ju', 'juli', '-1', '1e0', '١'])
    assert.ok('problem' in boxes('8', month, '2026'), month)
})

test('one box is read day first, however it is written', () => {
  for (const typed of [
    '8 July 2026',
    '8 jul 26',
    '08/07/2026',
    '8/7/26',
    '8.7.2026',
    '08-07-2026',
    '2026-07-08',
    '8th of July, 2026',
    'Wed 8 July 2026',
    'Wednesday, 8th July 2026',
    ' 8  July  2026 ',
  ])
    assert.deepEqual(readDate(typed, name), { value: '2026-07-08' }, typed)
})

test('one box that holds no date says what one looks like', () => {
  assert.deepEqual(readDate(' ', name), { problem: 'Enter the end date' })
  for (const typed of ['soon', 'July 2026', '2026', '8/7', '7/2026', '20260708', '8 7 2026 2026'])
    assert.deepEqual(
      readDate(typed, name),
      { problem: 'The end date must be a date, like 8 July 2026' },
      typed,
    )
  assert.deepEqual(readDate('31 April 2026', name), {
    problem: 'The end date must be a real date, like 8 July 2026',
  })
  assert.deepEqual(readDate('7/13/2026', name), { problem: 'The end date must have a month from 1 to 12' })
})

test('every day we show is read back as the same day', () => {
  const days = fc.date({
    min: new Date('1000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(days, fc.boolean(), (date, weekday) => {
      const day = date.toISOString().slice(0, 10)
      assert.deepEqual(readDate(formatDay(day, { weekday }), name), { value: day })
      const [year = '', month = '', date_ = ''] = day.split('-')
      assert.deepEqual(boxes(date_, month, year), { value: day })
    }),
  )
})

test('whatever is typed is read at once, as a real day or as a problem', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), (typed) => {
      const read = readDate(typed, name)
      assert.ok('problem' in read || formatDay(read.value))
    }),
  )
})
