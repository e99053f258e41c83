import { BadInput } from '#engine/bad-input.ts'
import { designFees, type FeeDesign } from '#engine/exit-fee-design.ts'
import { feeSchedule } from '#engine/exit-fee.ts'
import type { HistoryOptions } from '#engine/withdrawal-history.ts'
import type { WithdrawalInput } from '#engine/withdrawal-input.ts'
import { withdrawalHistories, withdrawalUntil, type HistoryReport } from '#engine/withdrawal-report.ts'
import type { Withdrawal } from '#engine/withdrawal.ts'
import { choiceAt, maybe, numberAt, recordAt, wholeAt } from '#root/cli/field.ts'
import type { Cell, Table } from '#root/cli/table.ts'

/** The fields that speak of the years to come. */
export const FUTURE_FIELDS = ['runs', 'settle', 'growth', 'price', 'goal'] as const

/** What many played-out histories say, and the fees that would meet a goal; null where not asked for. */
export type Future = { histories: HistoryReport | null; design: FeeDesign | null }

/**
 * Plays the years to come as often as `runs` says, with the fees given, and looks for fees that meet `goal`.
 * Throws `BadInput` naming the field that is wrong.
 */
export function futureOf(
  given: Record<string, unknown>,
  input: WithdrawalInput,
  model: Withdrawal,
  { fees, seed }: { fees: { name: string; amounts: Float64Array }; seed: number },
): Future {
  const chance = {
    seed,
    ...movesAt(given['growth'], 'growth', true),
    ...movesAt(given['price'], 'price', false),
  }
  const runs = maybe(given['runs'], 'runs', (value, field) => wholeAt(value, field, 100, 1_000_000))
  const goal = maybe(given['goal'], 'goal', (value, field) =>
    recordAt(value, field, ['alpha', 'byYear', 'smallest']),
  )
  const charged = { ...chance, fees: feesByYear(model, fees) }
  return {
    histories: runs === undefined ? null : played(input, charged, runs, given['settle']),
    design:
      goal === undefined
        ? null
        : designFees(input, {
            ...chance,
            alpha: numberAt(goal['alpha'], 'goal.alpha'),
            byYear: wholeAt(goal['byYear'], 'goal.byYear', 0, 124),
            smallest: choiceAt(goal['smallest'] ?? 'total', 'goal.smallest', ['total', 'largest'] as const),
          }),
  }
}

/** As many histories as asked for; with `settle`, at most so many, until the chance of an end is known well enough. */
function played(
  input: WithdrawalInput,
  options: HistoryOptions,
  runs: number,
  settle: unknown,
): HistoryReport {
  if (settle === undefined || settle === null || settle === false)
    return withdrawalHistories(input, options, runs)
  if (settle !== true) throw new BadInput('settle', 'must be true or false')
  return withdrawalUntil(input, options, { cap: runs })
}

/** Hold-harmless and stranded fees fall from year to year; any other set is the same in every year. */
function feesByYear(
  model: Withdrawal,
  { name, amounts }: { name: string; amounts: Float64Array },
): Float64Array[] {
  if (name !== 'hold-harmless' && name !== 'stranded') return [amounts]
  return feeSchedule(model, name).map(({ fees }) => fees)
}

function movesAt(value: unknown, field: 'growth' | 'price', hasCommon: boolean): Partial<HistoryOptions> {
  if (value === undefined || value === null) return {}
  const parts = hasCommon ? ['drift', 'sd', 'common'] : ['drift', 'sd']
  const given = recordAt(value, field, parts)
  const moves = Object.fromEntries(
    parts.flatMap((part) => {
      const number = maybe(given[part], `${field}.${part}`, numberAt)
      if (number !== undefined && number < -1) throw new BadInput(`${field}.${part}`, 'must not be below -1')
      return number === undefined ? [] : [[part, number]]
    }),
  )
  return field === 'growth' ? { growth: moves } : { price: moves }
}

/** The tables of the years to come, for those asked for. */
export function futureTables({ histories, design }: Future, names: readonly string[]): Table[] {
  const tables: Table[] = []
  if (histories !== null) {
    tables.push({
      id: 'years',
      title: `Chance that it has ended, over ${histories.runs} histories`,
      columns: [
        { name: 'by the end of year' },
        ...['chance', 'at least', 'at most'].map((name) => ({ name, decimals: 4 })),
      ],
      rows: histories.pCollapse.map(({ year, p, lo, hi }): Cell[] => [year, p, lo, hi]),
      notes: [
        `The last chance is within ${histories.halfWidth.toFixed(4)} at 95%.` +
          (histories.stoppedBy === 'target' ? ' It stopped there because that was near enough.' : ''),
      ],
    })
  }
  if (design?.status === 'found') {
    tables.push({
      id: 'design',
      title: 'Fees that meet the goal, by the year notice is given',
      columns: ['year', ...names].map((name) => ({ name })),
      rows: design.schedule.map(({ year, fees }): Cell[] => [year, ...fees]),
    })
  }
  return tables
}

/** The years to come in words. */
export function futureWords({ histories, design }: Future): string[] {
  const words: string[] = []
  if (histories !== null) {
    const { p = 0 } = histories.pCollapse.at(-1) ?? {}
    const first = histories.medianYears
    words.push(
      `In ${(100 * p).toFixed(1)}% of ${histories.runs} histories the partnership ended before its time.`,
      first === null
        ? 'In fewer than half does anybody give notice.'
        : `In half of them somebody gives notice by year ${first}.`,
    )
  }
  if (design?.status === 'found') words.push(designInWords(design))
  if (design?.status === 'impossible') words.push(`The goal ${designInWords(design)}`)
  return words
}

/** Says that no fees meet the goal, which condition stands in the way and what to do; null where some do. */
export function goalRefusal({ design }: Future): BadInput | null {
  return design?.status === 'impossible' ? new BadInput('goal', designInWords(design)) : null
}

function designInWords(design: FeeDesign): string {
  const chance = `${(100 * design.chance.p).toFixed(1)}%`
  if (design.status === 'found') return `With the fees found the chance of ending is ${chance}.`
  const why =
    design.binds === 'collapse'
      ? `even fees as large as the harm leave a chance of ending of ${chance}`
      : `fees that keep it together leave ${design.partners.join(', ')} worse off by joining`
  return `cannot be met, for ${why}: the sharing rule or the membership must change, not the fee.`
}
