import { demand, demandFinite } from './bad-input.ts'

/**
 * How long something lasted, in any one unit. `hasEnded` false: it was still there when we last looked, or it left our sight
 * for another reason, so that all we know is that it lasted at least so long.
 */
export type Lifetime = { readonly length: number; readonly hasEnded: boolean }

/** One length at which something ended. */
export type SurvivalStep = {
  readonly at: number
  /** How many had lasted until then and were still watched. */
  readonly atRisk: number
  readonly endings: number
  /** The share that lasts longer than this. */
  readonly surviving: number
  /** Within these, 95 times in 100, if the sample were drawn by chance. Null where nobody is left or nothing has ended. */
  readonly low: number | null
  readonly high: number | null
}

export type Survival = {
  readonly watched: number
  readonly endings: number
  /** By length; empty when nothing has ended. */
  readonly steps: readonly SurvivalStep[]
  /** The length after which no more than half are left; null when more than half outlast all that we know. */
  readonly median: number | null
  /** The longest length watched. Nothing is known beyond it. */
  readonly longest: number
}

const normal975 = 1.959963984540054

/**
 * The share that lasts, from lifetimes of which some are not over: the product-limit estimator of Kaplan and Meier (1958),
 * with Greenwood's variance and limits on the scale of log(−log), which stay between 0 and 1 (Kalbfleisch and Prentice, 1980).
 * At one and the same length, endings come before those that leave our sight.
 *
 * The estimate supposes that those who left our sight would have gone on like the others. Where lifetimes were found because
 * they ended, it is no estimate of chance at all, and whoever shows it must say how they were found.
 *
 * @throws BadInput for a length that is below nothing or no number
 *
 * Cost: O(n log n).
 */
export function survivalOf(lifetimes: readonly Lifetime[]): Survival {
  lifetimes.forEach(({ length }, i) => {
    demandFinite(length, `lifetimes[${i}].length`)
    demand(length >= 0, `lifetimes[${i}].length`, 'must not be below nothing')
  })
  const sorted = lifetimes.toSorted((a, b) => a.length - b.length)
  const ends = [...new Set(sorted.filter(({ hasEnded }) => hasEnded).map(({ length }) => length))]
  const steps: SurvivalStep[] = []
  let surviving = 1
  let greenwood = 0
  for (const at of ends) {
    const atRisk = sorted.filter(({ length }) => length >= at).length
    const endings = sorted.filter(({ length, hasEnded }) => hasEnded && length === at).length
    surviving *= 1 - endings / atRisk
    greenwood += endings / (atRisk * (atRisk - endings))
    steps.push({ at, atRisk, endings, surviving, ...limits(surviving, greenwood) })
  }
  return {
    watched: sorted.length,
    endings: steps.reduce((sum, step) => sum + step.endings, 0),
    steps,
    median: steps.find((step) => step.surviving <= 0.5)?.at ?? null,
    longest: sorted.at(-1)?.length ?? 0,
  }
}

/** The share that lasts longer than `length`; null beyond the longest length watched, where nothing is known. O(steps). */
export function survivingAfter({ steps, longest, watched }: Survival, length: number): number | null {
  if (watched === 0 || length > longest) return null
  return steps.findLast(({ at }) => at <= length)?.surviving ?? 1
}

function limits(surviving: number, greenwood: number): Pick<SurvivalStep, 'low' | 'high'> {
  if (surviving <= 0 || surviving >= 1) return { low: null, high: null }
  const spread = (normal975 * Math.sqrt(greenwood)) / Math.log(surviving)
  return { low: surviving ** Math.exp(-spread), high: surviving ** Math.exp(spread) }
}
