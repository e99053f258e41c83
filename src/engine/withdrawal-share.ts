import { type Coalition, hasMember, lowestMember, membersOf, sizeOf } from './coalition.ts'
import { shapley } from './shapley.ts'
import { savingOf, type Withdrawal } from './withdrawal.ts'

/** How a group shares a yearly cost X: member i pays base_i + weight_i x (X - the group's steady cost). */
export type Split = { readonly base: Float64Array; readonly weight: Float64Array }

/** The sharing rule applied to a group. Entries of those outside it are nought. Shapley 2^members, others linear. */
export function splitOf(model: Withdrawal, group: Coalition): Split {
  if (group === 0) return { base: new Float64Array(model.n), weight: new Float64Array(model.n) }
  const { sharing } = model.input
  if (sharing === 'shapley') return shapleySplit(model, group)
  const cost = model.cost(group)
  const base = new Float64Array(model.n)
  const weight = sharingKey(model, group)
  const saved = sharing === 'equal-savings' ? savingOf(model, group) / sizeOf(group) : 0
  for (let i = 0; i < model.n; i++) {
    if (!hasMember(group, i)) continue
    base[i] = sharing === 'equal-savings' ? model.alone[i]! - saved : cost * weight[i]!
  }
  return { base, weight }
}

/** Kept by model and group, because each costs 2^members and a year asks twice. */
const shapleySplits = new WeakMap<Withdrawal, Map<Coalition, Split>>()

function shapleySplit(model: Withdrawal, group: Coalition): Split {
  const known = shapleySplits.get(model) ?? new Map<Coalition, Split>()
  shapleySplits.set(model, known)
  const before = known.get(group)
  if (before !== undefined) return before
  const members = membersOf(group)
  const base = new Float64Array(model.n)
  for (const [at, share] of shapley(subGame(model, members), members.length).entries()) {
    base[members[at]!] = share
  }
  const split = { base, weight: sharingKey(model, group) }
  known.set(group, split)
  return split
}

/** The key by which the rule divides cost above the steady state, adding up to 1. */
function sharingKey(model: Withdrawal, group: Coalition): Float64Array {
  const { sharing, partners } = model.input
  const key = new Float64Array(model.n)
  let total = 0
  for (let i = 0; i < model.n; i++) {
    if (!hasMember(group, i)) continue
    let amount = 1
    if (sharing === 'stand-alone') amount = model.alone[i]!
    else if (sharing === 'key') amount = partners[i]!.key ?? 0
    else if (sharing === 'usage' || sharing === 'shapley') amount = model.volume[i]!
    key[i] = amount
    total += amount
  }
  const size = sizeOf(group)
  for (let i = 0; i < model.n; i++) {
    if (hasMember(group, i)) key[i] = total > 0 ? key[i]! / total : 1 / size
  }
  return key
}

/** The cost of every group of some members, numbered among themselves. */
function subGame(model: Withdrawal, members: readonly number[]): Float64Array {
  const values = new Float64Array(2 ** members.length)
  const groups = new Int32Array(values.length)
  for (let sub = 1; sub < values.length; sub++) {
    groups[sub] = groups[sub & (sub - 1)]! | (1 << members[lowestMember(sub)]!)
    values[sub] = model.cost(groups[sub]!)
  }
  return values
}
