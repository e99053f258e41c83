import { type CaseInput, caseInputs, memberStride, serviceStride } from './business-case-input.ts'
import { itemWeights } from './business-case-share.ts'
import { caseFactors, outputPlace, type Part } from './business-case-output.ts'
import { servicePart } from './business-case-service.ts'
import { type Chance, inputSampler } from './input-sampler.ts'
import type { Model } from './simulate.ts'

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
  const parts = [...serviceParts(input, factors), itemPart(input, factors), transferPart(input, factors)]
  const evaluate = (x: Float64Array, out: Float64Array): void => {
    out.fill(0)
    for (const part of parts) part(x, out)
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
  throw new RangeError(
    Number.isFinite(gap)
      ? `the partners' accounts differ from the partnership's by ${gap}: money between them does not cancel`
      : 'services: the amounts grow beyond what can be computed; check elasticity, profile and priceDrift',
  )
}

function serviceParts(input: CaseInput, factors: Float64Array): Part[] {
  let at = 0
  return input.services.map((service) => {
    const start = at
    at += serviceStride + memberStride * service.members.length
    return servicePart(input, service, start, factors)
  })
}

function itemPart(input: CaseInput, factors: Float64Array): Part {
  const items = input.items ?? []
  const last = caseInputs(input).length - 1
  const realised = input.realisation === undefined ? -1 : last
  const first = last + 1 - items.length - (realised < 0 ? 0 : 1)
  const all = itemWeights(input)
  const yearPlace = outputPlace.year(input.partners.length)
  return (x, out) => {
    for (const [k, item] of items.entries()) {
      const factor = x[first + k]! * (realised >= 0 && item.isForecast === true ? x[realised]! : 1)
      const isBenefit = item.kind === 'benefit'
      const own =
        item.partner === undefined ? -1 : input.partners.findIndex(({ name }) => name === item.partner)
      for (const [year, amount] of item.amounts.entries()) {
        const net = (isBenefit ? 1 : -1) * amount * factor
        out[isBenefit ? outputPlace.benefits : outputPlace.costs]! += factors[year]! * amount * factor
        out[yearPlace + year]! += net
        for (let i = 0; i < all.length; i++) {
          const share = own < 0 ? all[i]! : Number(own === i)
          out[outputPlace.partner + i]! += factors[year]! * net * share
        }
      }
    }
  }
}

function transferPart(input: CaseInput, factors: Float64Array): Part {
  const transfers = input.transfers ?? []
  const place = (partner: string) =>
    outputPlace.partner + input.partners.findIndex(({ name }) => name === partner)
  return (_, out) => {
    for (const { from, to, amounts } of transfers) {
      for (const [year, amount] of amounts.entries()) {
        out[place(from)]! -= factors[year]! * amount
        out[place(to)]! += factors[year]! * amount
      }
    }
  }
}
