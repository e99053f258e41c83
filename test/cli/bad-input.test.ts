import assert from 'node:assert/strict'
import { test } from 'node:test'
import { example, handfast, inProcess } from '#test/cli/run.ts'

const game = (change: object) =>
  JSON.stringify({ partners: ['A', 'B'], costs: { A: 6, B: 5, 'A + B': 8 }, ...change })
const committee = (change: object) =>
  JSON.stringify({
    quota: 2,
    members: [
      { name: 'A', votes: 1 },
      { name: 'B', votes: 1 },
    ],
    ...change,
  })
const leaving = (change: object) =>
  JSON.stringify({
    partners: [
      { name: 'A', volume: 100 },
      { name: 'B', volume: 80 },
    ],
    costs: {
      kind: 'service',
      fixedAlone: 1,
      unitAlone: 1,
      fixedShared: 1,
      unitShared: 1,
      elasticity: 1,
      coordination: 0,
    },
    horizon: 3,
    notice: 1,
    discount: 0.035,
    sticky: { share: 0, years: 1 },
    sharing: 'usage',
    ...change,
  })
const many = Array.from({ length: 31 }, (_, i) => `P${i}`)

/** What is given, and the one line that must come back. */
const BAD: [string, string[], string | Uint8Array, RegExp][] = [
  ['a group left out', ['share'], game({ costs: { A: 6, B: 5 } }), /costs\.A \+ B: is missing/],
  [
    'a council nobody knows',
    ['share'],
    game({ costs: { A: 6, C: 5 } }),
    /costs\.C: "C" is not one of the partners/,
  ],
  [
    'a cost that is no number',
    ['share'],
    'partners: [A, B]\ncosts: { A: .nan, B: 5, A + B: 8 }',
    /costs\.A: must be/,
  ],
  [
    'an infinite cost',
    ['share'],
    '{"partners":["A","B"],"costs":[0,1,1,1e999]}',
    /costs\[3\]: must be a finite/,
  ],
  [
    'two councils of one name',
    ['share'],
    game({ partners: ['A', 'A'] }),
    /partners\[1\]: "A" is already used at partners\[0\]/,
  ],
  [
    'a name that joins names',
    ['share'],
    game({ partners: ['A', 'B + C'] }),
    /partners\[1\]: must not hold \+ or ;/,
  ],
  ['more partners than can be', ['share'], game({ partners: many }), /partners: are 31; at most 30/],
  [
    'a group given twice',
    ['share'],
    game({ costs: { A: 6, B: 5, 'A + B': 8, 'B + A': 9 } }),
    /costs\.B \+ A: is given twice/,
  ],
  ['a misspelt field', ['share'], game({ cost: 3 }), /cost: is not known; use partners, costs/],
  ['both costs and savings', ['share'], game({ savings: {} }), /costs: give either costs or savings/],
  [
    'a rule nobody knows',
    ['share', '--rules', 'fair'],
    game({}),
    /rules\[0\]\.rule: "fair" is not one of equal/,
  ],
  [
    'a key that adds up to nothing',
    ['share'],
    game({ rules: [{ rule: 'proportional', key: [0, 0] }] }),
    /key/,
  ],
  ['a table without its columns', ['share', '--format', 'csv'], 'a,b\n1,2\n', /needs columns group and cost/],
  ['a quota nobody can reach', ['votes'], committee({ quota: 5 }), /quota: cannot be reached/],
  [
    'no quota',
    ['votes'],
    JSON.stringify({ members: [{ name: 'A', votes: 1 }] }),
    /quota: must be a number, not nothing/,
  ],
  [
    'votes that are not whole',
    ['votes'],
    committee({ members: [{ name: 'A', votes: 1.5 }] }),
    /weights\[0\]: must be a whole/,
  ],
  [
    'a cost for one member only',
    ['votes'],
    committee({
      members: [
        { name: 'A', votes: 2, cost: 1 },
        { name: 'B', votes: 2 },
      ],
    }),
    /give a cost for every member/,
  ],
  [
    '61 members',
    ['votes'],
    committee({ members: Array.from({ length: 61 }, (_, i) => ({ name: `M${i}`, votes: 1 })) }),
    /1 to 60 members/,
  ],
  [
    'a negative volume',
    ['withdraw'],
    leaving({
      partners: [
        { name: 'A', volume: -1 },
        { name: 'B', volume: 1 },
      ],
    }),
    /partners\[0\]\.volume: is -1/,
  ],
  [
    'a misspelt field of a partner',
    ['withdraw'],
    leaving({
      partners: [
        { name: 'A', volume: 1, inerta: 3 },
        { name: 'B', volume: 1 },
      ],
    }),
    /partners\[0\]\.inerta: is not a field/,
  ],
  [
    'a leaver who is no partner',
    ['withdraw', '--forced', 'Z'],
    leaving({}),
    /forced\[0\]: "Z" is not one of the partners/,
  ],
  [
    'more partners than a withdrawal can hold',
    ['withdraw'],
    leaving({ partners: many.slice(0, 17).map((name) => ({ name, volume: 1 })) }),
    /partners: are 17; name 2 to 16 partners/,
  ],
  [
    'more partners than a case can hold',
    ['case'],
    JSON.stringify({ lastYear: 1, partners: many.slice(0, 13).map((name) => ({ name })), services: [] }),
    /partners: are 13; name 2 to 12 partners/,
  ],
  ['everybody leaving', ['withdraw', '--forced', 'A,B'], leaving({}), /forced: names everybody/],
  ['a negative fee', ['withdraw'], leaving({ fees: { A: -1 } }), /fees\.A: must not be negative/],
  ['a fee nobody knows', ['withdraw', '--fees', 'harsh'], leaving({}), /fees: must be one of none/],
  ['too few histories', ['withdraw', '--runs', '3'], leaving({}), /runs: must be a whole number from 100/],
  ['a goal that cannot be', ['withdraw'], leaving({ goal: { alpha: 2, byYear: 1 } }), /alpha/],
  ['growth spread wider than 1', ['withdraw', '--runs', '100'], leaving({ growth: { sd: 3 } }), /growth\.sd/],
  ['a case without services', ['case'], JSON.stringify({ lastYear: 1 }), /handfast case: \w/],
  ['draws that are not whole', ['case', '--draws', '1.5'], '{}', /handfast case: \S+/],
  ['a map that leaves one out', ['partition'], game({ preferred: ['A'] }), /must name every council once/],
  [
    'a host who is no partner',
    ['partition', '--host', 'Z'],
    game({}),
    /host: "Z" is not one of the partners/,
  ],
  [
    'months out of order',
    ['chart'],
    '{"points":[{"period":"2025-02","value":1},{"period":"2025-01","value":1}]}',
    /points\[1\]\.period: comes too early/,
  ],
  [
    'limits drawn again without a reason',
    ['chart'],
    '{"points":[{"period":"2025-02","value":1}],"rebases":[{"from":"2025-02","reason":"","approvedBy":"x","on":"2025-01-01"}]}',
    /rebases\[0\]\.reason/,
  ],
  [
    'a column that is not there',
    ['chart', '--format', 'csv', '--value', 'calls'],
    'period,value\n2025-01,1\n',
    /--value: there is no column "calls"; there are period, value/,
  ],
  [
    'weights that are all 0',
    ['similar', '--format', 'csv', '--features', 'x:0', '--council', 'A'],
    'name,x\nA,1\nB,2\n',
    /weights that are all 0/,
  ],
  [
    'a council that is not compared',
    ['similar', '--format', 'csv', '--features', 'x', '--council', 'Z'],
    'name,x\nA,1\nB,2\n',
    /council: "Z" is not among/,
  ],
  [
    'a meeting that is no day',
    ['clear-days'],
    '{"meeting":"2026-02-30","days":5}',
    /"2026-02-30" is not in the calendar/,
  ],
  [
    'a day beyond the calendar',
    ['clear-days'],
    '{"meeting":"2035-01-10","days":5}',
    /bank holidays are known from 2024-01-01/,
  ],
  ['text that is not JSON', ['share', '--format', 'json'], '{"a":', /standard input: is not JSON/],
  ['text that is not YAML', ['share', '--format', 'yaml'], 'a: [1', /standard input: is not YAML/],
  [
    'a key given twice',
    ['share', '--format', 'yaml'],
    'partners: [A]\npartners: [B]\n',
    /is not YAML: .*unique/,
  ],
  ['YAML that unfolds without end', ['share', '--format', 'yaml'], bomb(), /cannot be unfolded/],
  ['nothing at all', ['share'], '  \n', /standard input: is empty/],
  ['what is not UTF-8', ['share'], new Uint8Array([0x7b, 0xff, 0xfe]), /is not UTF-8 text/],
  ['more than can be read', ['share'], new Uint8Array(20_000_001).fill(32), /larger than 20 MB/],
  [
    'a broken quotation',
    ['votes', '--format', 'csv', '--quota', '1'],
    'name,votes\n"A,1\n',
    /standard input line \d: has a quotation mark/,
  ],
  ['an option nobody knows', ['share', '--fast'], game({}), /arguments: Unknown option '--fast'/],
  [
    'two ways of writing at once',
    ['share', '--json', '--csv'],
    game({}),
    /--csv: cannot be combined with --json/,
  ],
  [
    'a table nobody knows',
    ['share', '--csv', '--table', 'x'],
    game({}),
    /--table: "x" is not one of rules, pence/,
  ],
  ['a seed that is no number', ['share', '--seed', 'x'], game({}), /--seed: must be a number/],
  [
    'a format nobody knows',
    ['share', '--format', 'xml'],
    game({}),
    /--format: must be one of yaml, json, csv/,
  ],
]

