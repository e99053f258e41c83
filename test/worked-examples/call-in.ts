import assert from 'node:assert/strict'
import type { Nation } from '#engine/bank-holiday.ts'
import { callIn } from '#engine/call-in.ts'
import { WORKING_DAYS } from '#engine/clear-days.ts'
import { calendarOf } from '#test/support/holiday-calendar.ts'

export const kind = 'call-in'

type Example = {
  given: { published: string; days: number; closesAt: string; nation: Nation }
  expect: { lastDay: string; closesAtUtc: string }
}

/** Counts the call-in and compares its last day and the moment it closes. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const { nation, ...rest } = given
  const { lastDay, closesAtUtc } = callIn({ ...rest, rule: WORKING_DAYS, calendar: calendarOf(nation) })
  assert.deepEqual({ lastDay, closesAtUtc }, expect)
}
