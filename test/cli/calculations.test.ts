import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { example, handfast, inProcess, root, spawned } from '#test/cli/run.ts'

test('with no command, and with --help, the commands are listed; an unknown one is refused', async () => {
  const [none, help, unknown] = await Promise.all([
    handfast([]),
    handfast(['--help']),
    handfast(['divide', 'x.yaml']),
  ])
  assert.deepEqual([none.code, help.code, unknown.code], [2, 0, 2])
  for (const name of [
    'share',
    'case',
    'withdraw',
    'votes',
    'partition',
    'chart',
    'similar',
    'clear-days',
    'replay',
  ]) {
    assert.match(help.out, new RegExp(`^  ${name} `, 'm'))
  }
  assert.match(unknown.err, /^handfast: "divide" is not a command; there are share/)
  assert.equal(unknown.out, '')
})

test('the starter runs on whatever Node is installed and passes the exit code on', async () => {
  const systemNode =
    ['/usr/bin/node', '/usr/local/bin/node'].find((file) => existsSync(file)) ?? process.execPath
  const [good, bad] = await Promise.all([
    spawned(systemNode, [
      `${root}scripts/handfast.mjs`,
      'clear-days',
      '--meeting',
      '2026-07-16',
      '--days',
      '5',
    ]),
    spawned(systemNode, [`${root}scripts/handfast.mjs`, 'clear-days', '--meeting', 'soon', '--days', '5']),
  ])
  assert.equal(good.code, 0)
  assert.match(good.out, /Publish by 2026-07-08 \(Saturdays do not count\)/)
  assert.equal(bad.code, 2)
  assert.match(bad.err, /"soon" is not a day/)
})

test('share reads a spreadsheet of savings and gives Shapley and nucleolus to the penny', async () => {
  const { code, out } = await handfast(['share', example('savings.csv'), '--csv', '--table', 'pence'])
  assert.equal(code, 0)
  const rows = new Map(
    out
      .trim()
      .split('\r\n')
      .map((row) => [row.split(',')[0], row.split(',').slice(1)]),
  )
  assert.deepEqual(rows.get('rule'), ['Ashby', 'Barnshire', 'Coldwell', 'stable to the penny'])
  assert.deepEqual(rows.get('shapley'), ['73333334', '53333333', '23333333', 'yes'])
  assert.deepEqual(rows.get('nucleolus'), ['87500000', '47500000', '15000000', 'yes'])
  assert.deepEqual(rows.get('equal'), ['50000000', '50000000', '50000000', 'no'])
})

test('share says in words which group would leave and the smallest change that holds it', async () => {
  const { out } = await handfast(['share', example('savings.csv'), '--explain', '--rules', 'equal,shapley'])
  assert.match(out, /equal: Ashby and Barnshire would do better by £200,000 without the others\./)
  assert.match(out, /Coldwell pays £200,000 more so that Ashby pays less/)
  assert.match(out, /shapley: no group would do better alone/)
  assert.doesNotMatch(out, /nucleolus +/)
})

test('the same game as YAML, JSON, a list of costs or CSV on standard input gives the same shares', async () => {
  const costs = { A: 60, B: 50, C: 40, 'A + B': 80, 'A; C': 76, 'B+C': 66, 'A + B + C': 96 }
  const game = { partners: ['A', 'B', 'C'], costs }
  const list = { partners: ['A', 'B', 'C'], costs: [0, 60, 50, 80, 40, 76, 66, 96] }
  const saved = { partners: ['A', 'B', 'C'], alone: { A: 60, B: 50, C: 40 } }
  const savings = { 'A + B': 30, 'A + C': 24, 'B + C': 24, 'A + B + C': 54 }
  const csv = `group,cost\n${Object.entries(costs)
    .map((row) => row.join(','))
    .join('\n')}\n`
  const shares = async (input: string, format: string) => {
    const { out, err } = await inProcess(
      ['share', '-', '--format', format, '--rules', 'shapley', '--csv'],
      input,
    )
    assert.equal(err, '')
    return out.split('\r\n').find((row) => row.startsWith('shapley'))
  }
  const wanted = await shares(JSON.stringify(game), 'json')
  assert.match(wanted ?? '', /^shapley,41,31,24,yes,-8$/)
  assert.equal(await shares(JSON.stringify(game), 'yaml'), wanted)
  assert.equal(await shares(JSON.stringify(list), 'json'), wanted)
  assert.equal(await shares(JSON.stringify({ ...saved, savings }), 'json'), wanted)
  assert.equal(await shares(csv, 'csv'), wanted)
})

