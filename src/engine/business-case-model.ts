import { type CaseInput, caseInputs, memberStride, serviceStride } from './business-case-input.ts'
import { itemPart, transferPart } from './business-case-items.ts'
import { addTotals, caseFactors, outputPlace, type Part } from './business-case-output.ts'
import { servicePart } from './business-case-service.ts'
import { type Chance, inputSampler } from './input-sampler.ts'
import type { Model } from './simulate.ts'
import type { Result } from './switching.ts'

/** A business case ready to be computed any number of times. */
export type CaseModel = Model & {
  readonly input: CaseInput
  readonly factors: Float64Array
}

/**
 * Turns a checked case into a model. Outputs: net worth of the partnership, worth of its benefits and of its one-off
 * costs, net worth of each partner, and the partnership's net amount in each year (undiscounted).
 * Cost of one evaluation: services x members x years additions, and a power a volume and elasticity.
 */
export function caseModel(input: CaseInput, chance: Chance): CaseModel {
  const factors = caseFactors(input)
  const partners = input.partners.length
  const inputs = inputSampler(caseInputs(input), input.correlations ?? [], chance)
  const outputs = [
    'npv',
    'benefits',
    'costs',
    ...input.partners.map(({ name }) => `npv ${name}`),
    ...Array.from(factors, (_, year) => `year ${year}`),
  ]
  const parts = partsOf(input, factors, 'shares')
  const evaluate = (x: Float64Array, out: Float64Array): void => {
    out.fill(0)
    for (const part of parts) {
      part.see(x)
      addTotals(part, out)
      part.addRest(out)
    }
    out[outputPlace.npv] = out[outputPlace.benefits]! - out[outputPlace.costs]!
    demandBalance(out, partners)
  }
  return { input, inputs, outputs, evaluate, factors }
}

/** What the partners keep adds up to what the partnership keeps: money that moves between them cancels. */
function demandBalance(out: Float64Array, partners: number): void {
  let sum = 0
  let size = Math.abs(out[outputPlace.benefits]!) + Math.abs(out[outputPlace.costs]!)
  for (let i = 0; i < partners; i++) {
    sum += out[outputPlace.partner + i]!
    size += Math.abs(out[outputPlace.partner + i]!)
  }
  const gap = Math.abs(sum - out[outputPlace.npv]!)
  if (gap <= 1e-9 * Math.max(1, size)) return
  if (!Number.isFinite(gap)) throw beyondComputing()
  throw new RangeError(
    `the partners' accounts differ from the partnership's by ${gap}: money between them does not cancel`,
  )
}

function beyondComputing(): RangeError {
  return new RangeError(
    'services: the amounts grow beyond what can be computed; check elasticity, profile and priceDrift',
  )
}

/**
 * The net worth of the partnership alone, to the bit what the model gives, for those who ask it thousands of times with
 * one number changed: only the parts that read a changed number are worked out again. O(inputs), and one service, a
 * call.
 */
export function caseWorth({ input, factors }: CaseModel): Result {
  const parts = partsOf(input, factors, 'totals')
  const realised = input.realisation === undefined ? -1 : caseInputs(input).length - 1
  const totals = new Float64Array(outputPlace.partner)
  let last: Float64Array | undefined
  return (x) => {
    totals.fill(0)
    const isNew = last === undefined || (realised >= 0 && last[realised] !== x[realised])
    for (const part of parts) {
      if (isNew || differs(last!, x, part)) part.see(x)
      addTotals(part, totals)
    }
    if (last === undefined) last = x.slice()
    else last.set(x)
    const worth = totals[outputPlace.benefits]! - totals[outputPlace.costs]!
    if (!Number.isFinite(worth)) throw beyondComputing()
    return worth
  }
}

function differs(a: Float64Array, b: Float64Array, { from, to }: Part): boolean {
  for (let i = from; i < to; i++) if (a[i] !== b[i]) return true
  return false
}

/** The parts of a case, each with room of its own to work in. */
function partsOf(input: CaseInput, factors: Float64Array, wants: 'shares' | 'totals'): Part[] {
  let at = 0
  const services = input.services.map((service) => {
    const start = at
    at += serviceStride + memberStride * service.members.length
    return servicePart(input, service, start, factors, wants)
  })
  return [...services, itemPart(input, factors), transferPart(input, factors)]
}
