import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnName, openFormula, rangeOf } from './formula-sheet.ts'

test('a formula is told again in the words of OpenDocument', () => {
  assert.equal(openFormula('IF(B2="",0,Other!$A$1)'), 'IF([.B2]="";0;[$Other.$A$1])')
  assert.equal(openFormula('SUM(A1:B9)'), 'SUM([.A1:.B9])')
  assert.equal(
    openFormula('COUNTIF(Statements!$S$2:$S$61,"open")'),
    'COUNTIF([$Statements.$S$2:.$S$61];"open")',
  )
})

test('words in quotes are left as they are, whatever they look like', () => {
  assert.equal(openFormula('"A1, B2 and ""C3"", "&D4'), '"A1, B2 and ""C3"", "&[.D4]')
})

test('the name of a function is no cell', () => {
  assert.equal(openFormula('LOG10(A1)'), 'LOG10([.A1])')
})

test('columns are named as programs name them', () => {
  assert.deepEqual([0, 25, 26, 51, 52].map(columnName), ['A', 'Z', 'AA', 'AZ', 'BA'])
  assert.equal(rangeOf({ column: 9, from: 1, to: 60, values: [], otherwise: '' }), 'J2:J61')
})
