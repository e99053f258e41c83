import { type CaseInput, type CaseService } from '#engine/business-case-input.ts'
import { divider, itemWeights } from '#engine/business-case-share.ts'
import { rateIn } from '#engine/discount.ts'
import { likelyValue, type Uncertain } from '#engine/distribution.ts'
import {
  columnName,
  type FormulaCell,
  type FormulaSheet,
  type FormulaWorkbook,
} from '#platform/formula-sheet.ts'

/** What is said beside the model: sources and results as plain rows. */
export type ModelNotes = {
  readonly title: string
  readonly lines: readonly string[]
  /** A row each: the name of an input, and who says it. */
  readonly sources: readonly (readonly [string, string])[]
  /** A row each: for whom, and the 1 in 10 below, middle and 1 in 10 above, in pounds. */
  readonly draws: readonly (readonly [string, number, number, number])[]
}

/**
 * The plain case as a workbook that works itself out: change a number on “Inputs” and the worth changes. The formulas are
 * those of the engine with every number at its most likely; LibreOffice gives the engine’s result to the penny. Shares by
 * Shapley look at every group of councils, which a formula cannot: they stand as values, and a line says so.
 */
export function modelSheets(input: CaseInput, notes: ModelNotes): FormulaWorkbook {
  const inputs = inputSheet(input)
  const years = yearSheet(input, inputs.at)
  const items = itemSheet(input, inputs.at)
  const between = betweenSheet(input)
  return {
    title: notes.title,
    sheets: [
      worthSheet(input, notes, { years, items, between }),
      inputs.sheet,
      years.sheet,
      items.sheet,
      between.sheet,
      notesSheet(notes),
    ],
  }
}

type Row = FormulaCell[]
const title = (text: string): FormulaCell => ({ text, look: 'title' })
const line = (text: string): FormulaCell => ({ text, look: 'line' })
const head = (text: string): FormulaCell => ({ text, look: 'heading' })
const f = (formula: string, isStrong = false): FormulaCell => ({ formula, isStrong })

type Inputs = { readonly sheet: FormulaSheet; readonly at: (name: string) => string }

/** Every number of the case, named, in column B; formulas find it by its name. */
function inputSheet(input: CaseInput): Inputs {
  const rows: Row[] = [
    [title('Inputs')],
    [line('Every number at its most likely. Change any of them.')],
    [head('Number'), head('Value')],
  ]
  const places = new Map<string, string>()
  const put = (name: string, value: number | FormulaCell): void => {
    rows.push([name, value])
    places.set(name, `Inputs!$B$${rows.length}`)
  }
  put('years after this one', input.lastYear)
  const schedule =
    typeof input.discount === 'number' ? { bands: [{ fromYear: 1, rate: input.discount }] } : input.discount
  put('worth of £1 in year 0', 1)
  for (let year = 1; year <= input.lastYear; year++) {
    put(`discount rate of year ${year}`, rateIn(schedule, year))
    put(`worth of £1 in year ${year}`, f(`B${rows.length - 1}/(1+B${rows.length})`))
  }
  put('one-off costs are raised by', input.optimism?.integration ?? 0)
  put(
    'share of savings that is lost',
    input.realisation === undefined ? (input.optimism?.savings ?? 0) : 1 - likelyValue(input.realisation),
  )
  for (const { name, key } of input.partners) put(`${name}: key`, key ?? 0)
  for (const service of input.services) putService(service, input, put)
  for (const { name, factor } of input.items ?? []) put(`${name}: factor`, likelyValue(factor ?? 1))
  const at = (name: string): string => {
    const place = places.get(name)
    if (place === undefined) throw new Error(`The model has no input "${name}".`)
    return place
  }
  return { at, sheet: { name: 'Inputs', widths: [60, 18], rows, frozen: 3 } }
}

