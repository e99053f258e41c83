import type { Pulse } from '#content/pulse.ts'
import { hoursMeasure, quarterWords, type Counted, type PulseRefusal } from './pulse.ts'
import type { Finding } from './pulse-trend.ts'

export function pulseRefusalWords(refusal: PulseRefusal): string {
  switch (refusal.type) {
    case 'pulse-role':
      return 'This is for the lead or a deputy of a council.'
    case 'pulse-not-a-member':
      return 'This is for people who act for a council that has joined the partnership.'
    case 'pulse-there-already':
      return `There is a pulse for ${quarterWords(refusal.quarter)} already. There is one a quarter, and one at a time.`
    case 'pulse-none-open':
      return 'No pulse is open. What was answered before it closed is counted.'
  }
}

/** What a measure asks, in the words of its own pulse. */
export function measureWords(pulse: Pulse, measure: string): string {
  if (measure === hoursMeasure) return 'Hours a week spent on agreeing things'
  return pulse.questions.find(({ id }) => id === measure)?.says ?? measure
}

/** What to do when it gets worse. */
export function fallsWords(pulse: Pulse, measure: string): string {
  if (measure === hoursMeasure) return pulse.hours.falls
  return pulse.questions.find(({ id }) => id === measure)?.falls ?? ''
}

export function countedWords(counted: Counted | null, measure: string): string {
  if (counted === null) return 'Not asked'
  if (counted.type === 'hidden') return 'Fewer than five answered'
  if (counted.type === 'alike') return 'All answered alike'
  // Held together on a narrow page by spaces that do not break.
  return measure === hoursMeasure
    ? `${tenths(counted.tenths)}\u00a0hours`
    : `${tenths(counted.tenths)}\u00a0of\u00a05`
}

export function tenths(value: number): string {
  return (value / 10).toFixed(1).replace(/\.0$/, '')
}

/** How a measure moved, in words: what changed, and whether that is good or bad. */
export function movedWords({ measure, moved, by }: Finding): string {
  const amount = tenths(Math.abs(by))
  const unit =
    measure === hoursMeasure ? (amount === '1' ? 'hour' : 'hours') : amount === '1' ? 'point' : 'points'
  if (moved === 'first') return 'This is the first time.'
  if (moved === 'unknown')
    return 'It cannot be compared with last time, because one of the two could not be shown.'
  if (moved === 'same') return 'The same as last time.'
  if (measure === hoursMeasure)
    return moved === 'up'
      ? `More than last time, by ${amount} ${unit}: agreeing things costs more.`
      : `Less than last time, by ${amount} ${unit}.`
  return moved === 'up'
    ? `Better than last time, by ${amount} ${unit}.`
    : `Worse than last time, by ${amount} ${unit}.`
}

/** What the control chart says, in words. */
export function variationWords({ measure, chart }: Finding): string {
  const better = measure === hoursMeasure ? 'falling' : 'rising'
  switch (chart?.variation) {
    case 'chance':
      return 'It moves up and down as chance would have it. Nothing has changed.'
    case 'improving':
      return `It is getting better, and that is not chance: it is ${better} beyond what is usual here.`
    case 'worsening':
      return 'It is getting worse, and that is not chance. Find out what changed.'
    case 'changed':
      return 'Something has changed, and that is not chance.'
    default:
      return 'There are too few points to judge.'
  }
}