test('rules with a key, unions, weights or links are read by the names of councils', async () => {
  const game = `partners: [A, B, C]
costs: [0, 60, 50, 80, 40, 76, 66, 96]
keys: { people: { A: 1, B: 1, C: 2 } }
rules:
  - { rule: proportional, key: people }
  - { rule: core-nearest, key: [1, 1, 2] }
  - { rule: weighted-shapley, weights: { A: 1, B: 1, C: 1 } }
  - { rule: owen, unions: [[A], [B], [C]] }
  - { rule: weighted-coalition, unions: [[A, B], [C]], unionWeights: [1, 1] }
  - { rule: myerson, links: [[A, B], [B, C]] }
  - { rule: scrb }
`
  const { out, err, code } = await inProcess(['share', '-', '--csv'], game)
  assert.deepEqual([code, err], [0, ''])
  assert.match(out, /^proportional by people,24,24,48,no,8\r$/m)
  assert.match(out, /^weighted-shapley,41,31,24,/m)
  assert.match(out, /^owen,41,31,24,/m)
})

test('withdraw gives the fees and the knock-on of the worked service', async () => {
  const { code, out } = await handfast(['withdraw', example('leaving.yaml'), '--json'])
  assert.equal(code, 0)
  const { result } = JSON.parse(out) as {
    result: {
      kinds: { kind: string; amounts: number[] }[]
      scale: { byForced: number[] }
      runs: {
        forced: string[]
        run: { path: { player: number; gain: number | null }[]; collapsed: boolean }
      }[]
    }
  }
  const rounded = (amounts: readonly number[]) => amounts.map((amount) => amount.toFixed(6))
  assert.deepEqual(rounded(result.kinds.find(({ kind }) => kind === 'hold-harmless')!.amounts), [
    '12.448543',
    '10.754692',
    '8.951389',
    '4.856169',
  ])
  assert.deepEqual(rounded(result.scale.byForced), ['0.229763', '0.150166', '0.053479', '0.000000'])
  const [ashby] = result.runs
  assert.deepEqual(ashby?.forced, ['Ashby'])
  assert.deepEqual(
    ashby?.run.path.map(({ player, gain }) => [player, gain === null ? null : gain.toFixed(6)]),
    [
      [0, null],
      [3, '1.423473'],
      [2, '5.530839'],
    ],
  )
  assert.equal(ashby?.run.collapsed, true)
})

test('withdraw asks about one council only, at the fees given, and says what is paid and received', async () => {
  const args = [
    'withdraw',
    example('leaving.yaml'),
    '--forced',
    'Ashby',
    '--fees',
    'hold-harmless',
    '--explain',
  ]
  const { out } = await inProcess(args)
  assert.match(out, /If Ashby must go: nobody would follow\. The partnership goes on\./)
  assert.match(out, /The fee of 12\.4485 is paid, and 12\.4485 received by those who stay\./)
  assert.doesNotMatch(out, /If Barnshire must go/)
})

test('withdraw plays the years to come and finds fees that meet a goal', async () => {
  const given = readFileSync(example('leaving.yaml'), 'utf8').replace(
    'volume: 100,',
    'volume: 100, hazard: 0.08,',
  )
  const future = 'growth: { sd: 0.05, common: 0.5 }\ngoal: { alpha: 0.2, byYear: 5 }\n'
  const { code, out, err } = await inProcess(
    ['withdraw', '-', '--runs', '400', '--json'],
    `${given}${future}`,
  )
  assert.deepEqual([code, err], [0, ''])
  const { result } = JSON.parse(out) as {
    result: {
      future: {
        histories: { runs: number; pCollapse: { p: number }[] }
        design: { status: string; chance: { p: number } }
      }
    }
  }
  const { histories, design } = result.future
  const chances = histories.pCollapse.map(({ p }) => p)
  assert.equal(histories.runs, 400)
  assert.equal(chances.length, 7)
  assert.ok(chances.every((chance, year) => year === 0 || chance >= chances[year - 1]!))
  // Forced out with 8% a year, Ashby takes the others with it: about 1 − 0.92⁶ over the years that count.
  assert.ok(Math.abs(chances.at(-1)! - (1 - 0.92 ** 6)) < 0.08, String(chances.at(-1)))
  assert.equal(design.status, 'found')
  assert.ok(design.chance.p <= 0.2)
})

test('a case repeats with its seed and differs with another, and says so in words', async () => {
  const run = (...more: string[]) =>
    inProcess(['case', example('revenues-case.yaml'), '--draws', '2000', ...more])
  const [first, again, other] = [await run('--csv'), await run('--csv'), await run('--csv', '--seed', '2')]
  assert.equal(first.code, 0)
  assert.equal(again.out, first.out)
  assert.notEqual(other.out, first.out)
  assert.match((await run('--csv', '--table', 'tornado')).out, /^revenues\.fixedShared,/m)
  const { out } = await run('--explain')
  assert.match(out, /outcomes it is worth more than it costs\. The middle outcome is £1,0\d\d,\d{3};/)
  assert.match(out, /2000 draws from seed 1|2,000 draws from seed 1/)
})

test('votes come from CSV with a quota, and a vote that never decides is named with what it pays', async () => {
  const { out, code } = await handfast(['votes', example('committee.csv'), '--quota', '15', '--explain'])
  assert.equal(code, 0)
  assert.match(out, /Nothing passes without Ashby, Barnshire\./)
  assert.match(out, /The vote of Coldwell never decides\./)
  assert.match(out, /Coldwell has 0\.0% of the power and pays 30\.0% of the cost\./)
})

