import assert from 'node:assert/strict'
import { statementGap, type Importance, type Level, type LevelAnswer } from '#engine/gap.ts'

export const kind = 'gap'

type Example = {
  given: {
    needed: Level
    gate: boolean
    answers: { council: string; level: Level | 'unknown' | 'not-applicable'; importance: Importance }[]
  }
  expect: Record<string, unknown>
}

/** Works out the row of the gap board and compares every figure that the example gives. */
export function check(example: unknown): void {
  const { given, expect } = example as Example
  const row: Record<string, unknown> = statementGap({
    ...given,
    answers: given.answers.map(({ level, ...rest }) => ({ ...rest, answer: answerOf(level) })),
  })
  for (const [name, value] of Object.entries(expect)) assert.deepEqual(row[name], value, name)
}

function answerOf(level: Level | 'unknown' | 'not-applicable'): LevelAnswer {
  return typeof level === 'number' ? { kind: 'level', level } : { kind: level }
}
