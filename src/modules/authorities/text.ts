import type { AuthorityKind, BudgetBasis, OtherBodyKind } from '#content/authority.ts'

export const kindWords: Record<AuthorityKind, string> = {
  district: 'district council',
  county: 'county council',
  unitary: 'unitary council',
  'metropolitan-district': 'metropolitan district council',
  'london-borough': 'London borough council',
  'city-corporation': 'city corporation',
  'scottish-unitary': 'Scottish council',
  'welsh-unitary': 'Welsh council',
  'northern-irish-district': 'Northern Irish district council',
}

export const otherKindWords: Record<OtherBodyKind, string> = {
  police: 'police body',
  fire: 'fire and rescue body',
  health: 'health body',
  company: 'company',
}

export const tierWords = {
  single: 'Single: it runs all council services in its area',
  lower: 'Lower: a county council runs the other services in its area',
  upper: 'Upper: district councils run the other services in its area',
} as const

/** How the budget of a council was obtained, or why none is shown. */
export const budgetWords: Record<BudgetBasis, string> = {
  'own-return': 'These figures are from the council’s own return.',
  'sum-of-predecessors':
    'This council did not exist then. The figures are those of the councils it replaced, added up.',
  'not-returned': 'The council made no return for that year, so there are no figures to show.',
  'cannot-be-split':
    'The council it came from was split between two, and its budget cannot be split with it. So there are no figures to show.',
  'not-collected':
    'These figures are collected in England only. Each nation has its own return with other headings.',
}

export function otherKind(kind: string): string {
  return Object.entries(otherKindWords).find(([key]) => key === kind)?.[1] ?? 'other body'
}
