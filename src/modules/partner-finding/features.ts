import type { Authority, BudgetLine, Tier } from '#content/authority.ts'

/** What councils are compared on. `id` stands in addresses and never changes. */
export type CouncilFeature = {
  readonly id: string
  readonly label: string
  readonly group: 'people' | 'place' | 'money'
  /** 0 leaves it out; 5 counts most. */
  readonly weight: number
  readonly scale: 'linear' | 'log'
  /** The column of `authorities.csv` that says where it is from. */
  readonly column: string
  readonly unit: 'people' | 'people-per-km2' | 'score' | 'percent' | 'pounds-a-head'
  readonly valueOf: (council: Authority) => number | null
}

/** What lies between two councils. */
export type BetweenFeature = {
  readonly id: 'distance' | 'county' | 'kind'
  readonly label: string
  readonly group: 'place'
  readonly weight: number
}

/** Pounds for each person, for councils whose job it is: a district that spends nothing on care is not frugal. */
function spending(
  id: string,
  label: string,
  line: BudgetLine,
  tiers: readonly Tier[] = ['single', 'lower', 'upper'],
): CouncilFeature {
  return {
    id,
    label,
    group: 'money',
    weight: 1,
    scale: 'linear',
    column: `budget.${line}`,
    unit: 'pounds-a-head',
    valueOf: ({ budgetThousands, populationMid2020, tier }) =>
      budgetThousands && tiers.includes(tier) ? (1000 * budgetThousands[line]) / populationMid2020 : null,
  }
}

const ofDistricts: readonly Tier[] = ['single', 'lower']
const ofCounties: readonly Tier[] = ['single', 'upper']

/** Each with the weight it has when nobody has chosen another. `docs/methods/likeness.md` says how they were settled. */
export const councilFeatures: readonly CouncilFeature[] = [
  {
    id: 'population',
    label: 'How many people live there',
    group: 'people',
    weight: 3,
    scale: 'log',
    column: 'populationMid2020',
    unit: 'people',
    valueOf: (council) => council.populationMid2020,
  },
  {
    id: 'density',
    label: 'How close together people live',
    group: 'people',
    weight: 3,
    scale: 'log',
    column: 'densityPerKm2',
    unit: 'people-per-km2',
    valueOf: (council) => council.densityPerKm2,
  },
  {
    id: 'deprivation',
    label: 'How deprived it is',
    group: 'people',
    weight: 3,
    scale: 'linear',
    column: 'deprivationScore',
    unit: 'score',
    valueOf: (council) => council.deprivationScore,
  },
  {
    id: 'rural',
    label: 'How rural it is',
    group: 'people',
    weight: 3,
    scale: 'linear',
    column: 'percentRural',
    unit: 'percent',
    valueOf: (council) => council.percentRural,
  },
  spending('spend-all', 'Spending on all services', 'totalServiceExpenditure'),
  spending('spend-central', 'Spending on central services', 'centralServices'),
  spending('spend-tax', 'Spending on collecting local taxes', 'localTaxCollection', ofDistricts),
  spending('spend-homelessness', 'Spending on homelessness', 'homelessness', ofDistricts),
  spending('spend-planning', 'Spending on planning and development', 'planningAndDevelopment'),
  spending('spend-waste', 'Spending on waste collection', 'wasteCollection', ofDistricts),
  spending('spend-environment', 'Spending on environment and regulation', 'environmentAndRegulation'),
  spending('spend-culture', 'Spending on culture and leisure', 'cultural'),
  spending('spend-adults', 'Spending on care for adults', 'adultSocialCare', ofCounties),
  spending('spend-children', 'Spending on care for children', 'childrensSocialCare', ofCounties),
  spending('spend-roads', 'Spending on roads and transport', 'highways', ofCounties),
]

export const betweenFeatures: readonly BetweenFeature[] = [
  { id: 'distance', label: 'How far apart they are in a straight line', group: 'place', weight: 4 },
  { id: 'county', label: 'Whether they share a county or combined authority', group: 'place', weight: 2 },
  { id: 'kind', label: 'Whether they are the same kind of council', group: 'place', weight: 2 },
]

export const featureIds: readonly string[] = [...councilFeatures, ...betweenFeatures].map(({ id }) => id)

/** By feature; a whole number from 0 to 5. */
export type Weights = Readonly<Record<string, number>>

export const usualWeights: Weights = Object.fromEntries(
  [...councilFeatures, ...betweenFeatures].map(({ id, weight }) => [id, weight]),
)

/** The features that say where a council is. A list without them is of councils that are alike, near or far. */
export const geography: readonly string[] = ['distance', 'county']
