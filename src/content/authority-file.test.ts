import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readAuthorities, readSuccessions, referenceFaults } from './authority-file.ts'

const text = (name: string) => readFileSync(join(import.meta.dirname, '../../content', name), 'utf8')
const file = text('authorities.csv')
const { authorities, problems } = readAuthorities('authorities.csv', file)
const { successions } = readSuccessions('successions.csv', text('successions.csv'))
const called = (shortName: string) => authorities.find((each) => each.shortName === shortName)
const countBy = (pick: (each: (typeof authorities)[number]) => string) =>
  Object.fromEntries([...Map.groupBy(authorities, pick)].map(([key, group]) => [key, group.length]))

test('all 382 councils of the four nations are there, and every row is as it should be', () => {
  assert.deepEqual(problems, [])
  assert.equal(authorities.length, 382)
  assert.deepEqual(
    countBy(({ nation }) => nation),
    {
      England: 317,
      'Northern Ireland': 11,
      Scotland: 32,
      Wales: 22,
    },
  )
  assert.deepEqual(
    countBy(({ tier }) => tier),
    { single: 197, lower: 164, upper: 21 },
  )
})

test('Cumberland took over from three districts and from a county that was split in two', () => {
  const cumberland = called('Cumberland')
  const names = successions
    .filter(({ successor }) => successor === cumberland?.code)
    .map(({ predecessorName }) => predecessorName)
  assert.deepEqual(names.sort(), [
    'Allerdale Borough Council',
    'Carlisle City Council',
    'Copeland Borough Council',
    'Cumbria County Council',
  ])
  const cumbria = successions.filter(({ predecessorName }) => predecessorName === 'Cumbria County Council')
  assert.equal(cumbria.length, 2)
  assert.equal(cumberland?.budgetThousands, null)
  assert.equal(cumberland?.budgetBasis, 'cannot-be-split')
})

test('Taunton Deane passed to a council that itself passed to Somerset', () => {
  const next = (code: string | undefined) =>
    successions.find(({ predecessor }) => predecessor === code)?.successor
  const taunton = successions.find(({ predecessorName }) => predecessorName.startsWith('Taunton Deane'))
  assert.equal(next(taunton?.successor), called('Somerset')?.code)
})

test('known facts stand: population, county, budget and place', () => {
  const adur = called('Adur')
  assert.equal(adur?.populationMid2020, 64_187)
  assert.equal(authorities.find(({ code }) => code === adur?.county)?.shortName, 'West Sussex')
  assert.equal(adur?.budgetThousands?.totalServiceExpenditure, 9479)
  assert.equal(called('Glasgow City')?.budgetThousands, null)
  assert.equal(authorities.filter(({ budgetThousands }) => budgetThousands).length, 312)
})

test('the two files resolve both ways, and a broken code is noticed', () => {
  assert.deepEqual(referenceFaults(authorities, successions), [])
  const lost = successions.map((row, i) => (i === 0 ? { ...row, successor: 'E09999999' } : row))
  assert.deepEqual(referenceFaults(authorities, lost), [
    'Cumberland Council names other predecessors than the successions do',
    'Allerdale Borough Council passed to E09999999, which is not known',
  ])
})

test('a district may stand under a county council only', () => {
  const adur = called('Adur')
  const misplaced = authorities.map((each) =>
    each === adur ? { ...each, county: called('Arun')?.code ?? null } : each,
  )
  assert.deepEqual(referenceFaults(misplaced, successions), [
    'Adur District Council stands under E07000224, which is no county council here',
  ])
})

test('a bad cell, a repeated code and a wrong heading are each named with their line', () => {
  const lines = file.split('\n')
  const first = lines.findIndex((line) => line.startsWith('E06000001'))
  const spoil = (edit: (line: string) => string) =>
    readAuthorities('a.csv', lines.with(first, edit(lines[first] ?? '')).join('\n')).problems
  assert.deepEqual(
    spoil((line) => line.replace(',93836,', ',many,')),
    [
      {
        file: 'a.csv',
        line: first + 1,
        message: 'populationMid2020 is not as it should be in the row of E06000001',
      },
    ],
  )
  assert.match(spoil((line) => line.replace('E06000001', 'E06000002'))[0]?.message ?? '', /used twice/)
  assert.match(readAuthorities('a.csv', 'code,name\n').problems[0]?.message ?? '', /heading must be exactly/)
})
