import { BadInput, demand } from '#engine/bad-input.ts'
import { cascade, contagion, orderRange, standing } from '#engine/cascade.ts'
import { coalitionProofFees } from '#engine/exit-fee-coalition.ts'
import { cascadeScale, feeSchedule, feesOf, settlement } from '#engine/exit-fee.ts'
import { refuse } from '#engine/problem.ts'
import { atLikely, withdrawalProblems, type WithdrawalInput } from '#engine/withdrawal-input.ts'
import { gainsOfLeaving } from '#engine/withdrawal-gain.ts'
import { withdrawal, type Withdrawal } from '#engine/withdrawal.ts'
import { loadSolver } from '#platform/highs.ts'
import { commandOf, type Calculation } from '#root/cli/calculation.ts'
import { FIELD_ROWS_HELP, recordOf } from '#root/cli/field-rows.ts'
import { isRecord, listAt, maybe, numberAt, recordAt, textAt } from '#root/cli/field.ts'
import { playerAt } from '#root/cli/rule-input.ts'
import { FUTURE_FIELDS, futureOf, goalRefusal } from '#root/cli/withdraw-future.ts'
import { withdrawalTables, withdrawalWords, type Withdrawn } from '#root/cli/withdraw-table.ts'

const MODEL_FIELDS = [
  'partners',
  'costs',
  'horizon',
  'notice',
  'discount',
  'sticky',
  'sharing',
  'receipts',
  'minimumMembers',
  'host',
  'successor',
] as const
const FIELDS = [...MODEL_FIELDS, ...FUTURE_FIELDS, 'fees', 'forced', 'unit'] as const
const KINDS = ['stranded', 'hold-harmless', 'unilateral'] as const

const calculation: Calculation<Withdrawn> = {
  name: 'withdraw',
  summary: 'who leaves, who follows, what it costs, and the fees that would stop it',
  help: `
handfast withdraw FILE [--forced NAME]

  partners:
    - { name: Ashby, volume: 100, reestablish: 0.5 }      # also inertia, outside, key, hazard
    - { name: Barnshire, volume: 80, reestablish: 0.4 }
    - { name: Coldwell, volume: 60, reestablish: 0.3 }
  costs:                        # or { kind: platform, annual, alone: […] }, or { kind: table, values: [2^n] }
    kind: service
    fixedAlone: 0.96
    unitAlone: 0.06
    fixedShared: 3.76
    unitShared: 0.053
    elasticity: 0.92
    coordination: 0.15
  horizon: 7                    # years left, this one included
  notice: 1                     # years
  discount: 0.035
  sticky: { share: 0.8, years: 3 }
  sharing: equal-savings        # usage, shapley, equal, stand-alone, key
  fees: none                    # stranded, hold-harmless, unilateral, or amounts by council
  forced: [Ashby]               # who is made to leave; each in turn when left out

  runs: 1000                    # also play the years to come so often: volumes move, councils are forced out
  settle: true                  # stop earlier when the chance of an end is known to 1 in 100
  growth: { drift: 0, sd: 0.05, common: 0.5 }
  goal: { alpha: 0.1, byYear: 5 }   # and find fees that keep the chance of ending below alpha

${FIELD_ROWS_HELP}
A number may be a range ({ low, likely, high }): its most likely value is used, and all of it in the years to come.
Tables: standing, knock-on, fees, schedule, years, design.`,
  needsInput: true,
  options: {
    forced: { type: 'string' },
    fees: { type: 'string' },
    runs: { type: 'string' },
    settle: { type: 'boolean' },
  },
  prepare: (read, options) => {
    demand(read !== null, 'the input', 'is missing')
    const { forced, ...others } = options
    const given = { ...recordAt(recordOf(read), 'the input', FIELDS), ...others }
    return typeof forced === 'string'
      ? { ...given, forced: forced.split(',').map((name) => name.trim()) }
      : given
  },
  compute: (input, _options, seed) => find(recordAt(input, 'the input', FIELDS), seed),
  show: (found) => ({ tables: withdrawalTables(found), explain: withdrawalWords(found) }),
  refusal: ({ future }) => goalRefusal(future),
}

/** `handfast withdraw`. */
export const withdraw = commandOf(calculation)

async function find(given: Record<string, unknown>, seed: number): Promise<Withdrawn> {
  const input = inputOf(given)
  const model = withdrawal(atLikely(input))
  const names = model.input.partners.map(({ name }) => name)
  const fees = feesAt(given['fees'], model, names)
  const options = { fees: fees.amounts }
  const forced = maybe(given['forced'], 'forced', (value) => {
    const list = Array.isArray(value) ? value : [value]
    return [listAt(list, 'forced').map((name, i) => playerAt(name, `forced[${i}]`, names))]
  })
  const harm = feesOf(model, 'hold-harmless')
  const solveLp = await loadSolver()
  return {
    names,
    unit: maybe(given['unit'], 'unit', textAt) ?? 'pounds',
    ...standing(model, model.founders),
    gains: gainsOfLeaving(model, model.founders, { fees: fees.amounts }),
    fees,
    kinds: KINDS.map((kind) => ({ kind, amounts: feesOf(model, kind) })),
    runs: (forced ?? names.map((_, i) => [i])).map((leavers) => ({
      forced: leavers.map((i) => names[i]!),
      run: cascade(model, leavers, options),
      orders: orderRange(model, leavers, seed, options),
      ...settledBy(model, leavers, fees.amounts),
    })),
    contagion: contagion(model, options),
    scale: cascadeScale(model, harm),
    coalitionProof: coalitionProofFees(model, solveLp),
    schedule: feeSchedule(model, 'hold-harmless'),
    future: futureOf(given, input, model, { fees, seed }),
  }
}

function settledBy(model: Withdrawal, leavers: readonly number[], fees: Float64Array) {
  if (leavers.length >= model.n) throw new BadInput('forced', 'names everybody; somebody must stay')
  return settlement(model, leavers, fees)
}

/** The engine's own fields, which it checks itself. */
function inputOf(given: Record<string, unknown>): WithdrawalInput {
  const input = Object.fromEntries(
    MODEL_FIELDS.flatMap((field) => (given[field] === undefined ? [] : [[field, given[field]]])),
  )
  refuse(withdrawalProblems(input))
  // `withdrawalProblems` has just checked every field that the type names.
  return input as unknown as WithdrawalInput
}

function feesAt(value: unknown, model: Withdrawal, names: readonly string[]): Withdrawn['fees'] {
  if (value === undefined || value === null || value === 'none') {
    return { name: 'none', amounts: new Float64Array(model.n) }
  }
  const kind = KINDS.find((one) => one === value)
  if (kind !== undefined) return { name: kind, amounts: feesOf(model, kind) }
  if (!isRecord(value)) {
    throw new BadInput('fees', `must be one of none, ${KINDS.join(', ')}, or amounts by council`)
  }
  const by = recordAt(value, 'fees', names)
  const amounts = names.map((name) => {
    const amount = numberAt(by[name] ?? 0, `fees.${name}`)
    demand(amount >= 0, `fees.${name}`, 'must not be negative')
    return amount
  })
  return { name: 'as given', amounts: Float64Array.from(amounts) }
}
