import type { LinearProgramme, LpAnswer, SolveLp } from './lp.ts'
import { exactly, overCommonDenominator, rational, toNumber } from './rational.ts'

/**
 * Solves a linear programme in exact whole-number arithmetic, so that the answer is right to the last digit and
 * always the same. Meant for games of up to about 8 partners in a browser, and as the second opinion in tests; on a
 * server HiGHS is faster.
 *
 * A game has few unknowns (one share for each council) and many conditions (one for each group), so the solver works
 * on the dual programme, which has one equation for each unknown and one column for each condition:
 *
 *     minimise c x so that G x >= h        has the dual        maximise h p so that G' p = c, p >= 0
 *
 * The dual's own multipliers are then the x we want, and p are the prices.
 *
 * Cost: (unknowns) x (conditions) multiplications a step, and typically two or three steps for each unknown.
 * Source: G. B. Dantzig's simplex method; whole-number pivoting after J. Edmonds and E. Bareiss; Bland's rule against
 * going round in circles.
 */
export function solveExactly(lp: LinearProgramme): LpAnswer {
  const conditions = conditionsOf(lp)
  const dual = solveStandardForm(conditions, lp.minimise)
  if (dual.status === 'unbounded') return { status: 'infeasible' }
  if (dual.status === 'infeasible') {
    // No prices support this objective. With no objective at all there are always prices (nothing), unless the
    // conditions contradict each other.
    const anything = solveStandardForm(
      conditions,
      lp.minimise.map(() => 0),
    )
    return { status: anything.status === 'unbounded' ? 'infeasible' : 'unbounded' }
  }
  const rowPrices = lp.rows.map(() => 0)
  const boundPrices = lp.minimise.map(() => 0)
  conditions.forEach(({ row, variable, sign }, k) => {
    const price = sign * dual.prices[k]!
    if (row !== undefined) rowPrices[row]! += price
    if (variable !== undefined) boundPrices[variable]! += price
  })
  return { status: 'optimal', value: dual.value, x: dual.multipliers, rowPrices, boundPrices }
}

/**
 * A solver that hands what another cannot solve to the exact one. Cost: that of the solver, and of `solveExactly`
 * where it fails.
 */
export function orExactly(solveLp: SolveLp): SolveLp {
  return (lp) => {
    const answer = solveLp(lp)
    return answer.status === 'unsolved' ? solveExactly(lp) : answer
  }
}

/** One condition `coefficients x >= atLeast`, with the row or variable it came from and which side of it. */
type Condition = {
  readonly coefficients: readonly number[]
  readonly atLeast: number
  readonly row?: number
  readonly variable?: number
  readonly sign: 1 | -1
}

function conditionsOf(lp: LinearProgramme): Condition[] {
  const conditions: Condition[] = []
  const add = (coefficients: readonly number[], low: number, high: number, from: object) => {
    if (low > Number.NEGATIVE_INFINITY) conditions.push({ coefficients, atLeast: low, sign: 1, ...from })
    if (high < Number.POSITIVE_INFINITY) {
      conditions.push({ coefficients: coefficients.map((a) => -a), atLeast: -high, sign: -1, ...from })
    }
  }
  lp.rows.forEach((r, row) => add(r.coefficients, r.atLeast, r.atMost, { row }))
  lp.minimise.forEach((_, variable) => {
    const unit = lp.minimise.map((__, j) => (j === variable ? 1 : 0))
    add(unit, lp.lower[variable]!, lp.upper[variable]!, { variable })
  })
  return conditions
}

type StandardAnswer =
  | {
      readonly status: 'optimal'
      readonly value: number
      readonly prices: number[]
      readonly multipliers: number[]
    }
  | { readonly status: 'infeasible' }
  | { readonly status: 'unbounded' }

/**
 * Maximises sum of atLeast[k] p[k] over p >= 0 with sum of coefficients[k][j] p[k] = right[j] for every j.
 *
 * The tableau holds whole numbers that are all to be divided by the last pivot, `unit`; each step's division by the
 * previous pivot is exact, so numbers stay as short as the determinants they are. Columns: one for each condition,
 * then one helper for each equation (the starting basis), then the right-hand side. Last two rows: what the helpers
 * still carry (to become 0), and the objective.
 */
