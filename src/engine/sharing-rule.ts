import type { Coalition } from './coalition.ts'
import type { Certificate, KohlbergCheck } from './kohlberg.ts'

/**
 * A sharing rule, as `allocate` takes it. A rule is chosen by its id together with what only that rule needs: a key, a
 * set of unions, links. What each one does is said where it is computed; `docs/methods/` says it in plain words.
 */
export type Rule =
  | { [Id in SimpleRule]: { readonly rule: Id } }[SimpleRule]
  | { readonly rule: 'proportional'; readonly key: readonly number[] }
  | { readonly rule: 'least-core'; readonly key: readonly number[] }
  | { readonly rule: 'core-nearest'; readonly key: readonly number[]; readonly give?: readonly number[] }
  | { readonly rule: 'scrb'; readonly benefits?: readonly number[] }
  | { readonly rule: 'weighted-shapley'; readonly weights: readonly number[] }
  | { readonly rule: 'owen'; readonly unions: readonly Coalition[] }
  | {
      readonly rule: 'weighted-coalition'
      readonly unions: readonly Coalition[]
      readonly unionWeights: readonly number[]
    }
  | { readonly rule: 'myerson'; readonly links: readonly (readonly [number, number])[] }

/** Rules that need nothing but the game. */
export type SimpleRule = (typeof SIMPLE_RULES)[number]

/** The rules that need nothing but the game. */
export const SIMPLE_RULES = [
  'equal',
  'equal-savings',
  'ensc',
  'gately',
  'shapley',
  'tau',
  'nucleolus',
  'prenucleolus',
  'per-capita-nucleolus',
  'per-capita-prenucleolus',
  'proportional-nucleolus',
  'proportional-prenucleolus',
  'equal-profit',
] as const

export type RuleId = Rule['rule']

/** Why a rule gives no answer for a game. `explainUndefined` says it in words. */
export type WhyUndefined =
  | 'dearer-together'
  | 'limits-clash'
  | 'nothing-to-measure-by'
  | 'nothing-to-divide-by'
  | 'least-above-most'
  | 'saving-outside-range'
  | 'not-connected'
  | 'core-is-empty'
  | 'cost-not-above-nothing'

/** Something to be said beside an answer. `clipped`: SCRB gave these councils no part of the rest. */
export type AllocationNote =
  | { readonly type: 'clipped'; readonly players: readonly number[] }
  | { readonly type: 'core-is-empty'; readonly epsilon: number }

/** For the nucleolus and its kin: the proof and its check. */
export type AllocationProof = {
  readonly levels: readonly number[]
  readonly certificate: Certificate
  readonly check: KohlbergCheck
}
