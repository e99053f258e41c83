import { type CaseInput, caseInputNames, type CaseService, realisationName } from './business-case-input.ts'
import { caseFactors } from './business-case-output.ts'
import { divider, itemWeights, oneOffDivider } from './business-case-share.ts'
import { presentValue } from './cash-flow.ts'

/** One account by year, in pounds; costs and payments out are negative, so that every column adds up to `net`. */
export type Account = {
  /** What the work would have cost without sharing: spared, so positive. */
  readonly spared: Float64Array
  /** What the not-yet-moved work and the work that is paid twice cost. */
  readonly own: Float64Array
  /** The joint bill, where this account pays it. */
  readonly joint: Float64Array
  readonly integration: Float64Array
  readonly items: Float64Array
  /** Recharges and other money between partners: what comes in less what goes out. */
  readonly transfers: Float64Array
  readonly net: Float64Array
  readonly worth: number
}

/** The two ledgers: the partnership's, where transfers are nought, and each council's. */
export type Ledgers = { readonly partnership: Account; readonly partners: readonly Account[] }

type Draft = { -readonly [Name in keyof Account]: Account[Name] }

/**
 * The case written out as accounts, one year at a time, in the way a finance officer would: hosts pay the joint bills
 * and recharge the others. It is the slow statement of what `caseModel` computes, and is checked against it.
 *
 * @param numbers every number of the case in the order of `caseInputs`
 * @throws RangeError when money between partners does not cancel to 1e-9 of what changes hands: a fault in the program
 *
 * O(services x members x years).
 */
export function ledgers(input: CaseInput, numbers: ArrayLike<number>): Ledgers {
  const factors = caseFactors(input)
  const accounts = input.partners.map(() => draft(factors.length))
  const names = caseInputNames(input)
  const value = (name: string) => numbers[names.indexOf(name)]!
  for (const service of input.services) enterService(input, service, value, accounts)
  enterItems(input, value, accounts)
  for (const { from, to, amounts } of input.transfers ?? []) {
    for (const [year, amount] of amounts.entries()) hand(input, accounts, from, to, year, amount)
  }
  const partners = accounts.map((account) => closed(account, factors))
  const partnership = closed(added(partners, factors.length), factors)
  demandCancelling(partners, factors.length)
  return { partnership, partners }
}

function draft(years: number): Draft {
  const [spared, own, joint, integration, items, transfers, net] = Array.from(
    { length: 7 },
    () => new Float64Array(years),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
  return { spared, own, joint, integration, items, transfers, net, worth: 0 }
}

const columns = ['spared', 'own', 'joint', 'integration', 'items', 'transfers'] as const

function closed(account: Draft, factors: Float64Array): Account {
  const net = account.net.map((_, year) => columns.reduce((sum, column) => sum + account[column][year]!, 0))
  return { ...account, net, worth: presentValue(net, factors) }
}

function added(partners: readonly Account[], years: number): Draft {
  const sum = draft(years)
  for (const partner of partners) {
    for (const column of columns) {
      if (column === 'transfers') continue
      for (let year = 0; year < years; year++) sum[column][year]! += partner[column][year]!
    }
  }
  return sum
}

function demandCancelling(partners: readonly Account[], years: number): void {
  for (let year = 0; year < years; year++) {
    const sum = partners.reduce((total, { transfers }) => total + transfers[year]!, 0)
    const size = partners.reduce((total, { transfers }) => total + Math.abs(transfers[year]!), 1)
    if (Math.abs(sum) > 1e-9 * size)
      throw new RangeError(`money between partners leaves ${sum} in year ${year}`)
  }
}

function hand(
  input: CaseInput,
  accounts: Draft[],
  from: string,
  to: string,
  year: number,
  amount: number,
): void {
  accounts[placeOf(input, from)]!.transfers[year]! -= amount
  accounts[placeOf(input, to)]!.transfers[year]! += amount
}

function placeOf(input: CaseInput, partner: string): number {
  return input.partners.findIndex(({ name }) => name === partner)
}

function enterService(
  input: CaseInput,
  service: CaseService,
  value: (name: string) => number,
  accounts: Draft[],
): void {
  const of = (name: string) => value(`${service.name}.${name}`)
  const places = service.members.map(({ partner }) => placeOf(input, partner))
  const host = accounts[service.host === undefined ? places[0]! : placeOf(input, service.host)]!
  const size = places.length
  const exponent = of(service.elasticityAlone === undefined ? 'elasticity' : 'elasticityAlone')
  const groupCost = (level: number) => (volume: number, members: number) =>
    level *
    (of('fixedShared') +
      of('unitShared') * volume ** of('elasticity') +
      of('coordination') * (members - 1) ** of('coordinationPower'))
  for (let year = 0; year <= input.lastYear; year++) {
    const volume = Float64Array.from(
      service.members,
      (m) => of(`${m.partner}.volume`) * (m.profile?.[year] ?? 1),
    )
    const alone = Float64Array.from(service.members, (m, k) => {
      return of(`${m.partner}.fixedAlone`) + of(`${m.partner}.unitAlone`) * volume[k]! ** exponent
    })
    const level = (1 + of('priceDrift')) ** year
    const lean = groupCost(level)(
      volume.reduce((a, b) => a + b, 0),
      size,
    )
    const saving = alone.reduce((a, b) => a + b, 0) - lean
    const shared = lean + lostShare(input, value) * Math.max(0, saving)
    const bill = { alone, volume, shared, lean, groupCost: groupCost(level) }
    const shares = new Float64Array(size)
    divider(input, places)(bill, shares)
    const moved = service.ramp[year]!
    const moving = of('doubleRunning') * Math.max(0, moved - (service.ramp[year - 1] ?? 0))
    const due = ((service.phase ?? [1])[year] ?? 0) * (1 + (input.optimism?.integration ?? 0))
    const setUp = due * of('integration')
    const oneOff = new Float64Array(size)
    oneOffDivider(input, places)({ ...bill, shared: setUp }, oneOff)
    host.joint[year]! -= moved * shared
    host.integration[year]! -= setUp
    for (const [k, place] of places.entries()) {
      const account = accounts[place]!
      account.spared[year]! += alone[k]!
      account.own[year]! -= (1 - moved) * alone[k]! + moving * alone[k]!
      account.integration[year]! -= due * of(`${service.members[k]!.partner}.integration`)
      const recharge = moved * shares[k]! + oneOff[k]!
      account.transfers[year]! -= recharge
      host.transfers[year]! += recharge
    }
  }
}

/** The share of a forecast saving that does not come true. */
function lostShare(input: CaseInput, value: (name: string) => number): number {
  return input.realisation === undefined ? (input.optimism?.savings ?? 0) : 1 - value(realisationName)
}

function enterItems(input: CaseInput, value: (name: string) => number, accounts: Draft[]): void {
  const all = itemWeights(input)
  for (const item of input.items ?? []) {
    const sign = item.kind === 'benefit' ? 1 : -1
    const kept = item.isForecast === true ? 1 - lostShare({ ...input, optimism: {} }, value) : 1
    for (const [year, amount] of item.amounts.entries()) {
      const net = sign * amount * value(`${item.name}.factor`) * kept
      for (const [i, account] of accounts.entries()) {
        const share = item.partner === undefined ? all[i]! : Number(placeOf(input, item.partner) === i)
        account.items[year]! += net * share
      }
    }
  }
}
