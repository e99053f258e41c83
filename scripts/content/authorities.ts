/**
 * Re-expresses a folder of collected public data as `content/authorities.csv` and `content/successions.csv`.
 *
 *   node scripts/content/authorities.ts FOLDER
 *
 * FOLDER holds `authorities.csv` and `successions.csv` in the collector's columns. What each column means and
 * where it is from stands in `content/authorities.columns.yaml`; political columns are not taken over.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { budgetLines, type AuthorityKind, type BudgetBasis } from '#content/authority.ts'
import { authorityColumns } from '#content/authority-schema.ts'
import { readCsv } from '#content/csv.ts'

type Cells = Record<string, string>

const kinds: Record<string, AuthorityKind> = {
  NMD: 'district',
  CTY: 'county',
  UA: 'unitary',
  MD: 'metropolitan-district',
  LBO: 'london-borough',
  CC: 'city-corporation',
  SCO: 'scottish-unitary',
  WPA: 'welsh-unitary',
  NID: 'northern-irish-district',
}

const bases: Record<string, BudgetBasis> = {
  exact: 'own-return',
  sum_of_predecessors: 'sum-of-predecessors',
  not_returned: 'not-returned',
  predecessor_split_not_attributable: 'cannot-be-split',
  '': 'not-collected',
}

const budgetSources = [
  'ra_total_service_expenditure_k',
  'ra_net_current_expenditure_k',
  'ra_council_tax_requirement_k',
  'ra_central_services_total_k',
  'ra_corporate_democratic_core_k',
  'ra_local_tax_collection_k',
  'ra_council_tax_support_admin_k',
  'ra_housing_benefit_admin_k',
  'ra_homelessness_k',
  'ra_building_control_k',
  'ra_development_control_k',
  'ra_planning_policy_k',
  'ra_waste_collection_k',
  'ra_street_cleansing_k',
  'ra_environmental_regulatory_total_k',
  'ra_planning_development_total_k',
  'ra_cultural_total_k',
  'ra_adult_social_care_total_k',
  'ra_childrens_social_care_total_k',
  'ra_highways_total_k',
  'ra_unallocated_reserves_31mar_k',
  'ra_other_earmarked_reserves_31mar_k',
]

const plainColumns: Record<string, string> = {
  code: 'gss_code',
  short: 'la_code',
  tier: 'tier',
  nation: 'nation',
  region: 'region',
  combinedAuthority: 'combined_authority_la_code',
  easting: 'easting',
  northing: 'northing',
  areaKm2: 'area_km2',
  populationMid2020: 'population_mid2020',
  densityPerKm2: 'density_per_km2',
  deprivationScore: 'imd_uk_score_2019pop',
  percentInMostDeprivedFifth: 'imd_pct_pop_most_deprived_uk_quintile',
  percentRural: 'rural_pct_pop',
  percentRuralWithHubTowns: 'rural_incl_hub_towns_pct_2011',
  ruralCluster: 'mysociety_ruc_cluster',
}

const header = `# Councils of the United Kingdom on 2024 boundaries: 382 principal authorities.
# Register: mySociety, UK local authority names and codes, CC BY 4.0. Statistics: ONS, NRS, NISRA and MHCLG,
# Open Government Licence v3.0, directly or through mySociety. Re-expressed in this project's own columns.
# What each column means, its unit, source, date, licence and attribution: authorities.columns.yaml.
# Made by scripts/content/authorities.ts; edit the script, not this file.
`

const successionHeader = `# Abolished councils and those that took over from them, since 2019.
# Source: mySociety, UK local authority names and codes, CC BY 4.0.
# Made by scripts/content/authorities.ts; edit the script, not this file.
`

/** The authorities file as text, from rows as collected. `codeOf` turns the collector's letters into GSS codes. */
export function authoritiesFile(rows: Cells[], codeOf: (short: string) => string): string {
  const lines = rows
    .map((row) => authorityCells(row, codeOf))
    .sort((a, b) => (a['code']! < b['code']! ? -1 : 1))
    .map((cells) => authorityColumns.map((name) => quoted(cells[name] ?? '')).join(','))
  return `${header}${authorityColumns.join(',')}\n${lines.join('\n')}\n`
}

