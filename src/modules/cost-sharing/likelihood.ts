import type { Arrangement } from '#content/arrangement.ts'

/** How often shared services have ended, as our own register tells it. */
export type Likelihood = {
  readonly watched: number
  readonly ended: number
  readonly years: number
  /** Endings for each year that one arrangement runs. */
  readonly rate: number
}

/**
 * One assumption for all: of the arrangements whose beginning is known, how many ended, over the years that they ran between
 * them. They were found because somebody wrote of them, so it is a starting value and no estimate of chance.
 */
export function likelihoodOf(arrangements: readonly Arrangement[]): Likelihood {
  const begun = arrangements.filter(
    ({ status, started }) => started !== null && !['not-proceeded', 'exploring', 'agreed'].includes(status),
  )
  const years = begun.reduce((sum, { started, ended, evidenceOf }) => {
    const ran = yearOf(ended ?? evidenceOf) - yearOf(started ?? evidenceOf)
    return sum + Math.max(0, ran)
  }, 0)
  const ended = begun.filter(({ status }) => status === 'ended').length
  return { watched: begun.length, ended, years: Math.round(years), rate: years > 0 ? ended / years : 0 }
}

/** "2014", "2014-06" or a day, as years and parts of a year; what is not known counts as the middle. */
function yearOf(date: string): number {
  const [year = '0', month] = date.split('-')
  return Number(year) + (month === undefined ? 0.5 : (Number(month) - 0.5) / 12)
}

/** Each of n councils is taken to be as likely as another to be the one that ends it. */
export function yearlyChance({ rate }: Likelihood, n: number): number {
  return rate / n
}
