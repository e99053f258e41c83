import assert from 'node:assert/strict'
import { noticePeriod, type NoticeEnd, type NoticeLength } from '#engine/notice-period.ts'

export const kind = 'notice-period'

type Example = {
  given: { given: string; length: NoticeLength; end: NoticeEnd }
  expect: { runsTo: string; ends: string; sameEndIfGivenBy: string; nextEnd: string }
}

/** Reckons the notice and compares all four days. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const { given: _, ...days } = noticePeriod(given.given, given.length, given.end)
  assert.deepEqual(days, expect)
}
