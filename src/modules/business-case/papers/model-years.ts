import { type CaseInput, type CaseService } from '#engine/business-case-input.ts'
import { divider } from '#engine/business-case-share.ts'
import { likelyValue, type Uncertain } from '#engine/distribution.ts'
import type { FormulaCell, FormulaSheet } from '#platform/formula-sheet.ts'
import { figures, head, line, number, title, worked, type Row } from './model-cells.ts'
import type { Inputs } from './model-inputs.ts'

/** A sheet, and its last row. */
export type Table = { readonly sheet: FormulaSheet; readonly last: number }

/** A row for each service, year and council: what it pays alone, its share of the bill, and what that leaves it. */
export function yearSheet(input: CaseInput, at: Inputs['at']): Table {
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
  const rows: Row[] = [
    [title('Year by year')],
    [line(note)],
    headers.map((name, i) => (i < 2 ? head(name) : figures(name))),
  ]
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
        ? worked(`I${r}*${weight}`, 'pounds')
        : input.sharing === 'equal-savings'
          ? worked(`E${r}-(G${r}-I${r})/${n}`, 'pounds')
          : number(fixed[k] ?? 0, 'pounds')
    return [
      service.name,
      partner,
      year,
      worked(`${own('volume')}*${own(`share of volume in year ${year}`)}`, 'amount'),
      worked(
        `${own('fixed cost alone')}+${own('unit cost alone')}*D${r}^${of('elasticity alone')}`,
        'pounds',
      ),
      worked(`SUM(D$${from}:D$${to})`, 'amount'),
      worked(`SUM(E$${from}:E$${to})`, 'pounds'),
      worked(
        `(${of('joint fixed cost')}+${of('joint unit cost')}*F${r}^${of('elasticity together')}+${of('coordination')}*${n - 1}^${of('coordination power')})*(1+${of('price drift')})^${year}`,
        'pounds',
      ),
      worked(`H${r}+${at('share of savings that is lost')}*MAX(0,G${r}-H${r})`, 'pounds'),
      share,
      worked(of(`moved by the end of year ${year}`), 'rate'),
      worked(`${of('paid twice')}*MAX(0,K${r}-${before})`, 'rate'),
      worked(`${of(`one-off cost in year ${year}`)}*(1+${at('one-off costs are raised by')})`, 'rate'),
      worked(`M${r}*${of('setting up')}*${weight ?? byVolume}`, 'pounds'),
      worked(`K${r}*(E${r}-J${r})-L${r}*E${r}-M${r}*${own('moving')}-N${r}`, 'pounds'),
      worked(`O${r}*${at(`worth of £1 in year ${year}`)}`, 'pounds'),
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
