/**
 * A linear programme: choose numbers x so that a cost is as small as possible while conditions hold.
 *
 *     minimise   minimise[0] x[0] + minimise[1] x[1] + ...
 *     so that    lower[j] <= x[j] <= upper[j]
 *     and        row.atLeast <= row.coefficients[0] x[0] + ... <= row.atMost   for every row
 *
 * `-Infinity` and `Infinity` mean no limit; equal limits mean exactly.
 */
export type LinearProgramme = {
  readonly minimise: readonly number[]
  readonly lower: readonly number[]
  readonly upper: readonly number[]
  readonly rows: readonly LpRow[]
}

/** One condition of a linear programme; as many coefficients as there are variables. */
export type LpRow = {
  readonly coefficients: readonly number[]
  readonly atLeast: number
  readonly atMost: number
}

/**
 * What a solver answers. A price says by how much the smallest cost would rise if the limit that holds were one higher:
 * 0 where no limit holds, 0 or more at a lower limit, 0 or less at an upper one.
 */
export type LpAnswer =
  | {
      readonly status: 'optimal'
      readonly value: number
      readonly x: readonly number[]
      readonly rowPrices: readonly number[]
      readonly boundPrices: readonly number[]
    }
  | { readonly status: 'infeasible' }
  | { readonly status: 'unbounded' }
  /** The solver gave up, as when amounts differ too much in size. `orExactly` of `simplex.ts` then takes over. */
  | { readonly status: 'unsolved' }

/**
 * A solver of linear programmes. The engine imports nothing, so whoever calls it brings one: on a server HiGHS, by
 * `loadSolver` of `platform/highs.ts`; in a browser and in tests `solveExactly` of `simplex.ts`.
 */
export type SolveLp = (lp: LinearProgramme) => LpAnswer
