import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import { example, inProcess } from '#test/cli/run.ts'

/* Every calculation reads the same question as YAML, as JSON and as CSV, from standard input, and gives one answer. */

const records = (rows: readonly Record<string, string | number>[]) =>
  [Object.keys(rows[0]!).join(','), ...rows.map((row) => Object.values(row).join(','))].join('\n')

/** A record as rows of field and value, as somebody would write it in a spreadsheet. */
function fieldRows(value: unknown): string {
  const rows: string[] = []
  const walk = (held: unknown, field: string): void => {
    if (Array.isArray(held) && held.every((each) => typeof each === 'number'))
      rows.push(`${field},"${JSON.stringify(held)}"`)
    else if (Array.isArray(held)) held.forEach((each, k) => walk(each, `${field}[${k}]`))
    else if (typeof held === 'object' && held !== null)
      for (const [key, each] of Object.entries(held)) walk(each, field === '' ? key : `${field}.${key}`)
    else rows.push(`${field},"${String(held)}"`)
  }
  walk(value, '')
  return ['field,value', ...rows].join('\n')
}

const fromYaml = (name: string): unknown => parse(readFileSync(example(name), 'utf8'))
const game = fromYaml('three-councils.yaml') as { costs: Record<string, number> }
const groups = records(Object.entries(game.costs).map(([group, cost]) => ({ group, cost })))
const members = [
  { name: 'Ashby', votes: 8, cost: 4 },
  { name: 'Barnshire', votes: 7, cost: 3 },
]
const points = Array.from({ length: 14 }, (_, k) => ({
  period: `20${String(10 + k)}`,
  value: 50 + ((k * 7) % 5),
}))
const councils = ['A', 'B', 'C', 'D'].map((name, k) => ({ name, people: 100 * (k + 1), rural: (k * k) % 7 }))
const meeting = { meeting: '2026-09-03', days: 5, nation: 'england' }

const questions: readonly [command: string, options: readonly string[], data: unknown, csv: string][] = [
  [
    'share',
    ['--rules', 'shapley,nucleolus'],
    { partners: ['Ashby', 'Barnshire', 'Coldwell'], costs: game.costs },
    groups,
  ],
  [
    'partition',
    ['--host', 'Ashby'],
    { partners: ['Ashby', 'Barnshire', 'Coldwell'], costs: game.costs },
    groups,
  ],
  ['case', ['--draws', '200'], fromYaml('revenues-case.yaml'), fieldRows(fromYaml('revenues-case.yaml'))],
  ['withdraw', ['--runs', '100'], fromYaml('leaving.yaml'), fieldRows(fromYaml('leaving.yaml'))],
  ['votes', ['--quota', '9'], { quota: 9, members }, records(members)],
  ['chart', [], { points }, records(points)],
  [
    'similar',
    ['--council', 'A'],
    {
      features: [
        { id: 'people', weight: 2, scale: 'log' },
        { id: 'rural', weight: 1 },
      ],
      councils: councils.map(({ name, people, rural }) => ({ id: name, values: [people, rural] })),
    },
    records(councils),
  ],
  ['clear-days', [], meeting, fieldRows(meeting)],
]

for (const [command, options, data, csv] of questions) {
  test(`${command} gives the same answer to the same question as YAML, JSON and CSV`, async () => {
    const ask = async (format: string, input: string) => {
      const features = command === 'similar' && format === 'csv' ? ['--features', 'people:2:log,rural:1'] : []
      const ran = await inProcess([command, '-', '--format', format, '--csv', ...options, ...features], input)
      assert.deepEqual([ran.code, ran.err], [0, ''])
      return ran.out
    }
    const json = JSON.stringify(data)
    const answer = await ask('json', json)
    assert.ok(answer.split('\r\n').length > 2, answer)
    // JSON is YAML; with its own indentation it is YAML as people write it.
    assert.equal(await ask('yaml', JSON.stringify(data, null, 2)), answer)
    assert.equal(await ask('csv', csv), answer)
  })
}

const refused: readonly [what: string, rows: string, wanted: RegExp][] = [
  ['other columns', 'name,votes\nA,1', /the table: needs columns field and value, not name, votes/],
  ['a field given twice', 'field,value\nlastYear,1\nlastYear,2', /lastYear: is given twice/],
  [
    'a field that is no field',
    'field,value\npartners[x].name,A',
    /partners\[x\]\.name: is not a field such as/,
  ],
  [
    'a list with a hole',
    'field,value\npartners[1].name,A',
    /partners\[0\]: is missing, and a later one is there/,
  ],
  [
    'a value with fields',
    'field,value\npartners,A\npartners[0].name,B',
    /partners\[0\]\.name: is both a value/,
  ],
  ['a broken list', 'field,value\nlastYear,[1', /lastYear: begins with a bracket/],
  ['a field nobody knows', 'field,value\nlastyear,1', /lastyear: is not known; use/],
  ['a field of every object', 'field,value\n__proto__.name,1', /__proto__\.name: is not a field/],
]
for (const [what, rows, wanted] of refused) {
  test(`a CSV of fields with ${what} is refused by name`, async () => {
    const ran = await inProcess(['case', '-', '--format', 'csv'], rows)
    assert.deepEqual([ran.code, ran.out], [2, ''])
    assert.match(ran.err, wanted)
    assert.doesNotMatch(ran.err, /fault in Handfast/)
  })
}
