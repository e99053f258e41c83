import { BadInput, demand, demandFinite } from './bad-input.ts'
import { leastCore, type LeastCore } from './core.ts'
import { equalProfitShares } from './equal-profit.ts'
import type { Measure } from './excess.ts'
import type { Game } from './game.ts'
import { myersonShares, owenShares, weightedShapley, weightedUnionShares } from './harsanyi.ts'
import type { LongWork } from './long-work.ts'
import type { SolveLp } from './lp.ts'
import { nearestInCore } from './nearest-in-core.ts'
import { nucleolus, prenucleolus, type Nucleolus } from './nucleolus.ts'
import { shapley } from './shapley.ts'
import {
  equalSavingShares,
  equalShares,
  gatelyShares,
  proportionalShares,
  separableCostShares,
  separablePlusEqualShares,
} from './share-rules.ts'
import type { AllocationNote, AllocationProof, Rule, RuleId, WhyUndefined } from './sharing-rule.ts'
import { tauShares } from './tau.ts'

/** What a rule gives before anything is said about it. */
export type Shared =
  | {
      readonly defined: true
      readonly shares: ArrayLike<number>
      readonly notes?: readonly AllocationNote[]
      readonly proof?: AllocationProof
    }
  | { readonly defined: false; readonly why: WhyUndefined }

/** Which calculation stands behind which rule. */
export function sharesBy(game: Game, rule: Rule, solveLp: SolveLp, work: LongWork): Shared {
  const { values } = game
  const n = game.players.length
  switch (rule.rule) {
    case 'equal':
      return defined(equalShares(game))
    case 'proportional':
      return defined(proportionalShares(game, rule.key))
    case 'equal-savings':
      return defined(equalSavingShares(game))
    case 'ensc':
      return defined(separablePlusEqualShares(game))
    case 'gately':
      return definedOr('nothing-to-divide-by', gatelyShares(game))
    case 'scrb':
      return scrb(game, rule.benefits)
    case 'shapley':
      return defined(shapley(values, n))
    case 'weighted-shapley':
      return defined(weightedShapley(values, n, rule.weights))
    case 'owen':
      return defined(owenShares(values, n, rule.unions))
    case 'weighted-coalition':
      return defined(weightedUnionShares(values, n, rule.unions, rule.unionWeights))
    case 'myerson':
      return definedOr('not-connected', myersonShares(values, n, rule.links))
    case 'tau':
      return tauShares(game)
    case 'nucleolus':
    case 'per-capita-nucleolus':
    case 'proportional-nucleolus':
      return provedBy(nucleolus(game, solveLp, { ...work, measure: measureIn(rule.rule) }))
    case 'prenucleolus':
    case 'per-capita-prenucleolus':
    case 'proportional-prenucleolus':
      return provedBy(prenucleolus(game, solveLp, { ...work, measure: measureIn(rule.rule) }))
    case 'equal-profit':
      return equalProfitShares(game, solveLp)
    case 'least-core':
      return nearest(game, rule.key, undefined, leastCore(game, solveLp, work), true)
    case 'core-nearest':
      return nearest(game, rule.key, rule.give, leastCore(game, solveLp, work), false)
    default:
      return neverARule(rule)
  }
}

function defined(shares: ArrayLike<number>): Shared {
  return { defined: true, shares }
}

function definedOr(why: WhyUndefined, shares: ArrayLike<number> | null): Shared {
  return shares ? { defined: true, shares } : { defined: false, why }
}

function scrb(game: Game, benefits: readonly number[] | undefined): Shared {
  const found = separableCostShares(game, benefits)
  if (!found.defined) return found
  const { shares, clipped } = found
  return { defined: true, shares, notes: clipped.length > 0 ? [{ type: 'clipped', players: clipped }] : [] }
}

function provedBy(found: Nucleolus): Shared {
  if (!found.defined) return found
  const { shares, levels, certificate, check } = found
  return { defined: true, shares, proof: { levels, certificate, check } }
}

function measureIn(rule: RuleId): Measure {
  return rule.startsWith('per-capita')
    ? 'perHead'
    : rule.startsWith('proportional')
      ? 'proportional'
      : 'total'
}

/**
 * The division nearest to a key in the core, or in the least core when that is asked for or the core is empty. The
 * groups of the least core's balance are exactly at its level in every such division, which keeps the search exact.
 */
function nearest(
  game: Game,
  key: readonly number[],
  give: readonly number[] | undefined,
  least: LeastCore | null,
  innermost: boolean,
): Shared {
  const wanted = proportionalShares(game, key)
  if (give) demandGive(game, give)
  if (!least) return defined(wanted)
  const atLevel = innermost || least.coreIsEmpty
  const shares = nearestInCore(
    game,
    wanted,
    atLevel ? least.epsilon : 0,
    give,
    atLevel ? least.balance.map(({ group }) => group) : [],
  )
  const notes = least.coreIsEmpty ? [{ type: 'core-is-empty', epsilon: least.epsilon } as const] : []
  return { defined: true, shares: shares ?? least.shares, notes }
}

function demandGive(game: Game, give: readonly number[]): void {
  const n = game.players.length
  demand(give.length === n, 'give', `give ${n} numbers, one for each partner, not ${give.length}`)
  give.forEach((g, i) => {
    demandFinite(g, `give[${i}]`)
    demand(g > 0, `give[${i}]`, `must be above 0, not ${g}`)
  })
}

function neverARule(rule: never): never {
  const { rule: id } = rule as { rule: unknown }
  throw new BadInput('rule', `there is no sharing rule called "${String(id)}"`)
}
