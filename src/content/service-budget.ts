import { readCsv } from './csv.ts'
import type { Problem } from './problem.ts'

/**
 * Services that the 2021–22 revenue account budget has lines for, each with the lines that are added up. What a council
 * pays for its computers, its lawyers or its payroll has no line of its own: those stand in no list here.
 */
export const budgetedServices = {
  'revenues-benefits': ['457', '625', '628'],
  'building-control': ['591'],
  planning: ['592', '593'],
  'environmental-health': ['521', '522', '523', '524', '527', '529'],
  licensing: ['530'],
  'trading-standards': ['519'],
  'waste-collection': ['581', '583', '584', '585'],
  'street-cleansing': ['570'],
  homelessness: ['440'],
  'housing-strategy': ['409'],
  libraries: ['505'],
  leisure: ['506'],
  parks: ['507'],
  'community-safety': ['531', '532', '533'],
  'economic-development': ['595'],
  cemeteries: ['510'],
  'emergency-planning': ['650'],
  'adult-social-care': ['360'],
  'childrens-services': ['330'],
  'public-health': ['390'],
  highways: ['290'],
} as const
export type BudgetedService = keyof typeof budgetedServices

export const budgetedServiceIds = Object.keys(budgetedServices) as readonly BudgetedService[]

/** What one council planned to spend on each service, net of what the service takes in: thousands of pounds. */
export type ServiceBudget = {
  readonly code: string
  readonly thousands: Readonly<Record<BudgetedService, number>>
}

/** Reads `service-budgets.csv`; `known` are the councils there are, or null to leave that unchecked. Rows that are not as they should be are left out and named. */
export function readServiceBudgets(
  file: string,
  text: string,
  known: ReadonlySet<string> | null,
): { serviceBudgets: ServiceBudget[]; problems: Problem[] } {
  const { columns, rows, faults } = readCsv(text)
  const problems: Problem[] = faults.map((fault) => ({ file, ...fault }))
  const heading = ['code', ...budgetedServiceIds]
  if (columns.join() !== heading.join())
    return {
      serviceBudgets: [],
      problems: [...problems, { file, line: 1, message: `the heading must be exactly: ${heading.join()}` }],
    }
  const seen = new Set<string>()
  const serviceBudgets = rows.flatMap(({ line, cells }): ServiceBudget[] => {
    const code = cells['code'] ?? ''
    const wrong = budgetedServiceIds.filter((id) => !/^-?\d{1,8}$/.test(cells[id] ?? ''))
    const message =
      known && !known.has(code)
        ? `"${code}" is no council of authorities.csv`
        : seen.has(code)
          ? `code "${code}" is used twice`
          : wrong.length > 0
            ? `${wrong.join(', ')} is not a whole number in the row of ${code}`
            : null
    if (message !== null) {
      problems.push({ file, line, message })
      return []
    }
    seen.add(code)
    const thousands = Object.fromEntries(budgetedServiceIds.map((id) => [id, Number(cells[id])]))
    return [{ code, thousands: thousands as Record<BudgetedService, number> }]
  })
  return { serviceBudgets, problems }
}
