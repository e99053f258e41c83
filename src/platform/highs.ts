import highsModule, { type Highs, type Model } from 'highs'
import type { LinearProgramme, LpAnswer, SolveLp } from '#engine/lp.ts'

/**
 * The HiGHS solver as the engine's `SolveLp`, for servers and the command line. The WebAssembly program is loaded
 * once for the process and one solver instance is kept warm, since games send many small programmes in a row.
 *
 * The solver is synchronous and holds the thread while it works: long analyses belong in a worker thread.
 */
export async function loadSolver(): Promise<SolveLp> {
  loading ??= start()
  return loading
}

// The package describes its CommonJS half to TypeScript, where the loader is a property; the half that Node loads here
// is the loader itself.
const loadHighs = highsModule as unknown as typeof highsModule.default

let loading: Promise<SolveLp> | undefined

async function start(): Promise<SolveLp> {
  const highs = await loadHighs()
  const model = highs.createModel()
  // Without presolve even a tiny programme comes back with prices that can be relied on: games freeze groups by price.
  const options = {
    output_flag: false,
    presolve: 'off',
    solver: 'simplex',
    primal_feasibility_tolerance: 1e-10,
    dual_feasibility_tolerance: 1e-10,
  }
  for (const [name, value] of Object.entries(options)) model.options.set(name, value)
  return (lp) => solve(highs, model, lp)
}

function solve(highs: Highs, model: Model, lp: LinearProgramme): LpAnswer {
  const { starts, indices, values } = sparse(lp)
  model.passModel({
    numCols: lp.minimise.length,
    numRows: lp.rows.length,
    colCost: lp.minimise,
    colLower: lp.lower,
    colUpper: lp.upper,
    rowLower: lp.rows.map((row) => row.atLeast),
    rowUpper: lp.rows.map((row) => row.atMost),
    matrix: { format: 'csr', numRows: lp.rows.length, numCols: lp.minimise.length, starts, indices, values },
  })
  try {
    model.run()
  } catch {
    // HiGHS ends with an error when coefficients differ by more orders of magnitude than it can hold.
    return { status: 'unsolved' }
  }
  const status = model.getModelStatus()
  const { modelStatus } = highs.constants
  if (status === modelStatus.optimal) {
    const { colValue, rowDual, colDual } = model.getSolution()
    return {
      status: 'optimal',
      value: model.getObjectiveValue(),
      x: Array.from(colValue),
      rowPrices: Array.from(rowDual),
      boundPrices: Array.from(colDual),
    }
  }
  if (status === modelStatus.infeasible) return { status: 'infeasible' }
  if (status === modelStatus.unbounded) return { status: 'unbounded' }
  return { status: 'unsolved' }
}

function sparse(lp: LinearProgramme) {
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  for (const { coefficients } of lp.rows) {
    coefficients.forEach((value, column) => {
      if (value === 0) return
      indices.push(column)
      values.push(value)
    })
    starts.push(values.length)
  }
  return { starts, indices, values }
}
