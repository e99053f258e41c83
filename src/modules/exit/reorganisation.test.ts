import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Reorganisation, Underway } from '#content/reorganisation.ts'
import type { Entry, Kept } from './plan.ts'
import { passingsOf, rerun, tasksFor } from './reorganisation.ts'
import { successorSteps } from './successor-steps.ts'

const county: Reorganisation = {
  id: 'county-2027',
  name: 'A county',
  lastDay: '2027-03-31',
  decided: 'A decision that is made up for this test.',
  source: { text: 'A test', url: 'https://example.org/decision' },
  successors: [
    { id: 'east', name: 'East' },
    { id: 'west', name: 'West' },
  ],
  passings: [
    { predecessor: 'COUNTY', successors: ['east', 'west'] },
    { predecessor: 'A', successors: ['east'] },
    { predecessor: 'B', successors: ['east'] },
    { predecessor: 'C', successors: ['west'] },
  ],
}
const open: Underway = {
  id: 'shire-2028',
  name: 'A shire',
  expectedFrom: '2028-04-01',
  published: 'Proposals that are made up for this test.',
  open: 'Everything, because this is a test.',
  sources: [{ text: 'A test', url: 'https://example.org/open' }],
  councils: ['Y'],
}
const member = (council: string) => ({ council, name: council })
const after = (councils: readonly string[], shares: Record<string, number> = {}) => {
  const members = councils.map(member)
  return rerun(members, shares, passingsOf(members, [county]))
}

test('two members that pass to one council come together, with their shares added', () => {
  const { members, merged, toSplit, isOne } = after(['A', 'B', 'Z'], { A: 30, B: 20, Z: 50 })
  assert.deepEqual(
    members.map(({ name, share, takesOver }) => [name, share, takesOver]),
    [
      ['East', 50, ['A', 'B']],
      ['Z', 50, ['Z']],
    ],
  )
  assert.deepEqual([merged, toSplit, isOne], [['East'], [], false])
})

test('a member that is split leaves its share open, and says who must agree', () => {
  const { members, toSplit } = after(['COUNTY', 'Z'], { COUNTY: 60, Z: 40 })
  assert.deepEqual(
    members.map(({ name, share }) => [name, share]),
    [
      ['East', null],
      ['West', null],
      ['Z', 40],
    ],
  )
  assert.deepEqual(
    toSplit.map(({ council }) => council),
    ['COUNTY'],
  )
})

test('a partnership whose members all pass to one council has nothing left to share', () => {
  assert.equal(after(['A', 'B'], { A: 1, B: 1 }).isOne, true)
})

test('where nobody passes on, nothing changes; and no share is ever lost where none is split', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'Y', 'Z'), { minLength: 1 }),
      fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 5, maxLength: 5 }),
      (councils, amounts) => {
        const shares = Object.fromEntries(councils.map((council, i) => [council, amounts[i] ?? 0]))
        const total = Object.values(shares).reduce((a, b) => a + b, 0)
        const { members } = after(councils, shares)
        assert.deepEqual(members.flatMap(({ takesOver }) => takesOver).sort(), [...councils].sort())
        if (total > 0)
          assert.equal(
            members.reduce((sum, { share }) => sum + (share ?? 0), 0),
            total,
          )
      },
    ),
  )
})

const entry = (over: Partial<Kept<Entry>>): Kept<Entry> => ({
  id: '1',
  version: 1,
  register: 'contracts',
  name: 'Payroll',
  holder: 'A',
  payer: '',
  needer: '',
  isCritical: false,
  separable: 'easily',
  route: '',
  months: null,
  lowPence: null,
  highPence: null,
  source: '',
  endsOn: null,
  testedOn: null,
  evidence: '',
  extra: {},
  ...over,
})

test('everything that is held together becomes one task: to novate, to split or to end, in time', () => {
  const passings = passingsOf(['COUNTY', 'A', 'Z'].map(member), [county])
  const tasks = tasksFor(
    [
      entry({ id: '1', holder: 'A' }),
      entry({ id: '2', holder: 'COUNTY', register: 'data' }),
      entry({ id: '3', holder: 'A', endsOn: '2026-12-31' }),
    ],
    passings,
    'reorganisation',
    false,
  )
  assert.deepEqual(
    tasks.map(({ entry: of, kind, ownerCouncil, dueOn }) => [of, kind, ownerCouncil, dueOn]),
    [
      ['1', 'novate', 'A', '2026-09-30'],
      ['2', 'split', 'COUNTY', '2026-12-31'],
      ['3', 'end', 'A', '2026-09-30'],
    ],
  )
  assert.deepEqual(tasksFor([entry({})], [], 'reorganisation', false), [])
})

test('where nothing is decided the member stays, its share stays, and its day is the expected one', () => {
  const members = ['A', 'Y', 'Z'].map(member)
  const passings = passingsOf(members, [county], [open])
  const found = rerun(members, { A: 20, Y: 30, Z: 50 }, passings)
  assert.deepEqual(
    found.members.map(({ name, share, isOpen }) => [name, share, isOpen]),
    [
      ['East', 20, false],
      ['Y', 30, true],
      ['Z', 50, false],
    ],
  )
  assert.deepEqual([found.toSplit, found.merged, found.isOne], [[], [], false])
  assert.equal(passings.find(({ council }) => council === 'Y')?.lastDay, '2028-03-31')
  assert.deepEqual(rerun([member('Y')], {}, passingsOf([member('Y')], [], [open])).isOne, false)
})

test('a successor is never a member by itself: it is invited, waited for, or not listed yet; and the old one is told to go', () => {
  const coded: Reorganisation = {
    ...county,
    successors: [
      { id: 'east', name: 'East', code: 'E' },
      { id: 'west', name: 'West' },
    ],
  }
  const steps = (present: readonly [string, boolean][], today: string) => {
    const members = present.map(([council, joined]) => ({ council, joined }))
    const those = ['A', 'C', 'Y'].map(member)
    const passings = passingsOf(those, [coded], [open])
    return successorSteps({ rerun: rerun(those, {}, passings), passings, members, today })
  }
  const before = steps(
    [
      ['A', true],
      ['C', true],
      ['Y', true],
    ],
    '2026-06-01',
  )
  assert.deepEqual(
    before.map(({ type, name }) => [type, name]),
    [
      ['invite', 'East'],
      ['not-listed', 'West'],
      ['not-decided', 'Y'],
    ],
  )
  const invited = steps(
    [
      ['A', true],
      ['E', false],
    ],
    '2026-06-01',
  )
  assert.equal(invited[0]?.type, 'invited')
  const joined = steps(
    [
      ['A', true],
      ['E', true],
    ],
    '2027-04-01',
  )
  assert.deepEqual(
    joined.map(({ type, name }) => [type, name]),
    [
      ['still-in', 'A'],
      ['still-in', 'C'],
      ['not-listed', 'West'],
      ['not-decided', 'Y'],
    ],
  )
})
