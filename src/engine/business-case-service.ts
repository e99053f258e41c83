import { type CaseInput, type CaseService, memberStride, serviceStride } from './business-case-input.ts'
import { outputPlace, type Part } from './business-case-output.ts'
import { type Bill, divider, oneOffDivider } from './business-case-share.ts'
import { certainValue } from './distribution.ts'

/** Where a service's own numbers stand after its first, and a member's after its own first. */
const at = { fixed: 0, unit: 1, elasticity: 2, alone: 3, rate: 4, power: 5, joint: 6, double: 7, drift: 8 }
const mine = { volume: 0, fixedAlone: 1, unitAlone: 2, integration: 3 }

/**
 * The contribution of one service to a case. For each year: what is not yet moved costs as before; what is moved
 * costs its share of the joint bill; what moves this year is partly paid twice; and integration falls due by phase.
 */
export function servicePart(
  input: CaseInput,
  service: CaseService,
  start: number,
  factors: Float64Array,
): Part {
  const years = factors.length
  const size = service.members.length
  const partners = service.members.map((m) => input.partners.findIndex(({ name }) => name === m.partner))
  const divide = divider(input, partners)
  const divideOneOff = oneOffDivider(input, partners)
  const uplift = 1 + (input.optimism?.integration ?? 0)
  const haircut = input.optimism?.savings ?? 0
  const phase = service.phase ?? [1]
  const yearPlace = outputPlace.year(input.partners.length)
  const growth = growthOf(service, years)
  const { profile } = growth
  const first = start + serviceStride
  const power = new Float64Array(size)
  const oneOff = new Float64Array(size)
  const shares = new Float64Array(size)
  const worth = new Float64Array(size)
  const bill: Bill = {
    alone: new Float64Array(size),
    volume: new Float64Array(size),
    shared: 0,
    lean: 0,
    groupCost: () => 0,
  }
  return (x, out) => {
    const { alone, volume } = bill
    const elasticity = x[start + at.elasticity]!
    const elasticityAlone = service.elasticityAlone === undefined ? elasticity : x[start + at.alone]!
    const coordination = x[start + at.rate]! * (size - 1) ** x[start + at.power]!
    const double = x[start + at.double]!
    let base = 0
    for (let m = 0; m < size; m++) {
      const place = first + memberStride * m
      base += x[place]!
      power[m] = x[place + mine.unitAlone]! * x[place]! ** elasticityAlone
    }
    const basePower = growth.together ? base ** elasticity : 0
    const grownAlone = growth.alone(elasticityAlone)
    const grown = growth.shared(elasticity)
    let [benefits, costs, movedBefore, level] = [0, 0, 0, 1]
    worth.fill(0)
    for (let year = 0; year < years; year++) {
      let sumAlone = 0
      let total = 0
      for (let m = 0, place = first; m < size; m++, place += memberStride) {
        const used = x[place]! * profile[m * years + year]!
        volume[m] = used
        total += used
        const cost = x[place + mine.fixedAlone]! + power[m]! * grownAlone[m * years + year]!
        alone[m] = cost
        sumAlone += cost
      }
      const joint = growth.together ? basePower * grown[year]! : total ** elasticity
      bill.lean = (x[start + at.fixed]! + x[start + at.unit]! * joint + coordination) * level
      bill.shared = bill.lean + haircut * Math.max(0, sumAlone - bill.lean)
      if (input.sharing === 'shapley') bill.groupCost = groupCostOf(x, start, level)
      divide(bill, shares)
      const moved = service.ramp[year]!
      const moving = double * (moved - movedBefore)
      const due = (phase[year] ?? 0) * uplift
      const setUp = due * x[start + at.joint]!
      const saved = moved * (sumAlone - bill.shared)
      bill.shared = setUp
      if (setUp > 0) divideOneOff(bill, oneOff)
      const factor = factors[year]!
      let spent = moving * sumAlone + setUp
      for (let m = 0; m < size; m++) {
        const own = due === 0 ? 0 : due * x[first + memberStride * m + mine.integration]!
        spent += own
        const net = moved * (alone[m]! - shares[m]!) - moving * alone[m]! - own - (setUp > 0 ? oneOff[m]! : 0)
        worth[m]! += factor * net
      }
      benefits += factor * saved
      costs += factor * spent
      out[yearPlace + year]! += saved - spent
      movedBefore = moved
      level *= 1 + x[start + at.drift]!
    }
    out[outputPlace.benefits]! += benefits
    out[outputPlace.costs]! += costs
    for (let m = 0; m < size; m++) out[outputPlace.partner + partners[m]!]! += worth[m]!
  }
}

/** What a smaller group of the members would pay together, for rules that ask. */
function groupCostOf(x: Float64Array, start: number, level: number): Bill['groupCost'] {
  return (volume, members) =>
    (x[start + at.fixed]! +
      x[start + at.unit]! * volume ** x[start + at.elasticity]! +
      x[start + at.rate]! * (members - 1) ** x[start + at.power]!) *
    level
}

type Growth = {
  /** Volume of each member and year as a share of its base volume; member m's years start at m x years. */
  readonly profile: Float64Array
  /** Those shares to the power of an elasticity. */
  readonly alone: (elasticity: number) => Float64Array
  /** Likewise for the total of all members, where they grow together. */
  readonly shared: (elasticity: number) => Float64Array
  /** Whether all members grow alike, so that their total does too. */
  readonly together: boolean
}

function growthOf(service: CaseService, years: number): Growth {
  const profile = Float64Array.from({ length: service.members.length * years }, (_, place) => {
    return service.members[Math.floor(place / years)]!.profile?.[place % years] ?? 1
  })
  const together = profile.every((share, place) => share === profile[place % years])
  return {
    profile,
    alone: powersOf(profile, certainValue(service.elasticityAlone ?? service.elasticity)),
    shared: powersOf(profile.subarray(0, years), certainValue(service.elasticity)),
    together,
  }
}

/** The powers of a list of shares: worked out once where the exponent is certain, else anew each time it changes. */
function powersOf(shares: Float64Array, certain: number | undefined): (exponent: number) => Float64Array {
  const powers = shares.map((share) => share ** (certain ?? 1))
  let last = certain ?? 1
  return (exponent) => {
    if (exponent !== last) for (let k = 0; k < powers.length; k++) powers[k] = shares[k]! ** exponent
    last = exponent
    return powers
  }
}