test('a second majority changes who decides', async () => {
  const members = ['A', 'B', 'C'].map((name, i) => ({ name, votes: 1, second: [6, 3, 1][i] }))
  const input = JSON.stringify({ quota: 2, secondQuota: 6, members })
  const { out } = await inProcess(['votes', '-', '--csv'], input)
  assert.match(out, /^A,1,0\.33333/m)
  const { out: words } = await inProcess(['votes', '-', '--explain'], input)
  assert.match(words, /A motion needs both majorities/)
  assert.match(words, /Nothing passes without A\./)
})

test('partition gives the best map, the second best, a host’s groups and the regret of a preferred map', async () => {
  const game = {
    partners: ['A', 'B', 'C'],
    savings: { 'A + B': 12, 'A + C': 6, 'B + C': 2, 'A + B + C': 10 },
    preferred: ['A + C', 'B'],
  }
  const { out } = await inProcess(['partition', '-', '--host', 'C', '--explain'], JSON.stringify(game))
  assert.match(out, /^best +A \+ B \| C +12 +0$/m)
  assert.match(out, /^preferred +A \+ C \| B +6 +6$/m)
  assert.match(out, /Best groups with C/)
  assert.match(out, /Working all together would lose £2 against it\./)
})

test('chart reads named columns, says which months are missing or partial, and finds the change', async () => {
  const columns = ['--period', 'month', '--value', 'calls', '--part', 'covers']
  const args = ['chart', example('monthly-calls.csv'), ...columns, '--baseline', '12']
  const { out } = await handfast([...args, '--direction', 'lower-is-better', '--target', '57', '--explain'])
  assert.match(out, /The limits are 50\.5 ± 2\.66 × 2\.27273: 44\.4545 and 56\.5455\./)
  assert.match(out, /Not reported: 2026-04\./)
  assert.match(out, /Part of the period only: 2026-02 \(first week only\)\./)
  assert.match(out, /Getting worse, and not by chance\.\nIt will usually meet the target\./)
  assert.match(out, /^2026-05 +60 +value +– +outside limits \(high\)$/m)
})

test('similar uses the project’s own councils, with groups, weights and a filter', async () => {
  const { out } = await handfast([
    'similar',
    '--council',
    'West Devon',
    '--where',
    'kind=district',
    '--groups',
    '2',
    '--top',
    '5',
  ])
  assert.match(out, /Councils most like West Devon/)
  assert.match(out, /Torridge/)
  assert.match(out, /groups were scored/)
  const csv = 'name,people,rural\nA,100,10\nB,200,20\nC,400,30\nD,800,\nE,1600,90\n'
  const own = await inProcess(
    ['similar', '-', '--format', 'csv', '--features', 'people:2:log,rural:1', '--council', 'A', '--csv'],
    csv,
  )
  assert.match(own.out, /^B,0\.6744\d+,/m)
})

test('clear-days answers its four questions', async () => {
  const ask = async (line: string) => (await inProcess(['clear-days', ...line.split(' ')])).out
  assert.match(
    await ask('--meeting 2026-07-16 --days 3 --nation wales --saturdays skip'),
    /^Publish by 2026-07-10 /,
  )
  const late = '--published 2026-08-26 --meeting 2026-09-03 --days 5 --saturdays skip'
  assert.match(await ask(late), /^4 clear days of 5 needed: too late/)
  assert.match(
    await ask('--published 2026-08-26 --callIn 5 --saturdays skip'),
    /2026-09-03 at 17:00, 2026-09-03T16:00:00Z/,
  )
  const notice = '--noticeGiven 2026-03-20 --noticeMonths 12 --noticeEnds 03-31'
  assert.match(await ask(notice), /^Notice ends on 2027-03-31/)
})

test('with --settle a run stops when it knows enough, and a saved case says what it rests on', async () => {
  const one = await inProcess([
    'case',
    example('revenues-case.yaml'),
    '--settle',
    '--draws',
    '50000',
    '--json',
  ])
  const saved = JSON.parse(one.out) as {
    inputHash: string
    options: object
    result: { meta: { stoppedBy: string; nRuns: number; inputHash: string; rates: object } }
  }
  const { meta } = saved.result
  assert.equal(meta.stoppedBy, 'target')
  assert.ok(meta.nRuns < 50_000)
  assert.equal(meta.inputHash, saved.inputHash)
  assert.deepEqual(meta.rates, { bands: [{ fromYear: 1, rate: 0.035 }] })
  assert.deepEqual(saved.options, { draws: '50000', settle: true })
  const two = await inProcess(['withdraw', example('leaving.yaml'), '--runs', '4000', '--settle'])
  assert.match(two.out, /over 500 histories[\s\S]*It stopped there because that was near enough/)
})

test('every command explains itself with --help', async () => {
  for (const name of [
    'share',
    'case',
    'withdraw',
    'votes',
    'partition',
    'chart',
    'similar',
    'clear-days',
    'replay',
  ]) {
    const { code, out } = await inProcess([name, '--help'])
    assert.equal(code, 0)
    assert.match(out, new RegExp(`handfast ${name}`))
  }
})
