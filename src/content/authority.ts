/**
 * A council, as public records know it. Interface says "council"; code says authority, because police, fire,
 * health and companies may be partners too. `content/authorities.columns.yaml` says where each fact is from.
 */
export const authorityKinds = [
  'district',
  'county',
  'unitary',
  'metropolitan-district',
  'london-borough',
  'city-corporation',
  'scottish-unitary',
  'welsh-unitary',
  'northern-irish-district',
] as const
export type AuthorityKind = (typeof authorityKinds)[number]

/** Bodies that an operator may add to an instance; none comes with the product. */
export const otherBodyKinds = ['police', 'fire', 'health', 'company'] as const
export type OtherBodyKind = (typeof otherBodyKinds)[number]

export const nations = ['England', 'Scotland', 'Wales', 'Northern Ireland'] as const
export type Nation = (typeof nations)[number]

export const tiers = ['single', 'lower', 'upper'] as const
export type Tier = (typeof tiers)[number]

/** Lines of the 2021–22 revenue account budget, in thousands of pounds. */
export const budgetLines = [
  'totalServiceExpenditure',
  'netCurrentExpenditure',
  'councilTaxRequirement',
  'centralServices',
  'corporateAndDemocraticCore',
  'localTaxCollection',
  'councilTaxSupportAdministration',
  'housingBenefitAdministration',
  'homelessness',
  'buildingControl',
  'developmentControl',
  'planningPolicy',
  'wasteCollection',
  'streetCleansing',
  'environmentAndRegulation',
  'planningAndDevelopment',
  'cultural',
  'adultSocialCare',
  'childrensSocialCare',
  'highways',
  'unallocatedReserves',
  'otherEarmarkedReserves',
] as const
export type BudgetLine = (typeof budgetLines)[number]

export type Authority = {
  /** GSS code, the statisticians' nine characters: the key. */
  code: string
  /** Three letters, easier to say. */
  short: string
  name: string
  shortName: string
  slug: string
  kind: AuthorityKind
  tier: Tier
  nation: Nation
  /** English region; elsewhere the nation again. */
  region: string
  /** GSS code of the county council above a district. */
  county: string | null
  /** Short letters of the combined authority it belongs to. */
  combinedAuthority: string | null
  /** `null` where the council is older than the register. */
  startDate: string | null
  /** GSS codes of the councils it replaced, as in `successions`. */
  predecessors: string[]
  /** Other GSS codes that this same council has had or been given. */
  otherCodes: string[]
  latitude: number
  longitude: number
  easting: number
  northing: number
  areaKm2: number
  populationMid2020: number
  densityPerKm2: number
  /** Higher means more deprived. */
  deprivationScore: number
  percentInMostDeprivedFifth: number
  percentRural: number
  ruralClass: string | null
  percentRuralWithHubTowns: number | null
  ruralCluster: string | null
  /** How the budget was obtained, or why there is none. */
  budgetBasis: BudgetBasis
  /** GSS codes whose budgets were added up, when the basis is `sum-of-predecessors`. */
  budgetFrom: string[]
  /** Thousands of pounds; `null` where there is no return to show. */
  budgetThousands: Readonly<Record<BudgetLine, number>> | null
}

export const budgetBases = [
  'own-return',
  'sum-of-predecessors',
  'not-returned',
  'cannot-be-split',
  'not-collected',
] as const
export type BudgetBasis = (typeof budgetBases)[number]

/** One abolished council and one that took over from it; a council split in two has two rows. */
export type Succession = {
  predecessor: string
  predecessorShort: string
  predecessorName: string
  /** Its last day, as year-month-day. */
  lastDay: string
  successor: string
}
