import type { Level } from '#engine/gap.ts'

/** Below this many, nothing is shown: with fewer, people can be guessed. */
export const smallestShown = 5

/**
 * What may be shown of staff answers to one statement.
 *
 * *hidden*: fewer than five answered (or nobody: the two look the same). *alike*: all at one level, which is not named,
 * because it would say what everybody said. *counts*: a cell for each level; a cell of fewer than five is null, as is one
 * of none. When a single cell would be hidden, the next smallest is hidden with it, so that no subtraction finds it.
 */
export type StaffCount =
  | { readonly type: 'hidden' }
  | { readonly type: 'alike' }
  | { readonly type: 'counts'; readonly levels: readonly (number | null)[]; readonly answered: number | null }

/** Counts the levels that staff gave to one statement, and drops what could point at somebody. */
export function staffCount(levels: readonly Level[]): StaffCount {
  if (levels.length < smallestShown) return { type: 'hidden' }
  const cells = [1, 2, 3, 4, 5].map((level) => levels.filter((given) => given === level).length)
  if (cells.some((cell) => cell === levels.length)) return { type: 'alike' }
  const hidden = new Set(cells.flatMap((cell, index) => (cell < smallestShown ? [index] : [])))
  if (hidden.size === 1) hidden.add(smallestIndex(cells, hidden))
  const shown = cells.map((cell, index) => (hidden.has(index) ? null : cell))
  if (shown.every((cell) => cell === null)) return { type: 'hidden' }
  return { type: 'counts', levels: shown, answered: hidden.size === 0 ? levels.length : null }
}

function smallestIndex(cells: readonly number[], without: ReadonlySet<number>): number {
  const open = cells.map((cell, index) => ({ cell, index })).filter(({ index }) => !without.has(index))
  return open.reduce((least, next) => (next.cell < least.cell ? next : least)).index
}
