import { type CaseInput, type CaseService } from '#engine/business-case-input.ts'
import { rateIn } from '#engine/discount.ts'
import { likelyValue, type Uncertain } from '#engine/distribution.ts'
import type { FormulaCell, FormulaSheet, Shows } from '#platform/formula-sheet.ts'
import { figures, head, line, number, title, worked, type Row } from './model-cells.ts'

/** The sheet of inputs, and where each stands. */
export type Inputs = { readonly sheet: FormulaSheet; readonly at: (name: string) => string }

/** Every number of the case, named, in column B; formulas find it by its name. */
export function inputSheet(input: CaseInput): Inputs {
  const rows: Row[] = [
    [title('Inputs')],
    [line('Every number at its most likely. Change any of them.')],
    [head('Number'), figures('Value')],
  ]
  const places = new Map<string, string>()
  const put = (name: string, value: number | FormulaCell, shows?: Shows): void => {
    rows.push([name, typeof value === 'number' && shows ? number(value, shows) : value])
    places.set(name, `Inputs!$B$${rows.length}`)
  }
  put('years after this one', input.lastYear)
  const schedule =
    typeof input.discount === 'number' ? { bands: [{ fromYear: 1, rate: input.discount }] } : input.discount
  put('worth of £1 in year 0', 1, 'factor')
  for (let year = 1; year <= input.lastYear; year++) {
    put(`discount rate of year ${year}`, rateIn(schedule, year), 'rate')
    put(`worth of £1 in year ${year}`, worked(`B${rows.length - 1}/(1+B${rows.length})`, 'factor'))
  }
  put('one-off costs are raised by', input.optimism?.integration ?? 0, 'rate')
  put(
    'share of savings that is lost',
    input.realisation === undefined ? (input.optimism?.savings ?? 0) : 1 - likelyValue(input.realisation),
    'rate',
  )
  for (const { name, key } of input.partners) put(`${name}: key`, key ?? 0)
  for (const service of input.services) putService(service, input, put)
  for (const { name, factor } of input.items ?? []) put(`${name}: factor`, likelyValue(factor ?? 1), 'amount')
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
  put: (name: string, value: number, shows: Shows) => void,
): void {
  const likely = (value: Uncertain | undefined, unsaid = 0) =>
    value === undefined ? unsaid : likelyValue(value)
  const of = (name: string) => `${service.name}: ${name}`
  put(of('joint fixed cost'), likely(service.fixedShared), 'pounds')
  put(of('joint unit cost'), likely(service.unitShared), 'pounds')
  put(of('elasticity together'), likely(service.elasticity), 'factor')
  put(of('elasticity alone'), likely(service.elasticityAlone, likely(service.elasticity)), 'factor')
  put(of('coordination'), likely(service.coordination), 'pounds')
  put(of('coordination power'), likely(service.coordinationPower, 1), 'factor')
  put(of('setting up'), likely(service.integration), 'pounds')
  put(of('paid twice'), likely(service.doubleRunning), 'rate')
  put(of('price drift'), likely(service.priceDrift), 'rate')
  for (let year = 0; year <= input.lastYear; year++) {
    put(of(`moved by the end of year ${year}`), service.ramp[year] ?? 0, 'rate')
    put(of(`one-off cost in year ${year}`), (service.phase ?? [1])[year] ?? 0, 'rate')
  }
  for (const member of service.members) {
    const own = (name: string) => `${service.name}, ${member.partner}: ${name}`
    put(own('volume'), likely(member.volume), 'amount')
    put(own('fixed cost alone'), likely(member.fixedAlone), 'pounds')
    put(own('unit cost alone'), likely(member.unitAlone), 'pounds')
    put(own('moving'), likely(member.integration), 'pounds')
    for (let year = 0; year <= input.lastYear; year++)
      put(own(`share of volume in year ${year}`), member.profile?.[year] ?? 1, 'factor')
  }
}
