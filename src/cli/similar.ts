import { fileURLToPath } from 'node:url'
import { BadInput, demand } from '#engine/bad-input.ts'
import { bestGroups, pairCosts, type BestGroups } from '#engine/best-group.ts'
import {
  likenessTable,
  neighboursOf,
  type Feature,
  type FeatureScale,
  type Neighbour,
  type Subject,
} from '#engine/likeness.ts'
import { commandOf, type Calculation, type Options } from '#root/cli/calculation.ts'
import { choiceAt, listAt, maybe, numberAt, recordAt, textAt, wholeAt } from '#root/cli/field.ts'
import { readInput, type CsvInput } from '#root/cli/input.ts'
import type { Table } from '#root/cli/table.ts'

const FIELDS = ['council', 'features', 'councils', 'top', 'groups'] as const

/** Features of the project's own file of councils, when none are chosen. */
const USUAL_FEATURES = 'populationMid2020:2:log,densityPerKm2:1:log,deprivationScore:1,percentRural:1'

type Group = { councils: string[]; cost: number }
type Found = {
  council: string | null
  scales: readonly FeatureScale[]
  near: readonly Neighbour[]
  unknown: readonly { id: string; missing: readonly string[] }[]
  groups: (Omit<BestGroups, 'groups'> & { groups: Group[] }) | null
}

const calculation: Calculation<Found> = {
  name: 'similar',
  summary: 'which councils are most like one, and which groups are most alike',
  help: `
handfast similar [FILE] --council NAME [options]

Without a FILE the project's own table of 382 councils is used. FILE is CSV with a heading and a column of names, or
YAML/JSON with features: [{ id, weight, scale? }] and councils: [{ id, values }].

  --council NAME                           the council to compare with
  --features population:2:log,rural:1      columns, each with its weight (0 to 5) and log to compare by ratio
                                           (${USUAL_FEATURES})
  --name COLUMN                            the column of names (shortName, or the first)
  --where kind=district                    only rows with that value
  --top N (10)                             how many to list
  --groups N                               also the most alike groups of N councils (2 to 6), all of them scored

Example: handfast similar --council "West Devon" --where kind=district --groups 3`,
  needsInput: false,
  options: {
    council: { type: 'string' },
    features: { type: 'string' },
    name: { type: 'string' },
    where: { type: 'string' },
    top: { type: 'string' },
    groups: { type: 'string' },
  },
  prepare: (read, options) => {
    const { features: _, name: __, where: ___, ...settings } = options
    if (read?.kind === 'data') return { ...recordAt(read.data, 'the input', FIELDS), ...settings }
    const table = read?.table ?? ownTable()
    return { ...fromTable(table, options, read === null), ...settings }
  },
  compute: (input) => find(recordAt(input, 'the input', FIELDS)),
  show: (found) => ({ tables: tablesOf(found), explain: words(found) }),
}

/** `handfast similar`. */
export const similar = commandOf(calculation)

function ownTable(): CsvInput {
  const path = fileURLToPath(new URL('../../content/authorities.csv', import.meta.url))
  const noInput = { out: () => {}, err: () => {}, readStdin: () => new Uint8Array() }
  const read = readInput(path, 'csv', noInput)
  if (read.kind !== 'table') throw new Error('content/authorities.csv was read as CSV')
  return read.table
}

function fromTable(
  table: CsvInput,
  options: Options,
  isOwn: boolean,
): { features: Feature[]; councils: Subject[] } {
  const chosen = options['features'] ?? (isOwn ? USUAL_FEATURES : undefined)
  const features = featuresAt(textAt(chosen, '--features'))
  const fallback = table.columns.includes('shortName') ? 'shortName' : (table.columns[0] ?? '')
  const name = typeof options['name'] === 'string' ? options['name'] : fallback
  for (const column of [name, ...features.map(({ id }) => id)]) {
    demand(
      table.columns.includes(column),
      '--features',
      `there is no column "${column}"; see the file's heading`,
    )
  }
  const rows = rowsWhere(table, options['where'])
  const councils = rows.map((row, index) => ({
    id: textAt(row[name], `row ${index + 1}, ${name}`),
    values: features.map(({ id }) => maybe(row[id], `row ${index + 1}, ${id}`, numberAt) ?? null),
  }))
  return { features, councils }
}

