import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { readCsv } from './csv.ts'

const cellsOf = (text: string) => readCsv(text).rows.map(({ cells }) => Object.values(cells))

test('a cell in quotation marks may hold commas, line ends and doubled marks', () => {
  const text = 'a,b\r\n"one, two","say ""yes""\nor no"\r\nlast,\n'
  assert.deepEqual(cellsOf(text), [
    ['one, two', 'say "yes"\nor no'],
    ['last', ''],
  ])
})

test('each row knows the line it begins on, below a note and a cell of two lines', () => {
  const { rows } = readCsv('# a note, with a comma\na,b\n"1\n2",x\n3,y')
  assert.deepEqual(
    rows.map(({ line }) => line),
    [3, 5],
  )
})

test('a row with too few or too many cells is named by its line and left out', () => {
  const { rows, faults } = readCsv('a,b\n1\n1,2\n1,2,3\n')
  assert.equal(rows.length, 1)
  assert.deepEqual(faults, [
    { line: 2, message: 'has 1 cells; the heading has 2' },
    { line: 4, message: 'has 3 cells; the heading has 2' },
  ])
})

test('a quotation mark out of place is a fault, not an endless wait', () => {
  for (const text of ['a\n"never closed', 'a\nx"y\n', 'a\n"x"y\n'])
    assert.match(readCsv(text).faults[0]?.message ?? '', /quotation mark/)
})

test('whatever is written by the rules is read back as it was', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é') })
  const table = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 })
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  fc.assert(
    fc.property(table, (rows) => {
      const text = `x,y,z\n${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`
      assert.deepEqual(cellsOf(text), rows)
    }),
  )
})