function authorityCells(row: Cells, codeOf: (short: string) => string): Cells {
  const cell = (name: string) => row[name]?.trim() ?? ''
  const codes = (text: string, separator: string) =>
    text.split(separator).filter(Boolean).map(codeOf).sort().join(' ')
  const [basis = '', from = ''] = cell('ra_basis').split(':')
  const cells: Cells = {
    name: cell('name').replaceAll(/ +/g, ' '),
    shortName: shortName(cell('short_name')),
    slug: slugOf(cell('slug')) || slugOf(shortName(cell('short_name'))),
    startDate: vestingDay(cell('start_date')),
    kind: kinds[cell('type_code')] ?? '',
    county: codes(cell('county_la_code'), ','),
    predecessors: codes(cell('predecessor_la_codes'), ','),
    otherCodes: cell('gss_code_alt').replaceAll(',', ' '),
    latitude: places(cell('lat'), 5),
    longitude: places(cell('long'), 5),
    ruralClass: cell('ruc11_class').replace(/ \(.*/, ''),
    budgetBasis: bases[basis] ?? '',
    budgetFrom: codes(from, '+'),
  }
  for (const [ours, theirs] of Object.entries(plainColumns)) cells[ours] = cell(theirs)
  budgetLines.forEach((line, i) => (cells[`budget.${line}`] = cell(budgetSources[i] ?? '')))
  for (const name of ['easting', 'northing']) cells[name] = places(cells[name] ?? '', 0)
  return cells
}

export function successionsFile(rows: Cells[]): string {
  const columns = ['predecessor', 'predecessorShort', 'predecessorName', 'lastDay', 'successor']
  const lines = rows.map((row) =>
    ['predecessor_gss', 'predecessor_la_code', 'predecessor_name', 'last_day', 'successor_gss']
      .map((name) => quoted(row[name] ?? ''))
      .join(','),
  )
  return `${successionHeader}${columns.join(',')}\n${lines.join('\n')}\n`
}

/** One council's short name was collected as its full one, and another with a full stop. */
function shortName(name: string): string {
  return name.replace(/ Council$/, '').replaceAll('.', '')
}

/**
 * English, Welsh and Northern Irish councils begin on a 1 April. The register's other dates (75 of them, all
 * but one in 2005) are the days an entry was made in an older list, and would be false as a council's age.
 */
function vestingDay(date: string): string {
  return date.endsWith('-04-01') ? date : ''
}

/** Rounds a decimal as written; a centroid needs no more than a metre. */
function places(text: string, digits: number): string {
  return text === '' ? '' : String(Number(Number(text).toFixed(digits)))
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Looks up the GSS code of the collector's letters; of unknown letters it makes a code that no check lets pass. */
export function codeFinder(authorities: Cells[], successions: Cells[]): (short: string) => string {
  const codes = new Map([
    ...successions.map((row) => [row['predecessor_la_code'], row['predecessor_gss']] as const),
    ...authorities.map((row) => [row['la_code'], row['gss_code']] as const),
  ])
  return (short) => codes.get(short) ?? `?${short}`
}

function main(folder: string): void {
  const read = (name: string) =>
    readCsv(readFileSync(join(folder, name), 'utf8')).rows.map(({ cells }) => cells)
  const authorities = read('authorities.csv')
  const successions = read('successions.csv')
  const codeOf = codeFinder(authorities, successions)
  const content = join(import.meta.dirname, '../../content')
  writeFileSync(join(content, 'authorities.csv'), authoritiesFile(authorities, codeOf))
  writeFileSync(join(content, 'successions.csv'), successionsFile(successions))
  console.log(`Wrote ${authorities.length} authorities and ${successions.length} successions.`)
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2)
  if (folder) main(folder)
  else console.error('Say which folder holds the collected authorities.csv and successions.csv.')
}
