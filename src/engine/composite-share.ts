import { demand, demandFinite } from './bad-input.ts'
import { roundToPence, type Pence } from './money.ts'

/** What a council may pay at least and at most, in pence. */
export type Bounds = { readonly least: Pence; readonly most: Pence }

/** A key to share by (one figure for each council, none negative) and how much of the bill it settles, in any unit. */
export type Driver = { readonly key: readonly number[]; readonly weight: number }

/** What a composite rule gives; or why it gives nothing: the floors come to more than the bill, or the caps to less. */
export type CompositeShares =
  | {
      readonly defined: true
      /** Whole pence, adding up to the bill exactly. */
      readonly pence: readonly Pence[]
      /** Councils that pay just their floor or just their cap. */
      readonly atLeast: readonly number[]
      readonly atMost: readonly number[]
    }
  | { readonly defined: false; readonly why: 'floors-above-bill' | 'caps-below-bill' }

/**
 * The weights of several keys as one: each key is made to add up to 1, then they are added in proportion to their
 * weights. Adds up to 1. Throws `BadInput` naming a key or weight that is negative, or adds up to nothing. O(n x keys).
 */
export function compositeKey(drivers: readonly Driver[], n: number): number[] {
  const all = drivers.reduce((sum, { weight }) => sum + weight, 0)
  demand(all > 0, 'drivers', 'their weights add up to nothing; give at least one above 0')
  const key = Array.from({ length: n }, () => 0)
  for (const [d, driver] of drivers.entries()) {
    demandFinite(driver.weight, `drivers[${d}].weight`)
    demand(driver.weight >= 0, `drivers[${d}].weight`, 'must not be negative')
    if (driver.weight === 0) continue
    demand(driver.key.length === n, `drivers[${d}].key`, `give ${n} figures, one for each council`)
    const sum = driver.key.reduce((total, part) => total + part, 0)
    demand(
      driver.key.every((part) => part >= 0) && sum > 0 && sum < Infinity,
      `drivers[${d}].key`,
      'needs figures from 0 up, and one above 0',
    )
    for (const [i, part] of driver.key.entries()) key[i]! += (driver.weight / all) * (part / sum)
  }
  return key
}

/**
 * A bill in proportion to a key, but nobody below its floor or above its cap: what one council is held to, the others
 * share by the same key among themselves. There is at most one such division for a key without noughts.
 *
 * Bill 90, key 1 : 1 : 1, the first capped at 20: it pays 20 and the others 35 each.
 *
 * @param bill whole pence, not negative
 * @throws BadInput for a floor above its cap
 *
 * O(n), a fixed number of halvings.
 */
export function boundedShares(
  bill: Pence,
  key: readonly number[],
  bounds: readonly Bounds[],
): CompositeShares {
  demand(Number.isSafeInteger(bill) && bill >= 0, 'bill', `give whole pence from 0 up, not ${bill}`)
  demand(bounds.length === key.length, 'bounds', `give ${key.length}, one for each council`)
  bounds.forEach(({ least, most }, i) => demand(least <= most, `bounds[${i}]`, 'has a floor above its cap'))
  const sum = (pick: (bound: Bounds) => number) => bounds.reduce((total, bound) => total + pick(bound), 0)
  if (sum(({ least }) => least) > bill) return { defined: false, why: 'floors-above-bill' }
  if (sum(({ most }) => most) < bill) return { defined: false, why: 'caps-below-bill' }
  const parts = settledParts(bill, key, bounds)
  const pence = withinBounds(
    roundToPence(
      parts.map((part) => part / 100),
      bill,
    ),
    bounds,
  )
  const at = (edge: (bound: Bounds) => number) =>
    pence.flatMap((paid, i) => (paid === edge(bounds[i]!) ? [i] : []))
  const free = key.map((part) => bill * part)
  const isHeld = (i: number) => Math.abs(parts[i]! - free[i]!) > 0.5
  return {
    defined: true,
    pence,
    atLeast: at(({ least }) => least).filter(isHeld),
    atMost: at(({ most }) => most).filter(isHeld),
  }
}

/** Finds the level at which everybody's part of the key, held within bounds, adds up to the bill. */
function settledParts(bill: number, key: readonly number[], bounds: readonly Bounds[]): number[] {
  const at = (level: number) =>
    key.map((part, i) => Math.min(bounds[i]!.most, Math.max(bounds[i]!.least, level * part)))
  const total = (level: number) => at(level).reduce((sum, part) => sum + part, 0)
  const smallest = Math.min(...key.filter((part) => part > 0))
  let [low, high] = [0, Math.max(1, ...bounds.map(({ most }) => most), bill) / smallest]
  for (let k = 0; k < 200 && low < high; k++) {
    const middle = (low + high) / 2
    if (total(middle) < bill) low = middle
    else high = middle
  }
  const parts = at(high)
  const left = bill - parts.reduce((sum, part) => sum + part, 0)
  return spread(parts, left, bounds)
}

/** What no part of the key can carry (a key of nought, or the last halving) goes to whoever has room, first listed first. */
function spread(parts: readonly number[], left: number, bounds: readonly Bounds[]): number[] {
  let rest = left
  return parts.map((part, i) => {
    const room = rest > 0 ? bounds[i]!.most - part : bounds[i]!.least - part
    const more = rest > 0 ? Math.min(rest, room) : Math.max(rest, room)
    rest -= more
    return part + more
  })
}

/** Rounding can leave a bound by a penny: the penny goes to the first with room for it. */
function withinBounds(pence: readonly Pence[], bounds: readonly Bounds[]): Pence[] {
  const held = pence.map((paid, i) => Math.min(bounds[i]!.most, Math.max(bounds[i]!.least, paid)))
  return spread(
    held,
    pence.reduce((sum, paid) => sum + paid, 0) - held.reduce((sum, paid) => sum + paid, 0),
    bounds,
  )
}

/**
 * What each council still owes (above 0) or gets back (below 0) at the end of a year: its part of what was really spent,
 * by what was really used, less what it has paid. Whole pence; adds up to the bill less all that was paid. Throws as
 * `compositeKey`. O(n).
 */
export function trueUp(bill: Pence, key: readonly number[], paid: readonly Pence[]): Pence[] {
  demand(paid.length === key.length, 'paid', `give ${key.length}, one for each council`)
  const shares = compositeKey([{ key, weight: 1 }], key.length)
  return roundToPence(
    shares.map((part) => (bill * part) / 100),
    bill,
  ).map((owed, i) => owed - paid[i]!)
}
