import type { BoardTerm } from '#content/alignment.ts'

/** How a council marks an option. */
export const marks = ['preferred', 'acceptable', 'unacceptable'] as const
export type Mark = (typeof marks)[number]

/** A council's position on a term. In a range, everything from `low` to `high` is acceptable and `preferred` lies in it. */
export type Position =
  | { readonly kind: 'marks'; readonly marks: Readonly<Record<string, Mark>> }
  | { readonly kind: 'range'; readonly low: number; readonly high: number; readonly preferred: number }

/** What all councils accept on a term, or that nothing is. Nothing in it says whose position was what. */
export type TermResult =
  | { readonly kind: 'options'; readonly term: string; readonly acceptable: readonly string[] }
  | { readonly kind: 'range'; readonly term: string; readonly overlap: boolean }

/** What a board comes to, the same for everybody who reads it. */
export type BoardResult = {
  readonly terms: readonly TermResult[]
  /** Said only where every council agreed, in the terms, that it may be; otherwise null, whatever the positions. */
  readonly hostConflict: boolean | null
}

/** Whole numbers that every council accepts. */
export type Overlap = { readonly low: number; readonly high: number }

/** The options that every council marked preferred or acceptable, in the order of the board. */
export function acceptableToAll(options: readonly string[], positions: readonly Position[]): string[] {
  if (positions.length === 0) return []
  return options.filter((option) => positions.every((position) => accepts(position, option)))
}

function accepts(position: Position, option: string): boolean {
  if (position.kind !== 'marks') return false
  const mark = position.marks[option]
  return mark === 'preferred' || mark === 'acceptable'
}

/** Where the ranges of all councils overlap, or null. */
export function overlapOf(positions: readonly Position[]): Overlap | null {
  const ranges = positions.flatMap((position) => (position.kind === 'range' ? [position] : []))
  if (ranges.length === 0 || ranges.length < positions.length) return null
  const low = Math.max(...ranges.map((range) => range.low))
  const high = Math.min(...ranges.map((range) => range.high))
  return low <= high ? { low, high } : null
}

/**
 * “We love it, provided we run it”: every council accepts itself as the host and no other. True only where all do; one
 * council that could live with another host, or does not want it itself, is enough to make it false.
 */
export function isHostConflict(byCouncil: Readonly<Record<string, Position>>): boolean {
  const councils = Object.keys(byCouncil)
  return (
    councils.length >= 2 &&
    councils.every((council) => {
      const position = byCouncil[council]
      return (
        position !== undefined && councils.every((host) => accepts(position, host) === (host === council))
      )
    })
  )
}

/** One council's positions by the id of the term. */
export type Positions = Readonly<Record<string, Position>>

/** Everything that is worked out from all positions: what is shown, and the overlaps that are kept sealed until all ask. */
export function boardResult(
  terms: readonly BoardTerm[],
  councils: Readonly<Record<string, Positions>>,
  sayHostConflict: boolean,
): { readonly result: BoardResult; readonly overlaps: Readonly<Record<string, Overlap | null>> } {
  const positionsOn = (term: string) => Object.values(councils).flatMap((positions) => positions[term] ?? [])
  const overlaps: Record<string, Overlap | null> = {}
  const results = terms.map((term): TermResult => {
    if (term.kind === 'range') {
      const overlap = overlapOf(positionsOn(term.id))
      overlaps[term.id] = overlap
      return { kind: 'range', term: term.id, overlap: overlap !== null }
    }
    const options =
      term.kind === 'options' ? term.options.map(({ id }) => id) : Object.keys(councils).toSorted()
    return { kind: 'options', term: term.id, acceptable: acceptableToAll(options, positionsOn(term.id)) }
  })
  const hosts = terms.find(({ kind }) => kind === 'councils')
  const hostConflict =
    sayHostConflict && hosts
      ? isHostConflict(
          Object.fromEntries(
            Object.entries(councils).flatMap(([council, positions]) => {
              const position = positions[hosts.id]
              return position ? [[council, position]] : []
            }),
          ),
        )
      : null
  return { result: { terms: results, hostConflict }, overlaps }
}

/**
 * How often a council has changed its position on a term, from what it sealed time after time. The first is no change.
 * Only what was sealed when a result was worked out counts: nothing can be learned from a draft.
 */
export function changesOf(sealed: readonly (Position | undefined)[]): number {
  const given = sealed.filter((position) => position !== undefined)
  return given.filter((position, at) => at > 0 && !samePosition(position, given[at - 1])).length
}

export function samePosition(a: Position | undefined, b: Position | undefined): boolean {
  if (a === undefined || b === undefined || a.kind !== b.kind) return a === b
  if (a.kind === 'range')
    return b.kind === 'range' && a.low === b.low && a.high === b.high && a.preferred === b.preferred
  if (b.kind !== 'marks') return false
  // An option that one of the two could not mark yet is no change of mind.
  return Object.keys(a.marks).every((option) => !(option in b.marks) || a.marks[option] === b.marks[option])
}