function bomb(): string {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x]']
  for (let i = 1; i < 9; i += 1) {
    const [before, name] = ['abcdefghi'[i - 1]!, 'abcdefghi'[i]!]
    lines.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`)
  }
  return lines.join('\n')
}

for (const [what, args, input, wanted] of BAD) {
  test(`${what} is refused in one line that names it, and nothing is written`, async () => {
    const [name = '', ...options] = args
    const ran = await inProcess([name, '-', ...options], input)
    assert.match(ran.err, wanted)
    assert.match(ran.err, /^handfast [a-z-]+: [^\n]+\n$/)
    assert.doesNotMatch(ran.err, /fault in Handfast/)
    assert.deepEqual([ran.code, ran.out], [2, ''])
  })
}

test('a file that is not there, a folder and two files are refused', async () => {
  const missing = await handfast(['share', 'nothing-here.yaml'])
  assert.deepEqual([missing.code, missing.out], [2, ''])
  assert.equal(
    missing.err,
    'handfast share: nothing-here.yaml: cannot be read (there is no such file); check the name and try again\n',
  )
  assert.match((await inProcess(['share', '/'])).err, /it is a folder/)
  assert.match((await inProcess(['share', 'a', 'b'])).err, /arguments: take one file, not 2/)
  assert.match((await inProcess(['share'])).err, /arguments: name a file to read, or - for standard input/)
})

test('bad input on a real standard input ends the real process with code 2', async () => {
  const ran = await handfast(['votes', '-'], committee({ quota: 5 }))
  assert.deepEqual([ran.code, ran.out], [2, ''])
  assert.match(ran.err, /^handfast votes: quota: cannot be reached/)
})

test('good input on a real standard input is read to its end', async () => {
  const rows = Array.from(
    { length: 5000 },
    (_, i) => `${1600 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')},${i % 7}`,
  )
  const ran = await handfast(
    ['chart', '-', '--format', 'csv', '--csv', '--table', 'points'],
    `period,value\n${rows.join('\n')}\n`,
  )
  assert.equal(ran.code, 0)
  assert.equal(ran.out.trim().split('\r\n').length, 5001)
})