function rowsWhere(table: CsvInput, where: string | boolean | undefined): CsvInput['rows'] {
  if (typeof where !== 'string') return table.rows
  const [column = '', value] = where.split('=')
  demand(value !== undefined, '--where', 'write it as column=value')
  demand(table.columns.includes(column), '--where', `there is no column "${column}"`)
  const rows = table.rows.filter((row) => row[column] === value)
  demand(rows.length > 0, '--where', `no row has ${where}`)
  return rows
}

function featuresAt(text: string): Feature[] {
  return text.split(',').map((part) => {
    const [id = '', weight = '1', scale] = part.trim().split(':')
    const feature = { id, weight: numberAt(weight, `--features ${id}`) }
    if (scale === undefined) return feature
    return { ...feature, scale: choiceAt(scale, `--features ${id}`, ['linear', 'log'] as const) }
  })
}

function find(given: Record<string, unknown>): Found {
  const features = listAt(given['features'], 'features').map(featureAt)
  const councils = listAt(given['councils'], 'councils').map(councilAt)
  const council = maybe(given['council'], 'council', textAt) ?? null
  const size = maybe(given['groups'], 'groups', (value, field) => wholeAt(value, field, 2, 6))
  const top = maybe(given['top'], 'top', (value, field) => wholeAt(value, field, 1, 1000)) ?? 10
  if (council === null && size === undefined) throw new BadInput('council', 'name one, or ask for --groups')
  const table = likenessTable(councils, features)
  const { near, unknown } = council === null ? { near: [], unknown: [] } : neighboursOf(table, council)
  const best = size === undefined ? null : bestGroups(pairCosts(table), { size, keep: top })
  const groups = best && {
    ...best,
    groups: best.groups.map(({ members, cost }) => ({ councils: members.map((at) => table.ids[at]!), cost })),
  }
  return { council, scales: table.scales, near: near.slice(0, top), unknown, groups }
}

function featureAt(value: unknown, index: number): Feature {
  const at = `features[${index}]`
  const given = recordAt(value, at, ['id', 'weight', 'scale'])
  const scale = maybe(given['scale'], `${at}.scale`, (one, field) =>
    choiceAt(one, field, ['linear', 'log'] as const),
  )
  const feature = {
    id: textAt(given['id'], `${at}.id`),
    weight: numberAt(given['weight'] ?? 1, `${at}.weight`),
  }
  return scale === undefined ? feature : { ...feature, scale }
}

function councilAt(value: unknown, index: number): Subject {
  const at = `councils[${index}]`
  const given = recordAt(value, at, ['id', 'values'])
  const values = listAt(given['values'], `${at}.values`).map((one, column) => {
    return maybe(one, `${at}.values[${column}]`, numberAt) ?? null
  })
  return { id: textAt(given['id'], `${at}.id`), values }
}

function tablesOf({ council, near, unknown, groups }: Found): Table[] {
  const tables: Table[] = []
  if (council !== null) {
    tables.push({
      id: 'near',
      title: `Councils most like ${council}`,
      columns: [
        { name: 'council' },
        { name: 'distance', decimals: 3 },
        { name: '0 to 1', decimals: 3 },
        { name: 'differs most on' },
        { name: 'not known' },
      ],
      rows: near.map(({ id, distance, rebased, likeness }) => [id, distance, rebased, ...reasons(likeness)]),
      notes:
        unknown.length === 0 ? [] : [`Too little is known of ${unknown.map(({ id }) => id).join(', ')}.`],
    })
  }
  if (groups !== null) {
    tables.push({
      id: 'groups',
      title: 'Groups most alike',
      columns: [{ name: 'councils' }, { name: 'mean distance', decimals: 3 }],
      rows: groups.groups.map(({ councils, cost }) => [councils.join(', '), cost]),
      notes: [
        `${groups.scored} groups were scored; ${groups.ruledOut} hold a pair of which too little is known.`,
      ],
    })
  }
  return tables
}

function reasons(likeness: Neighbour['likeness']): [string, string] {
  if (likeness.kind !== 'distance') return ['', likeness.missing.join(', ')]
  const [most] = likeness.contributions
  const share = most === undefined ? '' : `${most.feature} (${Math.round(100 * most.share)}%)`
  return [share, likeness.missing.join(', ')]
}

function words({ scales }: Found): string[] {
  return [
    'Each feature is measured from the middle council, in units of the middle distance from it (times 1.4826).',
    'A distance is the mean number of units apart, by your weights. What one council lacks is left out, never filled in.',
    ...scales.map(({ id, weight, by, missing }) => {
      return `${id}: weight ${weight}; ${by.replaceAll('-', ' ')}; not known for ${missing}.`
    }),
  ]
}
