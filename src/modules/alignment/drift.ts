import type { AuthorityCode } from '#platform/id.ts'
import { aimsReport, type Hand } from './aims.ts'
import type { Aim } from './exercise.ts'

/** When the alarm is raised. This project's judgement; see docs/methods/common-points.md. */
export const driftLimits = { index: 15, aim: 20 } as const

/** One time at which the aims were asked. */
export type AimsAt = { readonly aims: readonly Aim[]; readonly hands: readonly Hand[] }

/** An aim to which one council gives 20 points more or fewer than last time. */
export type AimMove = {
  readonly aim: Aim
  readonly council: AuthorityCode
  readonly before: number
  readonly now: number
}

export type Drift =
  /** The list of aims changed in between, so that the points cannot be compared. */
  | { readonly type: 'list-changed' }
  | {
      readonly type: 'compared'
      readonly before: number
      readonly now: number
      /** Points by which the index fell; 0 when it did not. */
      readonly fall: number
      readonly moves: readonly AimMove[]
      readonly alarm: boolean
    }

/** How the aims moved since the last time, over the councils that answered both times; null when fewer than two did. */
export function driftSince(before: AimsAt, now: AimsAt): Drift | null {
  const ids = ({ aims }: AimsAt) =>
    aims
      .map(({ id }) => id)
      .toSorted()
      .join(' ')
  if (ids(before) !== ids(now)) return { type: 'list-changed' }
  const both = (at: AimsAt, other: AimsAt) =>
    at.hands.filter(({ council }) => other.hands.some((hand) => hand.council === council))
  const then = both(before, now)
  const today = both(now, before)
  const first = aimsReport(now.aims, then).index
  const second = aimsReport(now.aims, today).index
  if (first === null || second === null) return null
  const moves = today.flatMap(({ council, points }) => {
    const earlier = then.find((hand) => hand.council === council)?.points ?? {}
    return now.aims
      .map((aim) => ({ aim, council, before: earlier[aim.id] ?? 0, now: points[aim.id] ?? 0 }))
      .filter((move) => Math.abs(move.now - move.before) >= driftLimits.aim)
  })
  const fall = Math.max(0, first - second)
  // A third of a point is exact in neither; what is as good as 15 counts as 15.
  const fallen = fall > driftLimits.index - 1e-9
  return { type: 'compared', before: first, now: second, fall, moves, alarm: fallen || moves.length > 0 }
}
