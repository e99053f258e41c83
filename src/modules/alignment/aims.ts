import { commonPoints } from '#engine/common-points.ts'
import type { AuthorityCode } from '#platform/id.ts'
import type { Aim } from './exercise.ts'

export const pointsToSpread = 100

/** Points by the id of the aim; whole, 0 or more, and 100 in all. */
export type Points = Readonly<Record<string, number>>

/** What a council must get out of it: pence a year, whole months, and anything else in words. Null: it asks for none. */
export type RequiredReturn = {
  readonly savingPence: number | null
  readonly paybackMonths: number | null
  readonly other: string
}

export type PointsFault =
  | { readonly type: 'not-whole'; readonly aim: string }
  | { readonly type: 'too-few'; readonly left: number; readonly sum: number }
  | { readonly type: 'too-many'; readonly over: number; readonly sum: number }

/** Reads points as typed. An empty box is no points. Faults say by how much the sum is out. */
export function readPoints(
  typed: Readonly<Record<string, string>>,
  aims: readonly Pick<Aim, 'id'>[],
): { readonly points: Points } | { readonly faults: readonly PointsFault[] } {
  const read = aims.map(({ id }) => [id, (typed[id] ?? '').trim() || '0'] as const)
  const wrong = read.filter(([, text]) => !/^\d{1,6}$/.test(text))
  if (wrong.length > 0) return { faults: wrong.map(([aim]) => ({ type: 'not-whole', aim })) }
  const points = Object.fromEntries(read.map(([id, text]) => [id, Number(text)]))
  const sum = Object.values(points).reduce((total, each) => total + each, 0)
  if (sum < pointsToSpread) return { faults: [{ type: 'too-few', left: pointsToSpread - sum, sum }] }
  if (sum > pointsToSpread) return { faults: [{ type: 'too-many', over: sum - pointsToSpread, sum }] }
  return { points }
}

export type Hand = { readonly council: AuthorityCode; readonly points: Points }

/** An aim on which the councils differ: who gave it most and who least. */
export type DifferingAim = {
  readonly aim: Aim
  readonly spread: number
  readonly most: { readonly council: AuthorityCode; readonly points: number }
  readonly least: { readonly council: AuthorityCode; readonly points: number }
}

/** What the points come to. `index` is null with fewer than two hands. */
export type AimsReport = {
  readonly index: number | null
  readonly differing: readonly DifferingAim[]
}

const differingShown = 3

/** The alignment index (docs/methods/common-points.md) and the three aims that differ most. */
export function aimsReport(aims: readonly Aim[], hands: readonly Hand[]): AimsReport {
  if (hands.length < 2 || aims.length === 0) return { index: null, differing: [] }
  const given = hands.map(({ points }) => aims.map(({ id }) => points[id] ?? 0))
  const { index, spreads } = commonPoints(given)
  const differing = aims
    .map((aim, at) => ({ aim, spread: spreads[at] ?? 0 }))
    .filter(({ spread }) => spread > 0)
    .toSorted((a, b) => b.spread - a.spread)
    .slice(0, differingShown)
    .map(({ aim, spread }) => ({ aim, spread, ...endsOf(aim, hands) }))
  return { index, differing }
}

function endsOf(aim: Aim, hands: readonly Hand[]): Pick<DifferingAim, 'most' | 'least'> {
  const given = hands.map(({ council, points }) => ({ council, points: points[aim.id] ?? 0 }))
  const least = given.reduce((a, b) => (b.points < a.points ? b : a))
  const most = given.reduce((a, b) => (b.points > a.points ? b : a))
  return { most, least }
}
