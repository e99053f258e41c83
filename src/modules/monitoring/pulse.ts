import { periodName, periodOf } from '#engine/period.ts'
import type { Pulse } from '#content/pulse.ts'

/** A quarter of the year as `2026-Q4`. */
export type Quarter = string

/** What one person answered: a level from 1 to 5 a question, or null for "I cannot say"; and hours, or null. */
export type PulseAnswer = {
  readonly levels: Readonly<Record<string, number | null>>
  readonly hours: number | null
}

/** Below this many, nothing is shown: with fewer, people can be guessed. */
export const smallestShown = 5
/** The measure beside the questions. */
export const hoursMeasure = 'hours'
/** More than a week has to give. */
export const mostHours = 100

/**
 * What may be shown of one measure. *hidden*: fewer than five answered it. *alike*: all gave the same answer, which is not named,
 * because it would say what everybody said. *shown*: in tenths, the mean of a question or the median of the hours. How many
 * answered is not kept, so that nobody can work back from it.
 */
export type Counted =
  | { readonly type: 'hidden' }
  | { readonly type: 'alike' }
  | { readonly type: 'shown'; readonly tenths: number }

/** Counts a closed pulse. Whatever cannot be shown is not in the result, so no total and no file can hold it. */
export function countPulse(answers: readonly PulseAnswer[], pulse: Pulse): Readonly<Record<string, Counted>> {
  const counted: Record<string, Counted> = {}
  for (const { id } of pulse.questions)
    counted[id] = counted1(
      answers.map(({ levels }) => levels[id] ?? null),
      meanTenths,
    )
  counted[hoursMeasure] = counted1(
    answers.map(({ hours }) => hours),
    medianTenths,
  )
  return counted
}

function counted1(
  given: readonly (number | null)[],
  measure: (values: readonly number[]) => number,
): Counted {
  const values = given.filter((value) => value !== null)
  if (values.length < smallestShown) return { type: 'hidden' }
  if (values.every((value) => value === values[0])) return { type: 'alike' }
  return { type: 'shown', tenths: measure(values) }
}

function meanTenths(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value * 10, 0)
  return Math.floor((2 * sum + values.length) / (2 * values.length))
}

/** The median of hours to the next half hour: one person who spends far more does not move it. */
function medianTenths(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0
  return Math.round(low + high) * 5
}

/** The quarter in which a day lies. */
export function quarterOf(day: string): Quarter {
  const [year = '', month = ''] = day.split('-')
  return `${year}-Q${Math.floor((Number(month) - 1) / 3) + 1}`
}

const months = ['January to March', 'April to June', 'July to September', 'October to December']

/** A quarter in words: "October to December 2026". */
export function quarterWords(quarter: Quarter): string {
  return `${months[Number(quarter.slice(6)) - 1] ?? ''} ${quarter.slice(0, 4)}`
}

/** Whether the second quarter follows the first with none between. */
export function isNext(before: Quarter, after: Quarter): boolean {
  const [a, b] = [periodOf(before), periodOf(after)]
  return a !== null && b !== null && periodName({ kind: 'quarter', index: a.index + 1 }) === periodName(b)
}

export type PulseRefusal =
  | { readonly type: 'pulse-role' }
  | { readonly type: 'pulse-not-a-member' }
  | { readonly type: 'pulse-there-already'; readonly quarter: Quarter }
  | { readonly type: 'pulse-none-open' }

/** Who asks: whether they lead for a council that takes part. */
export type Asking = { readonly leads: boolean; readonly isMember: boolean }

/** Why no pulse can be started: one a quarter, and one at a time. */
export function startPulseBlockers(
  by: Asking,
  quarter: Quarter,
  pulses: readonly { readonly quarter: Quarter; readonly closedAt: Date | null }[],
): PulseRefusal[] {
  const there = pulses.find((pulse) => pulse.quarter === quarter || pulse.closedAt === null)
  return [
    ...(by.isMember ? [] : [{ type: 'pulse-not-a-member' } as const]),
    ...(by.leads ? [] : [{ type: 'pulse-role' } as const]),
    ...(there ? [{ type: 'pulse-there-already', quarter: there.quarter } as const] : []),
  ]
}

export function closePulseBlockers(by: Asking, isOpen: boolean): PulseRefusal[] {
  return [
    ...(by.isMember ? [] : [{ type: 'pulse-not-a-member' } as const]),
    ...(by.leads ? [] : [{ type: 'pulse-role' } as const]),
    ...(isOpen ? [] : [{ type: 'pulse-none-open' } as const]),
  ]
}

export function answerPulseBlockers(by: Pick<Asking, 'isMember'>, isOpen: boolean): PulseRefusal[] {
  return [
    ...(by.isMember ? [] : [{ type: 'pulse-not-a-member' } as const]),
    ...(isOpen ? [] : [{ type: 'pulse-none-open' } as const]),
  ]
}
