/**
 * Re-expresses a folder of collected public facts as `content/arrangements/arrangements.csv`, `members.csv` and
 * `national.csv`.
 *
 *   node scripts/content/arrangements.ts FOLDER
 *
 * FOLDER holds `arrangements.csv`, `arrangement_members.csv` and `sector_benchmarks.csv` in the collector's columns. Only
 * facts are taken over: names, codes, dates, figures and addresses. Every sentence about them is ours, in `words.yaml`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { arrangementColumns, memberColumns, nationalColumns } from '#content/arrangement-file.ts'
import type { ArrangementForm, ArrangementStatus } from '#content/arrangement.ts'
import { readCsv } from '#content/csv.ts'

type Cells = Record<string, string>

const formOf: Record<string, readonly ArrangementForm[]> = {
  shared_staff: ['shared-staff'],
  shared_staff_s113: ['shared-staff'],
  shared_management: ['shared-management'],
  'collaboration_agreement+board': ['collaboration-agreement'],
  lead_authority: ['lead-council'],
  joint_committee: ['joint-committee'],
  'joint_committee+host': ['joint-committee'],
  'joint_committee+lead_authority': ['joint-committee', 'lead-council'],
  'joint_committee>lead_authority': ['joint-committee', 'lead-council'],
  'joint_committee+shared_staff': ['joint-committee', 'shared-staff'],
  'shared_staff>joint_committee': ['shared-staff', 'joint-committee'],
  joint_board_proposed: ['joint-committee'],
  council_owned_company: ['company'],
  private_joint_venture: ['joint-venture'],
  'joint_procurement+joint_committee': ['contract', 'joint-committee'],
}

const statusOf: Record<string, ArrangementStatus> = {
  active_at_last_evidence: 'live',
  partly_ended: 'partly-ended',
  ended: 'ended',
  superseded: 'replaced',
  merged: 'merged',
  not_proceeded: 'not-proceeded',
  proposal: 'exploring',
  unknown_after_last_evidence: 'not-known',
}

const serviceOf: Record<string, string> = {
  managing_director: 'chief-executive',
  multiple: 'many-services',
  multiple_hosted: 'many-services',
  all_services_integration: 'many-services',
  exchequer: 'payments',
  print: 'printing',
}

/** Where the collected facts say "undated page" or name a paper, the year that it can be no older than. */
const evidenceOf: Record<string, string> = {
  'undated page, about 2022-23': '2022',
  'undated page, after 2020': '2021',
  'undated page': '2013-10',
  'minutes for 2025/26 budget': '2025',
}

/** Councils that host, by what the collected facts say of each. */
const hosts: Record<string, string> = {
  sts: 'E09000005',
  sllp: 'E09000024',
  'hb-public-law': 'E09000015',
  'sutton-kingston-ict': 'E09000021',
  wrs: 'E07000234',
  'procurement-lincolnshire': 'E10000019',
  '3c-ict': 'E07000011',
  '3c-building-control': 'E07000012',
}

const names: Record<string, string> = {
  'mks-hr': 'Mid Kent Services: human resources',
  'mks-ict': 'Mid Kent Services: IT',
  'mks-revenues-benefits': 'Mid Kent Services: revenues and benefits',
  selcp: 'South and East Lincolnshire Councils Partnership',
}

/** Where newer public papers say more than the collected row; each with the address that says it. */
const newer: Record<string, Cells> = {
  'easthants-havant': {
    status: 'ended',
    ended: '2022',
    isEndPlanned: 'yes',
    evidenceOf: '2022-01',
    sources:
      'https://shineradio.uk/2022/01/district-councils-call-it-off/ https://www.publicsectorexecutive.com/articles/hampshire-council-governance-havant',
  },
}

const header = `# Arrangements in which UK councils share or shared something: a sample, as last evidenced, not a census.
# Facts collected from public papers and the press in November 2026; each row names its sources by address.
# Facts are free to use; the selection and the columns are Handfast's, CC BY 4.0. Our sentences stand in words.yaml.
# Made by scripts/content/arrangements.ts; edit the script, not this file.
`
const memberHeader = `# Who took part in each arrangement, by the code that the council had (GSS). Some have been abolished since.
# Made by scripts/content/arrangements.ts; edit the script, not this file.
`
const nationalHeader = `# What the Local Government Association and others published about all of England, with an address for each figure.
# Made by scripts/content/arrangements.ts; edit the script, not this file.
`

export function arrangementsFile(rows: readonly Cells[]): string {
  return csv(header, arrangementColumns, rows.map(factsOf))
}

