import { demand } from '#engine/bad-input.ts'
import {
  controlChart,
  type ChartOptions,
  type ControlChart,
  type Measurement,
} from '#engine/control-chart.ts'
import { commandOf, type Calculation, type Options } from '#root/cli/calculation.ts'
import { choiceAt, listAt, maybe, numberAt, recordAt, textAt, wholeAt } from '#root/cli/field.ts'
import type { CsvInput } from '#root/cli/input.ts'

const FIELDS = ['points', 'direction', 'target', 'baseline', 'runLength', 'screen', 'rebases'] as const
const DIRECTIONS = ['higher-is-better', 'lower-is-better', 'neither'] as const

const calculation: Calculation<ControlChart> = {
  name: 'chart',
  summary: 'whether a measure has changed, or only wanders (XmR chart)',
  help: `
handfast chart FILE [options]

FILE is CSV with a heading, or YAML/JSON with points: [{ period, value, part? }] and the fields below.
A period is 2026-04, 2026-Q2 or 2026. A missing period is a gap; a row with something in the part column covers only
part of its period. Both are kept out of the limits and listed.

  --period NAME, --value NAME, --part NAME   columns of the CSV (period, value, part)
  --direction higher-is-better|lower-is-better|neither
  --target N     --baseline N (20)     --runLength 6|7 (7)     --screen

Example: handfast chart monthly.csv --value calls --direction lower-is-better --target 60`,
  needsInput: true,
  options: {
    period: { type: 'string' },
    value: { type: 'string' },
    part: { type: 'string' },
    direction: { type: 'string' },
    target: { type: 'string' },
    baseline: { type: 'string' },
    runLength: { type: 'string' },
    screen: { type: 'boolean' },
  },
  prepare: (read, options) => {
    const data = read?.kind === 'table' ? { points: pointsOf(read.table, options) } : read?.data
    const { period: _, value: __, part: ___, ...settings } = options
    return { ...recordAt(data, 'the input', FIELDS), ...settings }
  },
  compute: (input) => {
    const given = recordAt(input, 'the input', FIELDS)
    return controlChart(listAt(given['points'], 'points').map(measurementAt), chartOptions(given))
  },
  show: (chart) => ({ tables: [limitsTable(chart), pointsTable(chart)], explain: words(chart) }),
}

/** `handfast chart`. */
export const chart = commandOf(calculation)

function pointsOf(table: CsvInput, options: Options): unknown[] {
  const column = (option: string, needed: boolean): string => {
    const name = typeof options[option] === 'string' ? options[option] : option
    const isThere = table.columns.includes(name)
    demand(
      isThere || !needed,
      `--${option}`,
      `there is no column "${name}"; there are ${table.columns.join(', ')}`,
    )
    demand(isThere || options[option] === undefined, `--${option}`, `there is no column "${name}"`)
    return name
  }
  const [period, value, part] = [column('period', true), column('value', true), column('part', false)]
  return table.rows.map((row) => ({ period: row[period], value: row[value], part: row[part] ?? '' }))
}

function measurementAt(point: unknown, index: number): Measurement {
  const at = `points[${index}]`
  const given = recordAt(point, at, ['period', 'value', 'part'])
  // A year written as a bare number is still a period.
  const period =
    typeof given['period'] === 'number' ? String(given['period']) : textAt(given['period'], `${at}.period`)
  const value = maybe(given['value'], `${at}.value`, numberAt)
  if (value === undefined) return { period, kind: 'gap', reason: null }
  const reason = maybe(given['part'], `${at}.part`, textAt)
  return reason === undefined ? { period, kind: 'value', value } : { period, kind: 'part', value, reason }
}

function chartOptions(given: Record<string, unknown>): ChartOptions {
  const target = maybe(given['target'], 'target', numberAt)
  const baseline = maybe(given['baseline'], 'baseline', (value, field) => wholeAt(value, field, 12, 100_000))
  const runLength = maybe(given['runLength'], 'runLength', (value, field) =>
    choiceAt(String(value), field, ['6', '7']),
  )
  const rebases = maybe(given['rebases'], 'rebases', listAt)
  return {
    direction: choiceAt(given['direction'] ?? 'neither', 'direction', DIRECTIONS),
    screen: given['screen'] === true,
    ...(target === undefined ? {} : { target }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(runLength === undefined ? {} : { runLength: runLength === '6' ? 6 : 7 }),
    ...(rebases === undefined ? {} : { rebases: rebases.map(rebaseAt) }),
  }
}

function rebaseAt(value: unknown, index: number) {
  const at = `rebases[${index}]`
  const given = recordAt(value, at, ['from', 'reason', 'approvedBy', 'on'])
  const text = (field: string) => textAt(given[field], `${at}.${field}`)
  return { from: text('from'), reason: text('reason'), approvedBy: text('approvedBy'), on: text('on') }
}

function limitsTable({ phases, gaps, parts }: ControlChart) {
  return {
    id: 'limits',
    title: 'Limits',
    columns: ['from', 'to', 'values', 'status', 'mean', 'moving range', 'lower', 'upper', 'why'].map(
      (name) => ({ name }),
    ),
    rows: phases.map(({ first, last, values, status, limits, rebase }) => [
      first,
      last,
      values,
      status,
      limits?.mean ?? null,
      limits?.averageMovingRange ?? null,
      limits?.lower ?? null,
      limits?.upper ?? null,
      rebase === null ? 'first limits' : `${rebase.reason} (${rebase.approvedBy}, ${rebase.on})`,
    ]),
    notes: [
      ...(gaps.length > 0 ? [`Not reported: ${gaps.join(', ')}.`] : []),
      ...(parts.length > 0
        ? [
            `Part of the period only: ${parts.map(({ period, reason }) => `${period} (${reason})`).join(', ')}.`,
          ]
        : []),
    ],
  }
}

function pointsTable({ points }: ControlChart) {
  return {
    id: 'points',
    title: 'Points',
    columns: ['period', 'value', 'kind', 'moving range', 'not chance'].map((name) => ({ name })),
    rows: points.map((point) => [
      point.period,
      point.kind === 'gap' ? null : point.value,
      point.kind,
      point.movingRange,
      point.signals.map(({ rule, side }) => `${rule.replaceAll('-', ' ')} (${side})`).join('; '),
    ]),
  }
}

const VARIATION = {
  'too-few': 'Too few points to judge.',
  chance: 'Nothing but chance in the latest value.',
  improving: 'Getting better, and not by chance.',
  worsening: 'Getting worse, and not by chance.',
  changed: 'Changed, and not by chance.',
}

const ASSURANCE = {
  'usually-meets': 'It will usually meet the target.',
  'usually-misses': 'It will usually miss the target.',
  'hit-and-miss': 'It will meet the target some times and miss it others, by luck.',
}

function words({ phases, variation, assurance, gaps, parts }: ControlChart): string[] {
  const limits = phases.at(-1)?.limits ?? null
  const short = (value: number) => String(Number(value.toPrecision(6)))
  return [
    ...(limits === null
      ? []
      : [
          `The first ${limits.from} whole values have the mean ${short(limits.mean)}; from one to the next they move by ` +
            `${short(limits.averageMovingRange)} on average. The limits are ${short(limits.mean)} ± 2.66 × ` +
            `${short(limits.averageMovingRange)}: ${short(limits.lower)} and ${short(limits.upper)}.`,
        ]),
    VARIATION[variation],
    ...(assurance === null ? [] : [ASSURANCE[assurance]]),
    `Missing periods: ${gaps.length}; part periods: ${parts.length}. Nothing is measured across either.`,
  ]
}
