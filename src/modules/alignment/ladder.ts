import type { AuthorityCode } from '#platform/id.ts'
import type { Rung } from '#content/alignment.ts'

/** Where a council sees the partnership on one service now, and where it wants it. Rungs by id. */
export type LadderAnswer = { readonly now: string; readonly wanted: string; readonly why: string }

export type LadderLine = LadderAnswer & { readonly council: AuthorityCode }

/** What the answers on one service come to: the first that fits. */
export type LadderFinding =
  /** They want different things; the furthest apart. */
  | { readonly type: 'want-apart'; readonly lowest: string; readonly highest: string; readonly rungs: number }
  /** They want the same and do not see the same now. */
  | { readonly type: 'see-apart'; readonly lowest: string; readonly highest: string; readonly rungs: number }
  /** They agree on both, and there is a way to go. */
  | { readonly type: 'climb'; readonly from: string; readonly to: string }
  /** They agree that they want to go down. */
  | { readonly type: 'climb-down'; readonly from: string; readonly to: string }
  | { readonly type: 'there'; readonly at: string }

/** The mismatch on one service. Wanting apart comes first: it is the harder conversation. */
export function ladderFinding(lines: readonly LadderLine[], ladder: readonly Rung[]): LadderFinding {
  const at = (id: string) => ladder.findIndex((rung) => rung.id === id)
  const ends = (pick: (line: LadderLine) => string) => {
    const sorted = lines.map(pick).toSorted((a, b) => at(a) - at(b))
    const lowest = sorted[0] ?? ''
    const highest = sorted.at(-1) ?? ''
    return { lowest, highest, rungs: at(highest) - at(lowest) }
  }
  const wanted = ends((line) => line.wanted)
  if (wanted.rungs > 0) return { type: 'want-apart', ...wanted }
  const now = ends((line) => line.now)
  if (now.rungs > 0) return { type: 'see-apart', ...now }
  const way = at(wanted.lowest) - at(now.lowest)
  if (way === 0) return { type: 'there', at: now.lowest }
  return { type: way > 0 ? 'climb' : 'climb-down', from: now.lowest, to: wanted.lowest }
}

export type LadderFault = 'now-missing' | 'wanted-missing'

export function ladderFaults(answer: LadderAnswer, ladder: readonly Rung[]): LadderFault[] {
  const known = (id: string) => ladder.some((rung) => rung.id === id)
  return [
    ...(known(answer.now) ? [] : (['now-missing'] as const)),
    ...(known(answer.wanted) ? [] : (['wanted-missing'] as const)),
  ]
}
