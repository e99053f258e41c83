import { propensityToDisrupt, stabilityOf } from './core.ts'
import type { Complaint } from './excess.ts'
import { standAloneCosts, type Game } from './game.ts'
import type { LongWork } from './long-work.ts'
import type { SolveLp } from './lp.ts'
import { sharesBy } from './rule-table.ts'
import type { AllocationNote, AllocationProof, Rule, RuleId, WhyUndefined } from './sharing-rule.ts'

/** What a rule says, in the order of the players and the game's unit; or why it says nothing. */
export type Allocation =
  | {
      readonly rule: RuleId
      readonly defined: true
      readonly shares: readonly number[]
      /** Stand-alone cost less share. */
      readonly savings: readonly number[]
      /** Saving as a fraction of the stand-alone cost (0.12 = 12%); null where that cost is 0. */
      readonly pctSaving: readonly (number | null)[]
      /** Whether no group would do better alone. */
      readonly inCore: boolean
      /** The ten groups nearest to leaving, or furthest beyond it. */
      readonly worst: readonly Complaint[]
      /** See `propensityToDisrupt`; can be `Infinity`. */
      readonly disrupt: readonly number[]
      readonly notes: readonly AllocationNote[]
      readonly proof?: AllocationProof
    }
  | { readonly rule: RuleId; readonly defined: false; readonly why: WhyUndefined }

/**
 * Shares the joint cost by one rule and says how the result stands.
 *
 * @throws BadInput when the rule's own input is wrong; `Cancelled` when asked to stop
 *
 * Cost: that of the rule, and one pass over 2^n groups.
 */
export function allocate(game: Game, rule: Rule, solveLp: SolveLp, work: LongWork = {}): Allocation {
  const result = sharesBy(game, rule, solveLp, work)
  if (!result.defined) return { rule: rule.rule, ...result }
  const { shares, notes = [], proof } = result
  const alone = standAloneCosts(game)
  const savings = Array.from(alone, (cost, i) => cost - shares[i]!)
  return {
    rule: rule.rule,
    defined: true,
    shares: Array.from(shares),
    savings,
    pctSaving: savings.map((saving, i) => (alone[i] === 0 ? null : saving / alone[i]!)),
    ...stabilityOf(game, shares),
    disrupt: propensityToDisrupt(game, shares),
    notes,
    ...(proof && { proof }),
  }
}

/**
 * Several rules side by side, in the order given. The work can be followed and stopped between rules. Throws as
 * `allocate`. Cost: that of the rules, one after another.
 */
export function allocateAll(
  game: Game,
  rules: readonly Rule[],
  solveLp: SolveLp,
  work: LongWork = {},
): Allocation[] {
  return rules.map((rule) => allocate(game, rule, solveLp, work))
}