function putService(
  service: CaseService,
  input: CaseInput,
  put: (name: string, value: number) => void,
): void {
  const number = (value: Uncertain | undefined, unsaid = 0) =>
    value === undefined ? unsaid : likelyValue(value)
  const of = (name: string) => `${service.name}: ${name}`
  put(of('joint fixed cost'), number(service.fixedShared))
  put(of('joint unit cost'), number(service.unitShared))
  put(of('elasticity together'), number(service.elasticity))
  put(of('elasticity alone'), number(service.elasticityAlone, number(service.elasticity)))
  put(of('coordination'), number(service.coordination))
  put(of('coordination power'), number(service.coordinationPower, 1))
  put(of('setting up'), number(service.integration))
  put(of('paid twice'), number(service.doubleRunning))
  put(of('price drift'), number(service.priceDrift))
  for (let year = 0; year <= input.lastYear; year++) {
    put(of(`moved by the end of year ${year}`), service.ramp[year] ?? 0)
    put(of(`one-off cost in year ${year}`), (service.phase ?? [1])[year] ?? 0)
  }
  for (const member of service.members) {
    const own = (name: string) => `${service.name}, ${member.partner}: ${name}`
    put(own('volume'), number(member.volume))
    put(own('fixed cost alone'), number(member.fixedAlone))
    put(own('unit cost alone'), number(member.unitAlone))
    put(own('moving'), number(member.integration))
    for (let year = 0; year <= input.lastYear; year++)
      put(own(`share of volume in year ${year}`), member.profile?.[year] ?? 1)
  }
}

type Table = { readonly sheet: FormulaSheet; readonly last: number }
const firstRow = 4

/** A row for each service, year and council: what it pays alone, its share of the bill, and what that leaves it. */
function yearSheet(input: CaseInput, at: Inputs['at']): Table {
  const headers = [
    'Service',
    'Council',
    'Year',
    'Volume',
    'Cost alone',
    'All volumes',
    'All alone',
    'Joint cost',
    'Joint bill',
    'Share of the bill',
    'Moved',
    'Paid twice',
    'One-off due',
    'Share of setting up',
    'Net',
    'Net, in today’s worth',
  ]
  const note =
    input.sharing === 'shapley'
      ? 'Shares of the bill by Shapley are values: they look at every group of councils.'
      : 'Pounds, in the prices of the baseline’s year.'
  const rows: Row[] = [[title('Year by year')], [line(note)], headers.map(head)]
  for (const service of input.services)
    for (let year = 0; year <= input.lastYear; year++)
      rows.push(...yearRows(input, service, year, at, rows.length + 1))
  return {
    last: rows.length,
    sheet: { name: 'Years', widths: headers.map((_, i) => (i < 2 ? 22 : 14)), rows, frozen: 3 },
  }
}

