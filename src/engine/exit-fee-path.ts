/** What is known of a set of fees from a first look: the chance of an end, and what each can expect to gain by joining. */
export type Look = { readonly chance: number; readonly worth: readonly number[] }

/** Shares of each partner's hold-harmless fee, one a partner, from 0 to 1. */
export type Shares = readonly number[]

/** A share is lowered by this part of where it started at a time. */
const step = 1 / 8

/** A share that may be lowered next, and what that saves for each part of the chance that it adds. */
type Move = { readonly i: number; readonly shares: Shares; readonly look: Look; readonly score: number }

/**
 * A way down from a set of fees to none, one partner lowered at each step, so that each point of it is nowhere above
 * the point before. First whoever can expect to lose by joining has its own fee lowered, the greatest loss first, an
 * eighth at a time; then, again and again, the fee goes down, by an eighth or to nought, that saves most for the chance
 * of an end that it adds. The way does not depend on how small that chance has to be.
 *
 * @param start shares of the full fees
 * @param harm each partner's full fee, in money
 * @param look what a set of shares comes to on a few histories
 * @param resolution the smallest change of the chance that `look` can tell
 *
 * Cost: some 30 n looks. Source: this project's own search.
 */
export function wayDown(
  start: Shares,
  harm: ArrayLike<number>,
  look: (shares: Shares) => Look,
  resolution: number,
): Shares[] {
  const way = sparing(start, look)
  let shares = way.at(-1)!
  let here = look(shares)
  const moveOf = (i: number): Move => {
    const targets = [...new Set([0, Math.max(0, shares[i]! - start[i]! * step)])]
    const moves = targets.map((to): Move => {
      const next = shares.with(i, to)
      const seen = look(next)
      const saved = (shares[i]! - to) * harm[i]!
      return {
        i,
        shares: next,
        look: seen,
        score: saved / (Math.max(0, seen.chance - here.chance) + resolution),
      }
    })
    return moves.reduce((best, move) => (move.score > best.score ? move : best))
  }
  // What a partner's fee saved for its chance when it was last looked at: looked at again only when it would be next.
  const scores = shares.map(() => Infinity)
  while (shares.some((share) => share > 0)) {
    let next: Move | null = null
    const others = () => shares.flatMap((share, i) => (share > 0 && i !== next?.i ? [i] : []))
    for (let rest = others(); rest.some((i) => next === null || scores[i]! > next.score); rest = others()) {
      const first = rest.reduce((a, b) => (scores[b]! > scores[a]! ? b : a))
      const move = moveOf(first)
      scores[first] = move.score
      if (next === null || move.score > next.score) next = move
    }
    ;[shares, here] = [next!.shares, next!.look]
    way.push(shares)
  }
  return way
}

/** The start of a way down: the fees of those who would lose by joining are lowered until nobody does, or to nought. */
export function sparing(start: Shares, look: (shares: Shares) => Look): Shares[] {
  const way = [start]
  for (;;) {
    const shares = way.at(-1)!
    const loser = worstLoser(look(shares), shares)
    if (loser === null) return way
    way.push(shares.with(loser, Math.max(0, shares[loser]! - start[loser]! * step)))
  }
}

/** Whether lower fees do as well as higher ones at a glance: as little chance of an end, and no more who lose. */
export function doesAsWell(low: Look, high: Look, resolution: number): boolean {
  const losers = ({ worth }: Look) => worth.reduce((count, gain) => count + Number(gain < 0), 0)
  return low.chance <= high.chance + resolution && losers(low) <= losers(high)
}

function worstLoser({ worth }: Look, shares: Shares): number | null {
  let worst: number | null = null
  for (const [i, gain] of worth.entries()) {
    if (gain < 0 && shares[i]! > 0 && (worst === null || gain < worth[worst]!)) worst = i
  }
  return worst
}
