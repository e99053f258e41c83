import { budgetLines, type Authority } from '#content/authority.ts'
import type { AuthorityColumn } from '#content/authority-column.ts'

/** One fact about a council, with its column: label, unit and who says so. A null value is a fact that nobody has given. */
export type Fact = {
  readonly column: AuthorityColumn
  readonly value: string | number | readonly string[] | null
}

/** What a council's page tells, in parts. What has no number of its own (names, addresses) stands elsewhere on it. */
export type Facts = {
  readonly identity: readonly Fact[]
  readonly place: readonly Fact[]
  /** Thousands of pounds; empty when there is no return to show, which `budgetBasis` explains. */
  readonly money: readonly Fact[]
}

const identity = [
  'kind',
  'tier',
  'nation',
  'region',
  'combinedAuthority',
  'startDate',
  'code',
  'short',
  'otherCodes',
] as const
const place = [
  'populationMid2020',
  'areaKm2',
  'densityPerKm2',
  'deprivationScore',
  'percentInMostDeprivedFifth',
  'percentRural',
  'ruralClass',
  'percentRuralWithHubTowns',
  'ruralCluster',
] as const

/** Takes the facts of one council together with where each is from. A column that the content does not explain is left out. */
export function factsOf(council: Authority, columns: readonly AuthorityColumn[]): Facts {
  const named = (name: string, value: Fact['value']): Fact[] => {
    const column = columns.find((each) => each.column === name)
    return column ? [{ column, value }] : []
  }
  const budget = council.budgetThousands
  return {
    identity: identity.flatMap((name) => named(name, emptyAsNull(council[name]))),
    place: place.flatMap((name) => named(name, council[name])),
    money: budget ? budgetLines.flatMap((line) => named(`budget.${line}`, budget[line])) : [],
  }
}

/** Where the budget figures, or their absence, are from. */
export function budgetSource(columns: readonly AuthorityColumn[]): AuthorityColumn | undefined {
  return columns.find(({ column }) => column === 'budgetBasis')
}

function emptyAsNull(value: string | readonly string[] | null): Fact['value'] {
  return typeof value === 'object' && value?.length === 0 ? null : value
}
