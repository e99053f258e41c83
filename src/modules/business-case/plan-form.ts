import type { Form } from '#ui/form.ts'
import type { ServicePlan } from './case-part.ts'
import { partReader, percentValue, rangeValues, readPart, type ReadPart } from './part-reader.ts'
import type { PartContext } from './part-context.ts'

export function readPlan(body: unknown, { baseline, parts }: PartContext): ReadPart<ServicePlan> {
  const read = partReader(body)
  const lastYear = parts.frame?.lastYear ?? 10
  const codes = baseline.councils.map(({ code }) => code)
  const phaseText = read.text('phase', 'the per cents', 400, false)
  const cells = phaseText === '' ? [] : phaseText.split(/[\s;,%]+/).filter((cell) => cell !== '')
  const phase = cells.map(Number)
  const adds = phase.reduce((sum, share) => sum + share, 0)
  if (phase.some((share) => !Number.isFinite(share) || share < 0))
    read.errors['phase'] = 'Enter per cents only, like 60 40'
  else if (phase.length > lastYear + 1)
    read.errors['phase'] =
      `There are ${lastYear + 1} years and ${phase.length} per cents. Give one for each year`
  else if (phase.length > 0 && adds !== 100)
    read.errors['phase'] = `These per cents add up to ${adds}. They must add up to 100`
  const drift = (read.posted['drift'] ?? '').trim()
  const isFalling = /^[-−–]/.test(drift)
  const plan: ServicePlan = {
    host: read.choice('host', 'who would host it', codes),
    fixedShared: read.range('fixed', 'the part that stays the same'),
    unitShared: read.range('unit', 'the cost of each unit of work'),
    elasticity: Math.round(read.percent('elasticity', 'how cost grows with the work', 100) / 100),
    coordination: read.range('coordination', 'what each further council costs'),
    setUp: read.range('setup', 'the cost of setting up'),
    moving: Object.fromEntries(
      codes.map((code) => [code, read.range(`moving-${code}`, 'the one-off cost of this council')]),
    ),
    firstYear: read.whole('first', 'the first year', 0, lastYear),
    yearsToMove: read.whole('takes', 'how many years the move takes', 1, 10),
    phase: phase.length > 0 ? Array.from({ length: lastYear + 1 }, (_, year) => phase[year] ?? 0) : [],
    doubleRunning: read.percent('double', 'double running'),
    strandedShare: read.percentRange('stranded', 'the part left behind'),
    strandedYears: read.whole('stranded-years', 'for how many years', 0, 10),
    growth: read.percent('growth', 'growth', 20),
    priceDrift:
      drift === ''
        ? 0
        : isFalling
          ? -Math.round(Number(drift.slice(1).replace('%', '')) * 100)
          : read.percent('drift', 'the price drift', 20),
    inShareLess: read.posted['less'] === 'yes',
    ...read.says(),
  }
  if (!Number.isFinite(plan.priceDrift)) read.errors['drift'] = 'Enter a per cent a year, like 1 or -1'
  return readPart(read, plan)
}

export function planForm(plan: ServicePlan | undefined, { baseline }: PartContext): Form {
  const [first] = baseline.councils
  if (!plan)
    return {
      errors: {},
      values: {
        host: first?.code ?? '',
        elasticity: '100',
        'coordination-likely': '0',
        'setup-likely': '0',
        ...Object.fromEntries(baseline.councils.map(({ code }) => [`moving-${code}-likely`, '0'])),
        first: '1',
        takes: '1',
        double: '0',
        'stranded-likely': '0',
        'stranded-years': '0',
        growth: '0',
        drift: '0',
        less: 'yes',
      },
    }
  return {
    errors: {},
    values: {
      host: plan.host,
      ...rangeValues('fixed', plan.fixedShared),
      ...rangeValues('unit', plan.unitShared),
      elasticity: String(plan.elasticity),
      ...rangeValues('coordination', plan.coordination),
      ...rangeValues('setup', plan.setUp),
      ...Object.assign(
        {},
        ...baseline.councils.map(({ code }) =>
          rangeValues(`moving-${code}`, plan.moving[code] ?? { shape: 'known', likely: 0 }),
        ),
      ),
      first: String(plan.firstYear),
      takes: String(plan.yearsToMove),
      phase: plan.phase.join(' '),
      double: percentValue(plan.doubleRunning),
      ...rangeValues('stranded', plan.strandedShare, false),
      'stranded-years': String(plan.strandedYears),
      growth: percentValue(plan.growth),
      drift: percentValue(plan.priceDrift),
      less: plan.inShareLess ? 'yes' : 'no',
      source: plan.source,
      owner: plan.owner,
    },
  }
}
