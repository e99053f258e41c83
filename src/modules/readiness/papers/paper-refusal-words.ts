import { never } from '#platform/errors.ts'
import { formatList } from '#ui/format.ts'
import { roleWords } from '#modules/round/index.ts'
import type { PaperRefusal } from './paper-access.ts'

/** Why a paper cannot be had, and what would change that. */
export function paperRefusalWords(refusal: PaperRefusal): string {
  switch (refusal.type) {
    case 'not-opened':
      return refusal.state === 'open'
        ? 'The answers are still sealed. Until all open together, nobody can print, export or read what another council wrote.'
        : 'This round has not opened for answers yet, so there is nothing to print.'
    case 'never-opened':
      return 'This round was cancelled and its answers were never opened. Each council keeps its own copy and nobody else’s.'
    case 'not-a-party':
      return 'Your council takes no part in this round.'
    case 'terms-withhold':
      return 'The terms that the councils agreed do not let the partnership manager read the answers.'
    case 'role':
      return `This holds private notes and what each office said. It is for the ${formatList(
        refusal.needs.map((role) => roleWords[role]),
        'or',
      )} of your council.`
    default:
      return never(refusal)
  }
}