function yearRows(
  input: CaseInput,
  service: CaseService,
  year: number,
  at: Inputs['at'],
  from: number,
): Row[] {
  const n = service.members.length
  const to = from + n - 1
  const of = (name: string) => at(`${service.name}: ${name}`)
  const places = service.members.map(({ partner }) =>
    input.partners.findIndex(({ name }) => name === partner),
  )
  const fixed = input.sharing === 'shapley' ? shapleyShares(input, service, places, year) : []
  const before = year === 0 ? '0' : of(`moved by the end of year ${year - 1}`)
  const keys = service.members.map(({ partner }) => at(`${partner}: key`))
  return service.members.map(({ partner }, k) => {
    const r = from + k
    const own = (name: string) => at(`${service.name}, ${partner}: ${name}`)
    const byVolume = `IF(F${r}>0,D${r}/F${r},1/${n})`
    const weights: Readonly<Record<string, string>> = {
      usage: byVolume,
      equal: `1/${n}`,
      'stand-alone': `IF(G${r}>0,E${r}/G${r},1/${n})`,
      key: `IF(${keys.join('+')}>0,${keys[k]}/(${keys.join('+')}),1/${n})`,
    }
    const weight = weights[input.sharing]
    const share: FormulaCell =
      weight !== undefined
        ? f(`I${r}*${weight}`)
        : input.sharing === 'equal-savings'
          ? f(`E${r}-(G${r}-I${r})/${n}`)
          : (fixed[k] ?? 0)
    return [
      service.name,
      partner,
      year,
      f(`${own('volume')}*${own(`share of volume in year ${year}`)}`),
      f(`${own('fixed cost alone')}+${own('unit cost alone')}*D${r}^${of('elasticity alone')}`),
      f(`SUM(D$${from}:D$${to})`),
      f(`SUM(E$${from}:E$${to})`),
      f(
        `(${of('joint fixed cost')}+${of('joint unit cost')}*F${r}^${of('elasticity together')}+${of('coordination')}*${n - 1}^${of('coordination power')})*(1+${of('price drift')})^${year}`,
      ),
      f(`H${r}+${at('share of savings that is lost')}*MAX(0,G${r}-H${r})`),
      share,
      f(of(`moved by the end of year ${year}`)),
      f(`${of('paid twice')}*MAX(0,K${r}-${before})`),
      f(`${of(`one-off cost in year ${year}`)}*(1+${at('one-off costs are raised by')})`),
      f(`M${r}*${of('setting up')}*${weight ?? byVolume}`),
      f(`K${r}*(E${r}-J${r})-L${r}*E${r}-M${r}*${own('moving')}-N${r}`),
      f(`O${r}*${at(`worth of £1 in year ${year}`)}`),
    ]
  })
}

/** The engine’s own shares, for the one rule that a formula cannot hold. */
function shapleyShares(input: CaseInput, service: CaseService, places: number[], year: number): number[] {
  const value = (number: Uncertain | undefined, unsaid = 0) =>
    number === undefined ? unsaid : likelyValue(number)
  const volume = Float64Array.from(service.members, (m) => value(m.volume) * (m.profile?.[year] ?? 1))
  const exponent = value(service.elasticityAlone, value(service.elasticity))
  const alone = Float64Array.from(
    service.members,
    (m, k) => value(m.fixedAlone) + value(m.unitAlone) * volume[k]! ** exponent,
  )
  const level = (1 + value(service.priceDrift)) ** year
  const groupCost = (total: number, members: number) =>
    level *
    (value(service.fixedShared) +
      value(service.unitShared) * total ** value(service.elasticity) +
      value(service.coordination) * (members - 1) ** value(service.coordinationPower, 1))
  const sum = (list: Float64Array) => list.reduce((a, b) => a + b, 0)
  const lean = groupCost(sum(volume), service.members.length)
  const lost = input.realisation === undefined ? (input.optimism?.savings ?? 0) : 1 - value(input.realisation)
  const shares = new Float64Array(service.members.length)
  const shared = lean + lost * Math.max(0, sum(alone) - lean)
  divider(input, places)({ alone, volume, shared, lean, groupCost }, shares)
  return Array.from(shares)
}

function itemSheet(input: CaseInput, at: Inputs['at']): Table {
  const headers = ['What', 'Year', 'Amount', 'Net', ...input.partners.map(({ name }) => name)]
  const rows: Row[] = [
    [title('Other costs and benefits')],
    [line('Benefits above nought, costs below.')],
    headers.map(head),
  ]
  const weights = itemWeights(input)
  for (const item of input.items ?? [])
    for (const [year, amount] of item.amounts.entries()) {
      const r = rows.length + 1
      const sign = item.kind === 'benefit' ? '' : '-'
      const kept =
        item.isForecast === true && input.realisation !== undefined
          ? `*(1-${at('share of savings that is lost')})`
          : ''
      rows.push([
        item.name,
        year,
        amount,
        f(`${sign}C${r}*${at(`${item.name}: factor`)}${kept}`),
        ...input.partners.map(({ name }, i): FormulaCell => {
          if (item.partner !== undefined) return item.partner === name ? f(`D${r}`) : 0
          return f(`D${r}*${weights[i] ?? 0}`)
        }),
      ])
    }
  return {
    last: rows.length,
    sheet: { name: 'Items', widths: [44, 8, ...headers.slice(2).map(() => 16)], rows, frozen: 3 },
  }
}

