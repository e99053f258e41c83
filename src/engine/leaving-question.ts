import { addMonths, type Day, dayNumber } from './day.ts'

/**
 * The sharing rules that a withdrawal can be followed through, as the engine names them. `people` is in proportion to the
 * people served; `proposed` keeps the proportions of a split that has been proposed.
 */
export const leavingRules = [
  'equal',
  'stand-alone',
  'equal-savings',
  'shapley',
  'usage',
  'people',
  'proposed',
] as const
export type LeavingRule = (typeof leavingRules)[number]

/** What is asked: who leaves, when and how, and what is supposed of the years to come. Shares in per cent. */
export type LeavingQuestion = {
  readonly leaver: number
  /** The place of the one service it leaves; null where it leaves all. */
  readonly service: number | null
  /** The day on which notice is given, or on which it is gone where it goes suddenly. */
  readonly given: Day
  readonly how: 'planned' | 'sudden'
  /** Months of notice. */
  readonly notice: number
  /** The day on which the agreement would end of itself. */
  readonly ends: Day
  readonly rule: LeavingRule
  /** The part of idle capacity that goes on being paid for at first, and the years until it is gone. */
  readonly sticky: number
  readonly stickyYears: number
  /** What setting up again costs a council, as a part of a year's cost alone. */
  readonly restart: number
  readonly discount: number
  /** Only in a private run: the asker's own chance of having to leave in a year; null where the sourced one is used. */
  readonly own: number | null
}

/** A question to begin with: the first council, all services, a year's notice from the next 1 April, of seven years. O(1). */
export function plainQuestion(today: Day, rule: LeavingRule = 'equal'): LeavingQuestion {
  const year = Number(today.slice(0, 4))
  const given = `${today.slice(5) <= '04-01' ? year : year + 1}-04-01`
  return {
    leaver: 0,
    service: null,
    given,
    how: 'planned',
    notice: 12,
    ends: addMonths(given, 84),
    rule,
    sticky: 80,
    stickyYears: 3,
    restart: 0,
    discount: 3.5,
    own: null,
  }
}

/** The months from one day to another, to the nearest whole one; below 0 when it is earlier. O(1). */
export function monthsBetween(from: Day, to: Day): number {
  return Math.round((dayNumber(to) - dayNumber(from)) / (365.25 / 12))
}

/** The day from which the council is out. O(1). */
export function goneOn({ given, how, notice }: Pick<LeavingQuestion, 'given' | 'how' | 'notice'>): Day {
  return how === 'sudden' ? given : addMonths(given, notice)
}

export type LeavingBlocker = 'ends-first' | 'too-long'
/** The longest agreement that is counted, in months. */
export const mostMonths = 360

/** Why a question cannot be worked out: the agreement ends before the council is gone, or runs for more than 30 years. O(1). */
export function leavingBlockers(question: LeavingQuestion): LeavingBlocker[] {
  const left = monthsBetween(question.given, question.ends)
  const noticed = question.how === 'sudden' ? 0 : question.notice
  if (left <= noticed) return ['ends-first']
  return left > mostMonths ? ['too-long'] : []
}
