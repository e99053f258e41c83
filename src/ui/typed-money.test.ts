import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatPounds } from './format.ts'
import { readPounds } from './typed-money.ts'

const name = 'the cost of payroll'

test('money is read as officers type it', () => {
  const typed: readonly [string, number][] = [
    ['1234', 123_400],
    ['£1,234.50', 123_450],
    [' £ 1 234.5 ', 123_450],
    ['1\u00a0234', 123_400],
    ['0', 0],
    ['nil', 0],
    ['.5', 50],
    ['7.', 700],
    ['50p', 50],
    ['350k', 35_000_000],
    ['£350 K', 35_000_000],
    ['1.2m', 120_000_000],
    ['£1.2 million', 120_000_000],
    ['1.2345678m', 123_456_780],
    ['2bn', 200_000_000_000],
    ['GBP 500', 50_000],
    ['500 pounds', 50_000],
    ['1,234,567.00', 123_456_700],
    ['0.29', 29],
    ['1.15', 115],
    ['４２', 4_200],
  ]
  for (const [text, value] of typed) assert.deepEqual(readPounds(text, { name }), { value }, text)
})

test('a saving may be typed with any minus, or in brackets', () => {
  for (const text of ['-500', '\u2212500', '\u2013 £500', '£-500', '(500)', '(£500.00)'])
    assert.deepEqual(readPounds(text, { name, allowNegative: true }), { value: -50_000 }, text)
  assert.deepEqual(readPounds('-500', { name }), { problem: 'The cost of payroll must be £0 or more' })
  assert.deepEqual(readPounds('-0', { name }), { value: 0 })
})

test('what could mean two things, or nothing, is asked for again in plain words', () => {
  const amount = { problem: 'The cost of payroll must be an amount of money, like 1,234 or 1,234.50' }
  for (const text of [
    'TBC',
    'n/a',
    '£',
    '.',
    '-',
    '1,23',
    '12,34',
    '1.234,56',
    '1,2345',
    '1,234 567',
    '1e6',
    '1.2.3',
    '12 34',
    '5%',
    '$5',
    '1-2',
    '--5',
    'NaN',
    'Infinity',
    '0x10',
  ])
    assert.deepEqual(readPounds(text, { name }), amount, text)
  assert.deepEqual(readPounds('  ', { name }), { problem: 'Enter the cost of payroll' })
  assert.deepEqual(readPounds('1.234', { name }), {
    problem: 'The cost of payroll must be in whole pence, like 1,234.50',
  })
  assert.deepEqual(readPounds('1.5p', { name }), {
    problem: 'The cost of payroll must be in whole pence, like 1,234.50',
  })
  assert.deepEqual(readPounds('9'.repeat(400), { name }), {
    problem: 'The cost of payroll must be less than £90,000 billion',
  })
})

test('every sum we show is read back as the same sum', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (pence) => {
      assert.deepEqual(readPounds(formatPounds(pence), { name, allowNegative: true }), { value: pence || 0 })
    }),
  )
})

test('whatever is typed is read at once, as whole pence or as a problem', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), (typed) => {
      const read = readPounds(typed, { name })
      assert.ok('problem' in read || Number.isSafeInteger(read.value))
    }),
  )
})
