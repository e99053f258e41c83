import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarOf } from '#test/support/holiday-calendar.ts'
import { decisionRoute, reckonNotice, workingDayFrom } from './terms.ts'

const terms = { noticeCount: 12, noticeUnit: 'months', noticeEnd: '03-31', earliestOn: null } as const
const linesOf = (given: string, over: Partial<Parameters<typeof reckonNotice>[0]> = {}) =>
  reckonNotice({ ...terms, ...over }, given).lines.map(({ day, what }) => `${day} ${what}`)

test('twelve months that may end only on 31 March, line by line', () => {
  assert.deepEqual(linesOf('2026-06-01'), [
    '2026-06-01 given',
    '2027-06-01 runs-to',
    '2028-03-31 ends',
    '2028-03-31 leaves',
    '2027-03-31 same-end-if-given-by',
    '2029-03-31 next-end',
  ])
})

test('on any day the notice ends when it is over', () => {
  assert.deepEqual(linesOf('2026-06-01', { noticeEnd: 'any-day' }), [
    '2026-06-01 given',
    '2027-06-01 runs-to',
    '2027-06-01 leaves',
    '2026-06-01 same-end-if-given-by',
    '2027-06-02 next-end',
  ])
})

test('nobody leaves before the first day that the agreement allows', () => {
  const { leavesOn, lines } = reckonNotice({ ...terms, earliestOn: '2030-03-31' }, '2026-06-01')
  assert.equal(leavesOn, '2030-03-31')
  assert.deepEqual(
    lines.map(({ what }) => what),
    ['given', 'runs-to', 'ends', 'earliest', 'leaves'],
  )
})

test('the way to a decision counts clear days and call-in over bank holidays, and no executive meets on one', () => {
  const calendar = calendarOf('england')
  assert.equal(workingDayFrom('2026-12-25', calendar), '2026-12-29')
  const route = decisionRoute('2026-12-29', calendar)
  assert.deepEqual(route, {
    meeting: '2026-12-29',
    noticeBy: '2026-11-30',
    papersBy: '2026-12-17',
    callInEnds: '2027-01-07',
    firstNotice: '2027-01-08',
  })
  assert.equal(decisionRoute('2050-01-03', calendar), null)
})
