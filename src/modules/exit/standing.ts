import type { ExitHeading, ExitRegister } from '#content/exit-plan.ts'
import { addMonths, type Day } from '#engine/day.ts'
import { entriesOf, isAnswered, type Entry, type Kept, type Plan } from './plan.ts'

/**
 * Could this council leave in good order? A word and the reasons for it; never a percentage, because ninety per cent of an
 * exit plan is no exit.
 */
export type Standing = 'missing' | 'draft' | 'complete' | 'rehearsed' | 'stale'

export type StandingReason =
  | { readonly type: 'unanswered'; readonly headings: readonly string[] }
  | { readonly type: 'register-empty'; readonly registers: readonly string[] }
  /** Something the service cannot do without has no way back. */
  | { readonly type: 'no-route'; readonly names: readonly string[] }
  | { readonly type: 'not-separable'; readonly names: readonly string[] }
  | { readonly type: 'not-tested'; readonly names: readonly string[]; readonly since: Day }
  | { readonly type: 'no-cost'; readonly names: readonly string[] }
  /** The highest cost is more than three times the lowest: a guess, not an estimate. */
  | { readonly type: 'wide-cost'; readonly names: readonly string[] }
  | { readonly type: 'not-reviewed' }
  | { readonly type: 'review-old'; readonly on: Day }
  | { readonly type: 'changed'; readonly what: readonly string[] }
  | { readonly type: 'no-rehearsal'; readonly since: Day }
  | { readonly type: 'rehearsal-failed'; readonly on: Day }

export type ExitStanding = { readonly standing: Standing; readonly reasons: readonly StandingReason[] }

/** What was tested longer ago than this counts as untested; a review holds for a year. */
const testMonths = 24
const reviewMonths = 12

/**
 * @param rests what the plan rests on now, as digests by name; those that differ from the last review make it stale
 */
export function exitStanding(
  plan: Plan,
  asked: { readonly headings: readonly ExitHeading[]; readonly registers: readonly ExitRegister[] },
  rests: Readonly<Record<string, string>>,
  today: Day,
): ExitStanding {
  const isMissing =
    plan.entries.length === 0 &&
    !asked.headings.some(({ id }) => isAnswered(plan, id)) &&
    plan.rehearsals.length === 0
  const gaps = gapReasons(plan, asked, today)
  const review = reviewReasons(plan, rests, today)
  const rehearsal = rehearsalReasons(plan, today)
  const reasons = [
    ...review.filter(isStale),
    ...gaps,
    ...review.filter((each) => !isStale(each)),
    ...rehearsal,
  ]
  if (isMissing) return { standing: 'missing', reasons }
  if (review.some(isStale)) return { standing: 'stale', reasons }
  if (gaps.length > 0 || review.length > 0) return { standing: 'draft', reasons }
  return { standing: rehearsal.length > 0 ? 'complete' : 'rehearsed', reasons }
}

function isStale({ type }: StandingReason): boolean {
  return type === 'changed' || type === 'review-old'
}

function gapReasons(
  plan: Plan,
  { headings, registers }: Parameters<typeof exitStanding>[1],
  today: Day,
): StandingReason[] {
  const unanswered = headings.filter(({ id }) => !isAnswered(plan, id)).map(({ title }) => title)
  const without = registers
    .filter(({ id }) => entriesOf(plan, id).length === 0 && !plan.empty.has(id))
    .map(({ title }) => title)
  const since = addMonths(today, -testMonths)
  const critical = plan.entries.filter(({ isCritical }) => isCritical)
  const named = (test: (entry: Kept<Entry>) => boolean, among: readonly Kept<Entry>[] = critical) =>
    among.filter(test).map(({ name }) => name)
  const found: StandingReason[] = [
    { type: 'no-route', names: named(({ route }) => route.trim() === '') },
    {
      type: 'not-separable',
      names: named(({ separable }) => separable === 'no' || separable === 'not-known'),
    },
    { type: 'not-tested', since, names: named(({ testedOn }) => testedOn === null || testedOn < since) },
    { type: 'no-cost', names: named(({ lowPence, highPence }) => lowPence === null || highPence === null) },
    { type: 'wide-cost', names: named(isWide, plan.entries) },
  ]
  return [
    ...(unanswered.length > 0 ? [{ type: 'unanswered' as const, headings: unanswered }] : []),
    ...(without.length > 0 ? [{ type: 'register-empty' as const, registers: without }] : []),
    ...found.filter((reason) => 'names' in reason && reason.names.length > 0),
  ]
}

function isWide({ lowPence, highPence }: Entry): boolean {
  return lowPence !== null && highPence !== null && highPence > 3 * lowPence
}

function reviewReasons(plan: Plan, rests: Readonly<Record<string, string>>, today: Day): StandingReason[] {
  const { review } = plan
  if (review === null) return [{ type: 'not-reviewed' }]
  const names = new Set([...Object.keys(rests), ...Object.keys(review.rests)])
  const what = [...names].filter((name) => rests[name] !== review.rests[name]).sort()
  return [
    ...(what.length > 0 ? [{ type: 'changed' as const, what }] : []),
    ...(addMonths(review.on, reviewMonths) < today ? [{ type: 'review-old' as const, on: review.on }] : []),
  ]
}

function rehearsalReasons(plan: Plan, today: Day): StandingReason[] {
  const since = addMonths(today, -testMonths)
  const last = plan.rehearsals.toSorted((a, b) => (a.heldOn < b.heldOn ? 1 : -1))[0]
  if (!last || last.heldOn < since) return [{ type: 'no-rehearsal', since }]
  return last.result === 'worked' ? [] : [{ type: 'rehearsal-failed', on: last.heldOn }]
}
