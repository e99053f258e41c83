import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { endReasons, evidenceLevels, forms, statuses } from '#content/arrangement.ts'
import { endingsOf, fewestAtRisk } from './endings.ts'
import { entriesWhere, isGoing, type Entry } from './entry.ts'
import { freshnessOf } from './freshness.ts'
import { lastDayOf, partialDateWords, yearsBetween } from './partial-date.ts'
import { noParticulars } from './particulars.ts'
import { totalsOf } from './totals.ts'

const today = '2026-11-22'
const dates = fc.constantFrom('2008', '2012-04', '2016-10-01', '2023', '2024-11-21', '2025-03', '2026-11-01')
const saving = fc.record({
  kind: fc.constantFrom('promised' as const, 'reported' as const),
  pence: fc.integer({ min: -1_000_000_000, max: 1_000_000_000_000 }),
  per: fc.constantFrom('year' as const, 'total' as const),
  words: fc.constant('What it covers.'),
  evidence: fc.constantFrom(...evidenceLevels),
  source: fc.constant('https://example.org/'),
})
const member = fc.constantFrom('adur', 'barnet', 'camden').map((slug) => ({
  council: slug.toUpperCase(),
  name: slug,
  shortName: slug,
  slug,
  role: 'member' as const,
  today: [slug],
}))
const entry: fc.Arbitrary<Entry> = fc.record({
  id: fc.uuid(),
  name: fc.constant('A shared service'),
  about: fc.constant('Something is shared.'),
  services: fc.constant(['ict']),
  forms: fc.array(fc.constantFrom(...forms), { minLength: 1, maxLength: 2 }),
  members: fc.uniqueArray(member, { minLength: 2, maxLength: 3, selector: ({ slug }) => slug }),
  status: fc.constantFrom(...statuses),
  started: fc.option(dates),
  isStartInferred: fc.boolean(),
  ended: fc.constant(null),
  isEndPlanned: fc.boolean(),
  evidenceOf: dates,
  endReason: fc.option(fc.constantFrom(...endReasons)),
  endWords: fc.constant(null),
  savings: fc.array(saving, { maxLength: 3 }),
  case: fc.constant(null),
  sources: fc.constant(['https://example.org/']),
  origin: fc.constant({ type: 'collected' as const }),
  confirmedOn: fc.option(fc.constantFrom('2021-05-05', '2026-10-10')),
  claimedBy: fc.constant([]),
  corrections: fc.constant([]),
  replies: fc.constant([]),
  particulars: fc.constant(noParticulars),
})
const entries = fc.array(entry, { maxLength: 30 })

test('each total is the sum of the rows it counts, and no row is counted twice or lost', () => {
  fc.assert(
    fc.property(entries, (all) => {
      const { counted, stale, notGoing, savings, councils } = totalsOf(all, today)
      assert.equal(counted.length + stale.length + notGoing.length, all.length)
      assert.equal(new Set([...counted, ...stale, ...notGoing]).size, all.length)
      for (const { kind, per, rows, pence } of savings) {
        let sum = 0
        for (const each of counted)
          for (const one of each.savings) if (one.kind === kind && one.per === per) sum += one.pence
        assert.equal(pence, sum)
        assert.ok(rows.every((row) => counted.includes(row.entry)))
      }
      const rowCount = savings.reduce((sum, { rows }) => sum + rows.length, 0)
      assert.equal(
        rowCount,
        counted.reduce((sum, each) => sum + each.savings.length, 0),
      )
      assert.equal(councils.length, new Set(councils).size)
    }),
  )
})

test('what nobody has confirmed for two years, and what is over, is in no total', () => {
  fc.assert(
    fc.property(entries, (all) => {
      for (const each of totalsOf(all, today).counted) {
        assert.ok(isGoing(each))
        assert.notEqual(freshnessOf(each, today).type, 'stale')
      }
    }),
  )
})

test('an entry is fresh for a year, then not confirmed, then stale; a confirmation makes it fresh again', () => {
  const seen = { status: 'live' as const, confirmedOn: null, evidenceOf: '2024-11-21' }
  assert.equal(freshnessOf(seen, '2025-11-21').type, 'fresh')
  assert.equal(freshnessOf(seen, '2025-11-22').type, 'not-confirmed')
  assert.equal(freshnessOf(seen, '2026-11-21').type, 'not-confirmed')
  assert.equal(freshnessOf(seen, '2026-11-22').type, 'stale')
  assert.equal(freshnessOf({ ...seen, confirmedOn: '2026-11-01' }, today).type, 'fresh')
  assert.equal(freshnessOf({ ...seen, status: 'ended' }, today).type, 'over')
})

test('the filters of the list narrow it down and never add', () => {
  fc.assert(
    fc.property(entries, fc.constantFrom(...statuses), fc.constantFrom(...forms), (all, status, form) => {
      const found = entriesWhere(all, { status, form, council: 'adur' })
      assert.deepEqual(
        found,
        all.filter(
          (each) =>
            each.status === status &&
            each.forms.includes(form) &&
            each.members.some(({ slug }) => slug === 'adur'),
        ),
      )
      assert.deepEqual(entriesWhere(all, {}), all)
    }),
  )
})

test('nothing is said of a form with fewer than ten at risk', () => {
  assert.equal(fewestAtRisk, 10)
  fc.assert(
    fc.property(entries, (all) => {
      for (const { after, watched } of endingsOf(all).byForm) {
        assert.ok(watched >= fewestAtRisk)
        assert.ok(after.every(({ atRisk }) => atRisk >= fewestAtRisk))
      }
    }),
  )
})

test('only what ended as a whole counts as an ending; what merged or grew lasted at least so long', () => {
  const [one] = fc.sample(entry, { numRuns: 1, seed: 1 })
  assert.ok(one)
  const begun = { ...one, started: '2010-01-01', evidenceOf: '2020-01-01' }
  const curveOf = (status: Entry['status']) =>
    endingsOf([{ ...begun, status, ended: status === 'ended' || status === 'merged' ? '2015-01-01' : null }])
      .curve
  assert.equal(curveOf('ended').endings, 1)
  assert.equal(curveOf('merged').endings, 0)
  assert.equal(curveOf('partly-ended').endings, 0)
  assert.ok(Math.abs(curveOf('merged').longest - 5) < 0.01)
  assert.ok(Math.abs(curveOf('live').longest - 10) < 0.01)
  assert.equal(curveOf('not-proceeded').watched, 0)
})

test('a date of which only a part is known is told as such and reckoned from its middle', () => {
  assert.equal(partialDateWords('2011'), '2011')
  assert.equal(partialDateWords('2011-04'), 'April 2011')
  assert.equal(partialDateWords('2011-04-01'), '1 April 2011')
  assert.equal(lastDayOf('2012-02'), '2012-02-29')
  assert.equal(lastDayOf('2012'), '2012-12-31')
  assert.ok(Math.abs(yearsBetween('2011', '2018') - 7) < 0.01)
  assert.equal(yearsBetween('2018', '2011'), 0)
})