const correlated = (...pairs: [string, string, number][]) =>
  JSON.stringify({
    lastYear: 1,
    discount: 0.035,
    partners: ['A', 'B', 'C'].map((name) => ({ name })),
    services: [
      {
        name: 's',
        members: ['A', 'B', 'C'].map((partner) => ({
          partner,
          volume: { low: 5, likely: 10, high: 20 },
          fixedAlone: 1,
          unitAlone: 1,
          integration: 0,
        })),
        fixedShared: 1,
        unitShared: 1,
        elasticity: 1,
        coordination: 0,
        ramp: [0, 1],
      },
    ],
    sharing: 'usage',
    correlations: pairs.map(([a, b, spearman]) => ({
      between: [`s.${a}.volume`, `s.${b}.volume`],
      spearman,
    })),
  })

test('correlations outside -1 to 1, of nobody or given twice are refused by name', async () => {
  const refused = async (text: string) => {
    const ran = await inProcess(['case', '-', '--draws', '100'], text)
    assert.deepEqual([ran.code, ran.out], [2, ''])
    return ran.err
  }
  assert.match(
    await refused(correlated(['A', 'B', 2])),
    /correlations\[0\]\.spearman: is 2; give a number of at most 1/,
  )
  assert.match(
    await refused(correlated(['A', 'Z', 0.5])),
    /correlations\[0\]\.between: names "s\.Z\.volume", not an uncertain input/,
  )
  assert.match(
    await refused(correlated(['A', 'B', 0.5], ['B', 'A', 0.5])),
    /correlations\[1\]\.between: repeats a pair/,
  )
})

test('correlations that cannot all hold at once are mended, and the report says by how much', async () => {
  const ran = await inProcess(
    ['case', '-', '--draws', '100'],
    correlated(['A', 'B', 0.9], ['A', 'C', 0.9], ['B', 'C', -0.9]),
  )
  assert.equal(ran.code, 0)
  assert.match(
    ran.out,
    /cannot all hold at once\. The nearest possible ones were used: the largest change is between/,
  )
})

test('a goal that no fees meet ends with code 1, the reason on the error stream, and the rest of the answer', async () => {
  const partners = ['A', 'B', 'C'].map((name) => ({ name, volume: 10, hazard: 0.9 }))
  const goal = { alpha: 0.05, byYear: 2 }
  const ran = await inProcess(['withdraw', '-'], leaving({ partners, goal }))
  assert.equal(ran.code, 1)
  assert.match(
    ran.err,
    /^handfast withdraw: goal: cannot be met, for even fees as large as the harm leave a chance of ending of \d[^\n]*: the sharing rule or the membership must change, not the fee\.\n$/,
  )
  assert.match(ran.out, /Where each council stands/)
})

test('the examples of the documentation all run', async () => {
  for (const [name, ...args] of [
    ['share', example('three-councils.yaml')],
    ['partition', example('three-councils.yaml')],
    ['withdraw', example('leaving.yaml')],
    ['case', example('revenues-case.yaml'), '--draws', '500'],
  ]) {
    const ran = await inProcess([name!, ...args])
    assert.deepEqual([ran.code, ran.err], [0, ''])
  }
})
