/**
 * How well the list of councils alike finds the partners that councils really chose, held against chance.
 *
 *   node scripts/likeness-score.ts
 *
 * The 62 real arrangements are those of the register (`content/arrangements/members.csv`). Every two members that still exist
 * are a pair. A part of the pairs was held out while the weights were settled: whole arrangements, and all that share a
 * pair with them. A seed decides which. The method and its score: docs/methods/likeness.md.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Authority } from '#content/authority.ts'
import { readAuthorities } from '#content/authority-file.ts'
import { readCsv } from '#content/csv.ts'
import { geography, usualWeights, type Weights } from '#modules/partner-finding/features.ts'
import { councilsAlike, type Scope } from '#modules/partner-finding/likeness-of-councils.ts'

export type Pair = { readonly a: Authority; readonly b: Authority; readonly arrangements: readonly string[] }

/** Decides which arrangements are held out. Chosen once, before any weight was tried. */
export const seed = 'handfast 2026-11-22'

const content = join(import.meta.dirname, '../content')
export const { authorities } = readAuthorities(
  'authorities.csv',
  readFileSync(join(content, 'authorities.csv'), 'utf8'),
)

/** The distinct pairs of members that still exist. */
export function pairsOf(): Pair[] {
  const file = readFileSync(join(content, 'arrangements/members.csv'), 'utf8')
  const byCode = new Map(authorities.map((each) => [each.code, each]))
  const members = Map.groupBy(
    readCsv(file).rows.map(({ cells }) => cells),
    (cells) => cells['arrangement'] ?? '',
  )
  const pairs = new Map<string, { a: Authority; b: Authority; arrangements: string[] }>()
  for (const [arrangement, rows] of members) {
    const present = [...new Set(rows.map((cells) => byCode.get(cells['council'] ?? '')))].flatMap(
      (each) => each ?? [],
    )
    for (const [i, a] of present.entries())
      for (const b of present.slice(i + 1)) {
        const key = [a.code, b.code].sort().join(' ')
        const pair = pairs.get(key) ?? { a, b, arrangements: [] }
        pair.arrangements.push(arrangement)
        pairs.set(key, pair)
      }
  }
  return [...pairs.values()]
}

/** Pairs held out, and the rest. Arrangements that share a pair stand or fall together, so that nothing leaks. */
export function split(pairs: readonly Pair[]): { tuning: Pair[]; held: Pair[] } {
  const leader = new Map<string, string>()
  const first = (id: string): string => {
    const up = leader.get(id) ?? id
    return up === id ? id : first(up)
  }
  for (const { arrangements } of pairs)
    for (const id of arrangements) {
      const [x, y] = [first(arrangements[0] ?? id), first(id)].sort()
      if (x !== undefined && y !== undefined && x !== y) leader.set(y, x)
    }
  const isHeld = ({ arrangements }: Pair) => {
    const digest = createHash('sha256')
      .update(`${seed}\n${first(arrangements[0] ?? '')}`)
      .digest()
    return digest.readUInt32BE(0) % 3 === 0
  }
  return { tuning: pairs.filter((pair) => !isHeld(pair)), held: pairs.filter(isHeld) }
}

export type Score = {
  /** Directions: each pair is looked for from both sides. */
  readonly looked: number
  /** Where the partner is not in the list at all, because it is another kind of council. */
  readonly absent: number
  readonly inTen: number
  readonly inTenByChance: number
  /** Of those in the list: the middle place, as a share of the list's length. Chance: one half. */
  readonly middlePlace: number
  /** Mean of one over the place; nought where absent. */
  readonly reciprocal: number
  readonly reciprocalByChance: number
}

/** Looks for each partner in the other's list. */
export function scoreOf(pairs: readonly Pair[], weights: Weights, scope: Scope): Score {
  const places: (readonly [place: number, length: number])[] = []
  const lists = new Map<string, readonly string[]>()
  const listOf = (council: Authority): readonly string[] => {
    const known = lists.get(council.code)
    if (known) return known
    const alike = councilsAlike(authorities, council, { weights, scope })
    // Those too little is known of would stand nowhere; they count as last.
    const list = [...alike.near, ...alike.unknown].map((each) => each.council.code)
    lists.set(council.code, list)
    return list
  }
  for (const { a, b } of pairs)
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const list = listOf(from)
      places.push([list.indexOf(to.code) + 1, list.length])
    }
  const found = places.filter(([place]) => place > 0)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / places.length
  const harmonic = (n: number) =>
    Array.from({ length: n }, (_, i) => 1 / (i + 1)).reduce((s, v) => s + v, 0) / n
  const shares = found.map(([place, length]) => place / length).sort((x, y) => x - y)
  return {
    looked: places.length,
    absent: places.length - found.length,
    inTen: mean(found.map(([place]) => (place <= 10 ? 1 : 0))),
    inTenByChance: mean(found.map(([, length]) => Math.min(1, 10 / length))),
    middlePlace: shares[Math.floor(shares.length / 2)] ?? Number.NaN,
    reciprocal: mean(found.map(([place]) => 1 / place)),
    reciprocalByChance: mean(found.map(([, length]) => harmonic(length))),
  }
}

/** The same weights without some features. */
export function without(weights: Weights, ids: readonly string[]): Weights {
  return { ...weights, ...Object.fromEntries(ids.map((id) => [id, 0])) }
}

if (import.meta.main) {
  const pairs = pairsOf()
  const { tuning, held } = split(pairs)
  console.log(
    `${pairs.length} distinct pairs: ${tuning.length} to settle the weights on, ${held.length} held out`,
  )
  const only = (id: string): Weights =>
    Object.fromEntries(Object.keys(usualWeights).map((each) => [each, each === id ? 5 : 0]))
  for (const [name, weights] of [
    ['as it is', usualWeights],
    ['without geography', without(usualWeights, geography)],
    ['distance alone', only('distance')],
  ] as const)
    for (const scope of ['same-kind', 'same-tier', 'nation'] as const)
      for (const [set, chosen] of [
        ['tuning', tuning],
        ['held out', held],
      ] as const) {
        const score = scoreOf(chosen, weights, scope)
        const percent = (share: number) => `${(100 * share).toFixed(1)} %`
        console.log(
          `${name}, ${scope}, ${set}: ${score.looked} looks, ${score.absent} not in the list; in the first ten ${percent(score.inTen)} (chance ${percent(score.inTenByChance)}); middle place ${percent(score.middlePlace)} down the list (chance 50 %); mean 1/place ${score.reciprocal.toFixed(3)} (chance ${score.reciprocalByChance.toFixed(3)})`,
        )
      }
}