function betweenSheet(input: CaseInput): Table {
  const headers = ['What', 'Year', 'Amount', ...input.partners.map(({ name }) => name)]
  const rows: Row[] = [
    [title('Between councils')],
    [line('What one pays another gets: each row adds up to nought.')],
    headers.map(head),
  ]
  for (const { name, from, to, amounts } of input.transfers ?? [])
    for (const [year, amount] of amounts.entries()) {
      const r = rows.length + 1
      rows.push([
        name,
        year,
        amount,
        ...input.partners.map((partner): FormulaCell =>
          partner.name === from ? f(`-C${r}`) : partner.name === to ? f(`C${r}`) : 0,
        ),
      ])
    }
  return {
    last: rows.length,
    sheet: { name: 'Between', widths: [44, 8, ...headers.slice(2).map(() => 16)], rows, frozen: 3 },
  }
}

/** The result: for each council and for all, by year and in today’s worth. */
function worthSheet(
  input: CaseInput,
  notes: ModelNotes,
  { years, items, between }: { years: Table; items: Table; between: Table },
): FormulaSheet {
  const range = (sheet: string, column: string, last: number) =>
    `${sheet}!$${column}$${firstRow}:$${column}$${Math.max(firstRow, last)}`
  const headers = ['Year', ...input.partners.map(({ name }) => name), 'All together', 'Worth of £1']
  const rows: Row[] = [
    [title(notes.title)],
    ...notes.lines.map((text): Row => [line(text)]),
    [line('The plain case: every number at its most likely. Pounds.')],
    headers.map(head),
  ]
  const start = rows.length + 1
  const council = (i: number) => columnName(i + 1)
  const all = columnName(input.partners.length + 1)
  const factor = columnName(input.partners.length + 2)
  for (let year = 0; year <= input.lastYear; year++) {
    const r = rows.length + 1
    const cells = input.partners.map((_, i): FormulaCell => {
      const name = `${council(i)}$${start - 1}`
      return f(
        `SUMIFS(${range('Years', 'O', years.last)},${range('Years', 'B', years.last)},${name},${range('Years', 'C', years.last)},$A${r})` +
          `+SUMIFS(${range('Items', columnName(i + 4), items.last)},${range('Items', 'B', items.last)},$A${r})` +
          `+SUMIFS(${range('Between', columnName(i + 3), between.last)},${range('Between', 'B', between.last)},$A${r})`,
      )
    })
    rows.push([
      year,
      ...cells,
      f(`SUM(B${r}:${council(input.partners.length - 1)}${r})`),
      f(`Inputs!$B$${factorRow(year)}`),
    ])
  }
  const end = rows.length
  const worth = (column: string) =>
    f(`ROUND(SUMPRODUCT(${column}${start}:${column}${end},$${factor}${start}:$${factor}${end}),2)`, true)
  rows.push([
    { text: 'Today’s worth', look: 'strong' },
    ...input.partners.map((_, i) => worth(council(i))),
    worth(all),
  ])
  return { name: 'Worth', widths: headers.map(() => 18), rows }
}

/** Where `inputSheet` puts the worth of £1: after the years, then two rows for each year. */
function factorRow(year: number): number {
  return 5 + 2 * year
}

function notesSheet({ sources, draws }: ModelNotes): FormulaSheet {
  return {
    name: 'Notes',
    widths: [60, 24, 24, 24],
    rows: [
      [title('What chance makes of it')],
      [head('For'), head('1 in 10 below'), head('Middle'), head('1 in 10 above')],
      ...draws.map(([name, ...values]): Row => [name, ...values]),
      [null],
      [{ text: 'Who says', look: 'title' }],
      [head('Number'), head('Source and owner')],
      ...sources.map(([name, words]): Row => [name, words]),
    ],
  }
}
