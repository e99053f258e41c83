import {
  type CaseInput,
  caseInputNames,
  type CaseService,
  memberStride,
  serviceStride,
} from './business-case-input.ts'
import { outputPlace, type Part } from './business-case-output.ts'
import { type Bill, type Divide, divider, oneOffDivider } from './business-case-share.ts'
import { certainValue } from './distribution.ts'

/** Where a service's own numbers stand after its first, and a member's after its own first. */
const at = { fixed: 0, unit: 1, elasticity: 2, alone: 3, rate: 4, power: 5, joint: 6, double: 7, drift: 8 }
const mine = { volume: 0, fixedAlone: 1, unitAlone: 2, integration: 3 }

/** What is fixed about a service for all draws, and room to work in. */
type Setting = {
  readonly service: CaseService
  readonly start: number
  /** Where the first member's numbers stand. */
  readonly first: number
  readonly size: number
  readonly partners: readonly number[]
  readonly factors: Float64Array
  readonly yearPlace: number
  readonly uplift: number
  readonly haircut: number
  /** Where the share of savings that comes true stands; -1 when all does. */
  readonly realised: number
  readonly needsGroups: boolean
  readonly divide: Divide
  readonly divideOneOff: Divide
  readonly growth: Growth
  /** Unit cost alone times volume to its power, for each member in this draw. */
  readonly power: Float64Array
  readonly bill: Bill
  readonly shares: Float64Array
  readonly oneOff: Float64Array
  readonly worth: Float64Array
  /** What each year adds to the partnership's money, and to the worth of its benefits and costs. */
  readonly net: Float64Array
  readonly benefits: Float64Array
  readonly costs: Float64Array
}

/** What a draw has settled, the same for all its years. */
type Drawn = {
  readonly elasticity: number
  readonly coordination: number
  /** The total volume to the power of the elasticity, where all members grow alike. */
  readonly basePower: number
  readonly grownAlone: Float64Array
  readonly grown: Float64Array
}

/**
 * The contribution of one service to a case. For each year: what is not yet moved costs as before; what is moved
 * costs its share of the joint bill; what moves this year is partly paid twice; and integration falls due by phase.
 * For the totals alone the bill is not divided, and what the part says of partners is not to be read.
 */
export function servicePart(
  input: CaseInput,
  service: CaseService,
  start: number,
  factors: Float64Array,
  wants: 'shares' | 'totals' = 'shares',
): Part {
  const setting = settingOf(input, service, start, factors, wants)
  const { worth, partners, net, benefits, costs, yearPlace } = setting
  const see = (x: Float64Array): void => {
    const drawn = readDraw(setting, x)
    worth.fill(0)
    let level = 1
    for (let year = 0; year < factors.length; year++) {
      const sumAlone = billOf(setting, drawn, x, year, level)
      bookYear(setting, x, year, sumAlone)
      level *= 1 + x[start + at.drift]!
    }
  }
  const addRest = (out: Float64Array): void => {
    for (let year = 0; year < net.length; year++) out[yearPlace + year]! += net[year]!
    for (let m = 0; m < partners.length; m++) out[outputPlace.partner + partners[m]!]! += worth[m]!
  }
  const to = setting.first + memberStride * setting.size
  return { from: start, to, see, benefits, costs, addRest }
}

function settingOf(
  input: CaseInput,
  service: CaseService,
  start: number,
  factors: Float64Array,
  wants: 'shares' | 'totals',
): Setting {
  const size = service.members.length
  const partners = service.members.map((m) => input.partners.findIndex(({ name }) => name === m.partner))
  const room = () => new Float64Array(size)
  return {
    service,
    start,
    first: start + serviceStride,
    size,
    partners,
    factors,
    yearPlace: outputPlace.year(input.partners.length),
    uplift: 1 + (input.optimism?.integration ?? 0),
    haircut: input.optimism?.savings ?? 0,
    realised: input.realisation === undefined ? -1 : caseInputNames(input).length - 1,
    needsGroups: input.sharing === 'shapley',
    divide: wants === 'shares' ? divider(input, partners) : () => {},
    divideOneOff: oneOffDivider(input, partners),
    growth: growthOf(service, factors.length),
    power: room(),
    bill: { alone: room(), volume: room(), shared: 0, lean: 0, groupCost: () => 0 },
    shares: room(),
    oneOff: room(),
    worth: room(),
    net: new Float64Array(factors.length),
    benefits: new Float64Array(factors.length),
    costs: new Float64Array(factors.length),
  }
}

function readDraw({ service, start, first, size, power, growth }: Setting, x: Float64Array): Drawn {
  const elasticity = x[start + at.elasticity]!
  const elasticityAlone = service.elasticityAlone === undefined ? elasticity : x[start + at.alone]!
  let base = 0
  for (let m = 0; m < size; m++) {
    const place = first + memberStride * m
    base += x[place]!
    power[m] = x[place + mine.unitAlone]! * x[place]! ** elasticityAlone
  }
  return {
    elasticity,
    coordination: x[start + at.rate]! * (size - 1) ** x[start + at.power]!,
    basePower: growth.together ? base ** elasticity : 0,
    grownAlone: growth.alone(elasticityAlone),
    grown: growth.shared(elasticity),
  }
}

/** Writes the year's bill and its shares; what all would pay alone comes back. */
function billOf(setting: Setting, drawn: Drawn, x: Float64Array, year: number, level: number): number {
  const { first, size, start, power, growth, bill } = setting
  const { alone, volume } = bill
  const { grownAlone, basePower } = drawn
  const { profile } = growth
  const years = setting.factors.length
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
  const powered = growth.together ? basePower * drawn.grown[year]! : total ** drawn.elasticity
  const lean = (x[start + at.fixed]! + x[start + at.unit]! * powered + drawn.coordination) * level
  bill.lean = lean
  const lost = setting.realised < 0 ? setting.haircut : 1 - x[setting.realised]!
  bill.shared = lean + lost * Math.max(0, sumAlone - lean)
  if (setting.needsGroups) bill.groupCost = groupCostOf(x, start, level)
  setting.divide(bill, setting.shares)
  return sumAlone
}

/** Notes what the year brings the partnership, and adds it to the members' worth. */
function bookYear(setting: Setting, x: Float64Array, year: number, sumAlone: number): void {
  const { service, start, first, size, bill, shares, oneOff, worth } = setting
  const { alone } = bill
  const factor = setting.factors[year]!
  const moved = service.ramp[year]!
  const moving = x[start + at.double]! * Math.max(0, moved - (year === 0 ? 0 : service.ramp[year - 1]!))
  const due = (service.phase === undefined ? Number(year === 0) : service.phase[year]!) * setting.uplift
  const setUp = due * x[start + at.joint]!
  const saved = moved * (sumAlone - bill.shared)
  bill.shared = setUp
  if (setUp > 0) setting.divideOneOff(bill, oneOff)
  let spent = moving * sumAlone + setUp
  for (let m = 0; m < size; m++) {
    const own = due === 0 ? 0 : due * x[first + memberStride * m + mine.integration]!
    spent += own
    const net = moved * (alone[m]! - shares[m]!) - moving * alone[m]! - own - (setUp > 0 ? oneOff[m]! : 0)
    worth[m]! += factor * net
  }
  setting.benefits[year] = factor * saved
  setting.costs[year] = factor * spent
  setting.net[year] = saved - spent
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
