import type { AuthorityCode } from '#platform/id.ts'
import type { GapRow } from './gap-report.ts'

/** Made once: a board has sixty rows, and making one takes longer than all that it then does. */
const list = new Intl.ListFormat('en-GB')

/** What a row comes to, in a sentence that names the councils. */
export function rowFinding(row: GapRow, nameOf: (council: AuthorityCode) => string): string {
  const { gap, needed, answers } = row
  const names = (councils: readonly string[]) => list.format(councils.map(nameOf))
  switch (gap.group) {
    case 'unknown':
      return `${names(gap.unknown)} ${gap.unknown.length === 1 ? 'does' : 'do'} not know.`
    case 'differ':
      return gap.belowNeeded.length === 0
        ? `All reach the level you need, but you are ${gap.spread} levels apart.`
        : `${names(gap.belowNeeded)} ${gap.belowNeeded.length === 1 ? 'is' : 'are'} below level ${needed}; ${gap.belowNeeded.length === answers.length - gap.notApplicable.length ? 'nobody is there yet.' : 'others are there.'}`
    case 'ready':
      return answers.length === 1 ? 'You are there.' : 'All of you are there.'
    case 'not-ready':
      return answers.length === 1
        ? `You are below level ${needed}.`
        : `None of you has reached level ${needed} yet.`
    case 'not-applicable':
      return 'It applies to none of you.'
  }
}
