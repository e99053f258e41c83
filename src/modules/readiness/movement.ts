import type { LevelAnswer } from '#engine/gap.ts'
import type { AuthorityCode } from '#platform/id.ts'
import type { GapReport } from './gap-report.ts'

/** How one council's answer to one statement moved from one round to the next. */
export type Movement = {
  readonly item: string
  readonly number: string
  readonly statement: string
  readonly council: AuthorityCode
  readonly was: LevelAnswer
  readonly is: LevelAnswer
  /** Levels up or down; null where one of the two is not a level. */
  readonly steps: number | null
}

/** Every answer that moved between two rounds, the largest movement first; statements that only one round asked are left out. */
export function movements(before: GapReport, after: GapReport): Movement[] {
  return after.rows
    .flatMap((row) =>
      row.answers.flatMap(({ council, answer }) => {
        const was = before.rows
          .find(({ statement }) => statement.id === row.statement.id)
          ?.answers.find((earlier) => earlier.council === council)?.answer.reading
        if (!was || same(was, answer.reading)) return []
        const { id: item, number, statement } = row.statement
        return [
          {
            item,
            number,
            statement,
            council,
            was,
            is: answer.reading,
            steps: stepsBetween(was, answer.reading),
          },
        ]
      }),
    )
    .sort((a, b) => Math.abs(b.steps ?? 1) - Math.abs(a.steps ?? 1))
}

function same(a: LevelAnswer, b: LevelAnswer): boolean {
  return a.kind === b.kind && stepsBetween(a, b) !== null
    ? stepsBetween(a, b) === 0
    : a.kind === b.kind && a.kind !== 'level'
}

function stepsBetween(then: LevelAnswer, now: LevelAnswer): number | null {
  return then.kind === 'level' && now.kind === 'level' ? now.level - then.level : null
}
