import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { example, handfast, inProcess } from '#test/cli/run.ts'

// One folder inside another, so that a draft left beside either would be seen.
const outer = mkdtempSync(join(tmpdir(), 'handfast-cli-'))
const folder = join(outer, 'saved')
mkdirSync(folder)
describe('replay', () => {
  after(() => rmSync(outer, { recursive: true }))
  const file = (name: string) => join(folder, name)

  // Histories of the years to come, and the fees designed on them: all of it rests on chance.
  writeFileSync(
    file('goal.yaml'),
    `${readFileSync(example('leaving.yaml'), 'utf8')}
runs: 300
growth: { sd: 0.05, common: 0.5 }
goal: { alpha: 0.5, byYear: 3 }
`,
  )

  const RUNS: [string, string[]][] = [
    ['share', [example('three-councils.yaml')]],
    ['case', [example('revenues-case.yaml'), '--draws', '3000', '--seed', '7']],
    ['withdraw', [example('leaving.yaml'), '--seed', '3']],
    ['withdraw', [file('goal.yaml'), '--seed', '3']],
    ['votes', [example('committee.csv'), '--quota', '15']],
    ['partition', [example('three-councils.yaml'), '--host', 'Coldwell']],
    ['chart', [example('monthly-calls.csv'), '--period', 'month', '--value', 'calls', '--part', 'covers']],
    ['similar', ['--council', 'Hyndburn', '--where', 'kind=district', '--groups', '2']],
    ['clear-days', ['--meeting', '2026-09-03', '--days', '5']],
  ]

  for (const [name, args] of RUNS) {
    test(`a saved ${name} (${args[0]!.split('/').at(-1)}) is recomputed to the bit in another process`, async () => {
      const saved = file(`${name}.json`)
      const made = await inProcess([name, ...args, '--json', '--out', saved])
      assert.deepEqual(made, { code: 0, out: '', err: '' })
      const replayed = await handfast(['replay', saved])
      assert.equal(replayed.err, '')
      assert.match(replayed.out, /^The same to the bit: sha256:[0-9a-f]{64}\n$/)
      assert.equal(replayed.code, 0)
    })
  }

  /** A saved votes result with one thing changed by hand. */
  async function altered(change: (text: string) => string) {
    const saved = file('altered.json')
    await inProcess(['votes', example('committee.csv'), '--quota', '15', '--json', '--out', saved])
    const before = readFileSync(saved, 'utf8')
    const after = change(before)
    assert.notEqual(after, before)
    writeFileSync(saved, after)
    return inProcess(['replay', saved])
  }

  test('a result altered by hand is found, with the place and both values', async () => {
    const { code, out } = await altered((text) =>
      text.replace('"decisiveness": 0.25', '"decisiveness": 0.26'),
    )
    assert.equal(code, 1)
    assert.match(out, /The result was altered after it was saved/)
    assert.match(out, /^result\.power\.decisiveness: saved 0\.26, now 0\.25$/m)
  })

  test('inputs altered by hand are found, and what they change', async () => {
    const { code, out } = await altered((text) => text.replace('"votes": "5"', '"votes": "9"'))
    assert.equal(code, 1)
    assert.match(out, /The inputs were altered after they were saved/)
    assert.match(out, /^result\.votes\[2\]: saved 5, now 9$/m)
  })

  test('a result of another version is said to be, and still compared', async () => {
    const { code, out } = await altered((text) =>
      text.replace(/"engineVersion": "[^"]+"/, '"engineVersion": "0.0.1"'),
    )
    assert.equal(code, 0)
    assert.match(out, /^Saved by version 0\.0\.1; this is /)
  })

  test('a file that no command saved is refused', async () => {
    const broken = file('broken.json')
    writeFileSync(broken, '{"handfast":"votes"}')
    const missing = await inProcess(['replay', broken])
    assert.deepEqual([missing.code, missing.out], [2, ''])
    assert.match(missing.err, /engineVersion: is missing/)
    assert.equal((await inProcess(['replay'])).code, 2)
    const other = await altered((text) => text.replace('"handfast": "votes"', '"handfast": "guess"'))
    assert.match(other.err, /"guess" is not a calculation that can be replayed/)
  })

  test('a file is written whole or not at all, and nothing is left behind', async () => {
    const target = file('kept.json')
    writeFileSync(target, 'what was there')
    const bad = await inProcess([
      'votes',
      example('committee.csv'),
      '--quota',
      '99',
      '--json',
      '--out',
      target,
    ])
    assert.equal(bad.code, 2)
    assert.equal(readFileSync(target, 'utf8'), 'what was there')
    const nowhere = await inProcess([
      'votes',
      example('committee.csv'),
      '--quota',
      '15',
      '--out',
      file('no/such/x'),
    ])
    assert.equal(nowhere.code, 2)
    assert.match(nowhere.err, /--out: .* cannot be written/)
    // A folder stands where the file should go: the rename fails after the draft was written.
    const onFolder = await inProcess(['votes', example('committee.csv'), '--quota', '15', '--out', folder])
    assert.equal(onFolder.code, 2)
    assert.deepEqual(
      [...readdirSync(folder), ...readdirSync(outer)].filter((name) => name.endsWith('.part')),
      [],
    )
    const good = await inProcess([
      'votes',
      example('committee.csv'),
      '--quota',
      '15',
      '--csv',
      '--out',
      target,
    ])
    assert.deepEqual(good, { code: 0, out: '', err: '' })
    assert.match(readFileSync(target, 'utf8'), /^member,votes/)
  })

  test('text that looks like a formula stays text in CSV', async () => {
    const csv = 'name,votes\n=1+1,8\nB,7\n'
    const { out } = await inProcess(['votes', '-', '--format', 'csv', '--quota', '15', '--csv'], csv)
    assert.match(out, /^'=1\+1,8,/m)
  })
})
