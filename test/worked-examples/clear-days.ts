import assert from 'node:assert/strict'
import type { Nation } from '#engine/bank-holiday.ts'
import { EVERY_DAY, publishBy, WORKING_DAYS } from '#engine/clear-days.ts'
import { calendarOf } from '#test/support/holiday-calendar.ts'

export const kind = 'clear-days'

type Example = {
  given: { meeting: string; needed: number; rule: 'working-days' | 'every-day'; nations: Nation[] }
  expect: { publishBy: Record<string, string> }
}

/** Counts back from the meeting by each nation's calendar. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const rule = given.rule === 'every-day' ? EVERY_DAY : WORKING_DAYS
  const found = given.nations.map((nation) => [
    nation,
    publishBy({ meeting: given.meeting, needed: given.needed, rule, calendar: calendarOf(nation) }).publishBy,
  ])
  assert.deepEqual(Object.fromEntries(found), expect.publishBy)
}
