import { boundedShares, compositeKey, type Bounds, type CompositeShares } from './composite-share.ts'

/** What a bill can be mixed from. */
export const driverNames = ['equal', 'people', 'volume', 'alone'] as const
export type DriverName = (typeof driverNames)[number]

/** A rule of the councils' own making: weights of drivers in per cent or any unit, and what nobody should have to bear. */
export type Mix = {
  readonly weights: Readonly<Record<DriverName, number>>
  /** Nobody pays more than it would alone. */
  readonly noWorseOff: boolean
  /** Nobody pays more, or less, than this share of the bill, in per cent. */
  readonly cap: number
  readonly floor: number
  /** No bill differs from what the council pays alone today by more than this, in per cent; null for no limit. */
  readonly dampening: number | null
}

/** What nobody should have to bear, whatever the rule. */
export type Limits = Omit<Mix, 'weights'>
export const noLimits: Limits = { noWorseOff: false, cap: 100, floor: 0, dampening: null }

/** Whether anything is limited at all. O(1). */
export function isLimited({ noWorseOff, cap, floor, dampening }: Limits): boolean {
  return noWorseOff || cap < 100 || floor > 0 || dampening !== null
}

export const plainMix: Mix = {
  weights: { equal: 50, people: 0, volume: 0, alone: 50 },
  noWorseOff: false,
  cap: 100,
  floor: 0,
  dampening: null,
}

/** What the councils can be told apart by, one figure for each; null when it is not known for all. `alone` in pence. */
export type SharingKeys = {
  readonly alone: readonly number[]
  readonly people: readonly number[] | null
  readonly volume: readonly number[] | null
}

/** Drivers that there are figures for. O(n). */
export function knownDrivers(keys: SharingKeys): DriverName[] {
  return driverNames.filter((name) => name === 'equal' || (keys[name] ?? []).some((part) => part > 0))
}

/** A bill shared by a mix, in whole pence; or why it is not. */
export type MixedShares =
  | CompositeShares
  | { readonly defined: false; readonly why: 'nothing-weighed' | 'bounds-clash' }

/**
 * Shares a bill of whole pence by a mix. `nothing-weighed`: no driver that has figures has a weight; `bounds-clash`: what
 * some council must pay at least is above what it may pay at most. Throws `BadInput` for a weight that is negative. O(n).
 */
export function sharesByMix(mix: Mix, keys: SharingKeys, bill: number): MixedShares {
  const drivers = knownDrivers(keys).map((name) => ({
    weight: mix.weights[name],
    key: keys.alone.map((_, i) => (name === 'equal' ? 1 : (keys[name]?.[i] ?? 0))),
  }))
  if (!drivers.some(({ weight }) => weight > 0)) return { defined: false, why: 'nothing-weighed' }
  const bounds = keys.alone.map((alone) => boundsOf(mix, alone, bill))
  if (bounds.some(({ least, most }) => least > most)) return { defined: false, why: 'bounds-clash' }
  return boundedShares(bill, compositeKey(drivers, bounds.length), bounds)
}

/**
 * What a rule has each pay, held within limits: what one is held to, the others share in the same proportions. Pence that add
 * up to the same bill. `no-proportion`: somebody would be paid, or nobody pays; else as `sharesByMix`. O(n).
 */
export function withinLimits(
  pays: readonly number[],
  limits: Limits,
  alone: readonly number[],
): CompositeShares | { readonly defined: false; readonly why: 'no-proportion' | 'bounds-clash' } {
  const bill = pays.reduce((sum, part) => sum + part, 0)
  if (bill <= 0 || pays.some((part) => part < 0)) return { defined: false, why: 'no-proportion' }
  const bounds = alone.map((cost) => boundsOf(limits, cost, bill))
  if (bounds.some(({ least, most }) => least > most)) return { defined: false, why: 'bounds-clash' }
  return boundedShares(
    bill,
    pays.map((part) => part / bill),
    bounds,
  )
}

function boundsOf({ noWorseOff, cap, floor, dampening }: Limits, alone: number, bill: number): Bounds {
  const change = dampening === null ? null : dampening / 100
  return {
    least: Math.ceil(Math.max((bill * floor) / 100, change === null ? 0 : alone * (1 - change))),
    most: Math.floor(
      Math.min(
        (bill * cap) / 100,
        noWorseOff ? alone : Infinity,
        change === null ? Infinity : alone * (1 + change),
        bill,
      ),
    ),
  }
}

/** The boxes a mix is read from, with the most each may hold; empty counts as `empty`, and null as no limit. */
const boxes = {
  equal: { most: 100, empty: 0 },
  people: { most: 100, empty: 0 },
  volume: { most: 100, empty: 0 },
  alone: { most: 100, empty: 0 },
  cap: { most: 100, empty: 100 },
  floor: { most: 100, empty: 0 },
  dampening: { most: 1000, empty: null },
} as const
export type MixBox = keyof typeof boxes

/** A mix from what stands in boxes, each a number from 0 to its most; or which of them hold something else. O(1). */
export function readMix(text: (name: MixBox | 'no-worse-off') => string): {
  readonly mix: Mix
  readonly wrong: readonly { readonly box: MixBox; readonly most: number }[]
} {
  const wrong: { box: MixBox; most: number }[] = []
  const number = (box: MixBox): number | null => {
    const { most, empty } = boxes[box]
    const typed = text(box).trim()
    if (typed === '') return empty
    const value = Number(typed)
    if (value >= 0 && value <= most) return value
    wrong.push({ box, most })
    return empty
  }
  const mix = {
    weights: {
      equal: number('equal') ?? 0,
      people: number('people') ?? 0,
      volume: number('volume') ?? 0,
      alone: number('alone') ?? 0,
    },
    noWorseOff: text('no-worse-off') === 'yes',
    cap: number('cap') ?? 100,
    floor: number('floor') ?? 0,
    dampening: number('dampening'),
  }
  return { mix, wrong }
}
