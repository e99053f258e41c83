import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { authorityColumnsOf, columnsFileSchema } from './authority-column.ts'
import { authorityColumns } from './authority-schema.ts'
import { readYaml } from './yaml-file.ts'

const path = join(import.meta.dirname, '../../content/authorities.columns.yaml')
const { value, problems } = readYaml('columns', readFileSync(path, 'utf8'), columnsFileSchema)
assert.ok(value, JSON.stringify(problems))

test('every column of the authorities says in plain words what it is, who says so, when and under which licence', () => {
  const { columns, faults } = authorityColumnsOf(value, authorityColumns)
  assert.deepEqual(faults, [])
  assert.deepEqual(
    columns.map(({ column }) => column),
    authorityColumns,
  )
  const population = columns.find(({ column }) => column === 'populationMid2020')
  assert.equal(population?.unit, 'people')
  assert.match(population?.source.licence ?? '', /Open Government Licence/)
})

test('money columns say that they are in thousands of pounds', () => {
  const money = value.columns.filter(({ column }) => column.startsWith('budget.'))
  assert.equal(money.length, 22)
  assert.ok(money.every(({ unit }) => unit === 'thousand pounds'))
})

test('political control is left out, and the file says why', () => {
  assert.match(
    value.leftOut.map(({ what, why }) => `${what}: ${why}`).join('\n'),
    /Political control.*CC BY-SA/,
  )
  assert.ok(
    !authorityColumns.some(
      (name) => /control$|party|majority|seats/i.test(name) && !name.startsWith('budget.'),
    ),
  )
})

test('a column without words, a word without column and a source without use are faults', () => {
  const { faults } = authorityColumnsOf(
    { ...value, columns: value.columns.slice(1).map((each) => ({ ...each, source: 'register' })) },
    authorityColumns.slice(0, -1),
  )
  assert.ok(faults.includes('says nothing of the column "code"'))
  assert.ok(faults.includes('there is no column "budget.otherEarmarkedReserves"'))
  assert.ok(faults.includes('no column is from the source "population"'))
})