function factsOf(row: Cells): Cells {
  const cell = (name: string) => row[name]?.trim() ?? ''
  const services = cell('services')
    .split(';')
    .map((id) => serviceOf[id] ?? id.replaceAll('_', '-'))
  const isEndPlanned = cell('note').includes('planned or notice date')
  const status = statusOf[cell('status')] ?? ''
  const sources = cell('source_urls')
    .split(/\s+/)
    .filter((word) => /^https?:\/\//.test(word))
  const known = newer[cell('id')]
  return {
    id: cell('id'),
    name:
      names[cell('id')] ??
      cell('name')
        .replaceAll(/ \(.*\)$/g, '')
        .replaceAll('&', 'and'),
    services: [...new Set(services)].join(' '),
    forms: (formOf[cell('model')] ?? []).join(' '),
    status,
    started: cell('started'),
    isStartInferred: cell('start_basis') === 'approximate or inferred' ? 'yes' : '',
    // What never began cannot have ended, and what ended in part goes on.
    ended: ['ended', 'replaced', 'merged'].includes(status) ? cell('ended') : '',
    isEndPlanned: isEndPlanned ? 'yes' : '',
    evidenceOf: evidenceOf[cell('status_as_of')] ?? cell('status_as_of'),
    ...known,
    sources: [...sources, ...(known?.['sources']?.split(' ') ?? [])].join(' '),
  }
}

export function membersFile(rows: readonly Cells[]): string {
  const cells = rows.map((row) => {
    const arrangement = row['arrangement_id'] ?? ''
    const council = row['gss_code'] ?? ''
    const role = row['role'] === 'left' ? 'former' : hosts[arrangement] === council ? 'host' : 'member'
    return { arrangement, council, role }
  })
  return csv(memberHeader, memberColumns, cells)
}

const measures: Record<string, { measure: string; basis: string }> = {
  operational_arrangements: { measure: 'arrangements', basis: 'count' },
  arrangements: { measure: 'arrangements', basis: 'count' },
  projected_saving_per_year_gbp: { measure: 'saving', basis: 'projected-yearly' },
  saving_gbp: { measure: 'saving', basis: 'not-stated' },
  cumulative_saving_gbp: { measure: 'saving', basis: 'cumulative' },
  saving_reported_as_yearly_gbp: { measure: 'saving', basis: 'reported-as-yearly' },
  saving_in_2018_19_gbp: { measure: 'saving', basis: 'one-year' },
}

/** The series of counts and savings; what the collected file holds beside them (studies of a few arrangements) stays out. */
export function nationalFile(rows: readonly Cells[]): string {
  const cells = rows.flatMap((row): Cells[] => {
    const known = measures[row['measure'] ?? '']
    const date = (row['date'] ?? '').replace('-early', '')
    return known
      ? [{ date, ...known, value: row['value'] ?? '', note: noteOf(row), source: row['source'] ?? '' }]
      : []
  })
  return csv(nationalHeader, nationalColumns, cells)
}

/** Our own short remarks; the collector's stay behind. */
function noteOf(row: Cells): string {
  const note = row['note'] ?? ''
  if (row['measure'] === 'saving_reported_as_yearly_gbp')
    return 'Reported as a yearly sum. It almost certainly adds up all years: it lies between 462 million in 2015 and 840 million in 2018, which both do.'
  if (note.includes('337 councils')) return '337 councils took part.'
  if (note.includes('no longer updated')) return 'The last figure. The map has not been kept up since.'
  if (note === 'nearly') return 'The source says “nearly”.'
  return row['date'] === '2018-early' ? 'Early in the year.' : ''
}

function csv(head: string, columns: readonly string[], rows: readonly Cells[]): string {
  const lines = rows.map((row) => columns.map((name) => quoted(row[name] ?? '')).join(','))
  return `${head}${columns.join(',')}\n${lines.join('\n')}\n`
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

const [, script, folder] = process.argv
if (script === import.meta.filename && folder) {
  const rowsOf = (name: string): Cells[] =>
    readCsv(readFileSync(join(folder, name), 'utf8')).rows.map(({ cells }) => cells)
  const write = (name: string, text: string) =>
    writeFileSync(join(import.meta.dirname, '../../content/arrangements', name), text)
  write('arrangements.csv', arrangementsFile(rowsOf('arrangements.csv')))
  write('members.csv', membersFile(rowsOf('arrangement_members.csv')))
  write('national.csv', nationalFile(rowsOf('sector_benchmarks.csv')))
}
