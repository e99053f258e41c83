import { formatCount, formatList } from '#ui/format.ts'
import type { StaffCount } from '../staff-count.ts'

/** What may be said of staff answers to one statement, in a sentence. Empty and too few read the same. */
export function staffCountWords(count: StaffCount, levelNames: readonly string[]): string {
  if (count.type === 'hidden') return 'Not enough answers to show.'
  if (count.type === 'alike') return 'Their answers were much alike.'
  const shown = count.levels.flatMap((cell, index) =>
    cell === null
      ? []
      : [
          `${formatCount(cell, 'person', 'people')} said level ${index + 1}, ${(levelNames[index] ?? '').toLowerCase()}`,
        ],
  )
  const rest = count.answered === null ? ' Levels that fewer than five chose are not shown.' : ''
  return `${formatList(shown)}.${rest}`
}
