/**
 * Re-expresses the lines of the 2021–22 revenue account budget as `content/service-budgets.csv`: one row for each English
 * council that exists and whose budget is known, one column for each service.
 *
 *   node scripts/content/service-budgets.ts FOLDER
 *
 * FOLDER holds `ra_2021_22_lines.csv` in the collector's columns. Which lines make up a service stands in
 * `src/content/service-budget.ts`. A council that took over from others has the sum of theirs, as in `authorities.csv`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readAuthorities } from '#content/authority-file.ts'
import { readCsv } from '#content/csv.ts'
import { budgetedServiceIds, budgetedServices } from '#content/service-budget.ts'

const header = `# What English councils planned to spend on services in 2021 to 2022, in thousands of pounds, net of income.
# Source: Ministry of Housing, Communities and Local Government, local authority revenue expenditure and financing,
# revenue account (RA) budget 2021 to 2022: https://www.gov.uk/government/collections/local-authority-revenue-expenditure-and-financing
# Open Government Licence v3.0. Contains public sector information licensed under the Open Government Licence v3.0.
# Lines are added up by service (src/content/service-budget.ts); councils that took over from others have the sum of theirs.
# Gravesham, Medway and Shropshire made no return; Cumbria's cannot be split between its two successors.
# Made by scripts/content/service-budgets.ts; edit the script, not this file.
`

const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Name the folder with ra_2021_22_lines.csv.')
const content = join(import.meta.dirname, '../../content')
const { rows } = readCsv(readFileSync(join(folder, 'ra_2021_22_lines.csv'), 'utf8'))
const planned = new Map(
  rows.map(({ cells }) => [`${cells['gss_code']} ${cells['line']}`, Number(cells['gbp_thousand'])]),
)
const file = readFileSync(join(content, 'authorities.csv'), 'utf8')
const { authorities } = readAuthorities('authorities.csv', file)

const lines = authorities.flatMap(({ code, otherCodes, budgetBasis, budgetFrom }) => {
  if (budgetBasis !== 'own-return' && budgetBasis !== 'sum-of-predecessors') return []
  const returned = [code, ...otherCodes].find((each) => planned.has(`${each} 799`))
  const from = budgetBasis === 'own-return' ? [returned ?? code] : budgetFrom
  const sums = budgetedServiceIds.map((service) =>
    from.flatMap((each) => budgetedServices[service].map((line) => amount(each, line))).reduce(add, 0),
  )
  return [[code, ...sums].join(',')]
})

function amount(code: string, line: string): number {
  const value = planned.get(`${code} ${line}`)
  if (value === undefined || !Number.isInteger(value)) throw new Error(`${code} has no line ${line}.`)
  return value
}

function add(sum: number, value: number): number {
  return sum + value
}

writeFileSync(
  join(content, 'service-budgets.csv'),
  `${header}${['code', ...budgetedServiceIds].join(',')}\n${lines.join('\n')}\n`,
)
console.log(`content/service-budgets.csv: ${lines.length} councils`)