function solveStandardForm(conditions: readonly Condition[], right: readonly number[]): StandardAnswer {
  const equations = right.length
  const columns = conditions.length
  const rightColumn = columns + equations
  const signs = right.map((b) => (b < 0 ? -1 : 1))
  const scale = commonScale([...conditions.flatMap((c) => [...c.coefficients, c.atLeast]), ...right])

  const tableau: bigint[][] = right.map((b, j) => {
    const sign = signs[j]!
    const line = conditions.map((c) => scale(sign * c.coefficients[j]!))
    for (let helper = 0; helper < equations; helper++) line.push(helper === j ? 1n : 0n)
    line.push(scale(sign * b))
    return line
  })
  const carried = Array.from({ length: rightColumn + 1 }, (_, c) =>
    c >= columns && c < rightColumn ? 0n : tableau.reduce((sum, line) => sum - line[c]!, 0n),
  )
  const objective = Array.from({ length: rightColumn + 1 }, (_, c) =>
    c < columns ? -scale(conditions[c]!.atLeast) : 0n,
  )
  tableau.push(objective, carried)
  const state: Tableau = {
    tableau,
    basis: right.map((_, j) => columns + j),
    unit: 1n,
    equations,
    columns,
    rightColumn,
  }

  climb(state, equations + 1)
  if (carried[rightColumn] !== 0n) return { status: 'infeasible' }
  removeHelpers(state)
  if (!climb(state, equations)) return { status: 'unbounded' }
  return readAnswer(state, signs, scale(1))
}

type Tableau = {
  readonly tableau: bigint[][]
  readonly basis: number[]
  unit: bigint
  readonly equations: number
  readonly columns: number
  readonly rightColumn: number
}

/** Improves the objective kept in `goal` until no column can; false when it can grow without end. */
function climb(state: Tableau, goal: number): boolean {
  const { tableau, basis, equations, columns, rightColumn } = state
  const line = tableau[goal]!
  for (let still = 0; ;) {
    let entering = -1
    for (let c = 0; c < columns; c++) {
      if (line[c]! >= 0n || (entering >= 0 && line[c]! >= line[entering]!)) continue
      entering = c
      // After a few steps that gained nothing, Bland's rule: first column that helps, so no circle can close.
      if (still > 8) break
    }
    if (entering < 0) return true

    let leaving = -1
    for (let r = 0; r < equations; r++) {
      const a = tableau[r]![entering]!
      if (a <= 0n) continue
      if (leaving < 0) {
        leaving = r
        continue
      }
      const difference =
        tableau[r]![rightColumn]! * tableau[leaving]![entering]! - tableau[leaving]![rightColumn]! * a
      if (difference < 0n || (difference === 0n && basis[r]! < basis[leaving]!)) leaving = r
    }
    if (leaving < 0) return false
    still = tableau[leaving]![rightColumn] === 0n ? still + 1 : 0
    pivot(state, leaving, entering)
  }
}

/** Takes helpers that sit at nothing out of the basis; an equation that repeats others keeps its helper, at nothing. */
function removeHelpers(state: Tableau): void {
  const { tableau, basis, equations, columns } = state
  for (let r = 0; r < equations; r++) {
    if (basis[r]! < columns) continue
    const entering = tableau[r]!.findIndex((a, c) => c < columns && a !== 0n)
    if (entering >= 0) pivot(state, r, entering)
  }
}

/** Exchanges the basis variable of one row for another, keeping every entry a whole number over `state.unit`. */
function pivot(state: Tableau, row: number, column: number): void {
  const { tableau, basis } = state
  const pivotRow = tableau[row]!
  let p = pivotRow[column]!
  if (p < 0n) {
    pivotRow.forEach((a, c) => (pivotRow[c] = -a))
    p = -p
  }
  for (const line of tableau) {
    if (line === pivotRow) continue
    const factor = line[column]!
    for (let c = 0; c < line.length; c++) {
      const a = line[c]!
      const b = pivotRow[c]!
      if (factor === 0n || b === 0n) {
        if (a !== 0n) line[c] = (a * p) / state.unit
      } else line[c] = (a * p - factor * b) / state.unit
    }
  }
  state.unit = p
  basis[row] = column
}

function readAnswer(state: Tableau, signs: readonly number[], one: bigint): StandardAnswer {
  const { tableau, basis, equations, columns, rightColumn, unit } = state
  const prices = Array.from({ length: columns }, () => 0)
  basis.forEach((column, r) => {
    if (column < columns) prices[column] = toNumber(rational(tableau[r]![rightColumn]!, unit))
  })
  const objective = tableau[equations]!
  // Coefficients and objective carry the same scale, so their quotient, a multiplier, carries none.
  const multipliers = signs.map((sign, j) => sign * toNumber(rational(objective[columns + j]!, unit)))
  return {
    status: 'optimal',
    value: toNumber(rational(objective[rightColumn]!, unit * one)),
    prices,
    multipliers,
  }
}

/** Multiplies every number by one power of two that makes them all whole. Exact, since all are binary fractions. */
function commonScale(values: readonly number[]): (value: number) => bigint {
  const { den } = overCommonDenominator([...new Set(values)].map(exactly))
  return (value) => {
    const exact = exactly(value)
    return exact.num * (den / exact.den)
  }
}
