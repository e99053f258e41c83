import type { Form } from '#ui/form.ts'
import { writeMeasure } from './baseline-forms.ts'
import type { Baseline } from './baseline.ts'
import {
  caseWords,
  lineKinds,
  optionIds,
  type CaseParts,
  type CostLine,
  type Frame,
  type MoneyBetween,
  type OptionWords,
  type Pinned,
  type RequiredReturn,
  type Risk,
  type ServicePlan,
} from './case-part.ts'
import { fallsValues, partReader, percentValue, rangeValues, readPart, type ReadPart } from './part-reader.ts'
import { sharingWords } from './text.ts'
import type { CaseSharing } from '#engine/business-case-input.ts'
import type { RateBand } from '#engine/discount.ts'

/** The published numbers that a case may take up, as they hold today. */
export type Published = {
  readonly discount: Readonly<Record<string, Pinned<readonly RateBand[]>>>
  readonly optimism: Readonly<Record<string, Pinned<number>>>
  readonly realisation: Pinned<{ readonly p10: number; readonly p50: number; readonly p90: number }>
}

/** What the forms of a case are read and drawn with. */
export type PartContext = {
  readonly baseline: Baseline
  readonly parts: CaseParts
  readonly published: Published
}

export const sharings: readonly CaseSharing[] = [
  'usage',
  'equal',
  'stand-alone',
  'key',
  'equal-savings',
  'shapley',
]
export const mostDraws = 100_000

export function readFrame(body: unknown, { baseline, parts, published }: PartContext): ReadPart<Frame> {
  const read = partReader(body)
  const lastYear = read.whole('years', 'how many years are looked at', 1, 30)
  const sharing = read.choice('sharing', 'how costs are shared', sharings)
  const keys = Object.fromEntries(
    baseline.councils.map(({ code }) => {
      const typed = read.posted[`key-${code}`] ?? ''
      return [code, typed.trim() === '' ? 0 : read.percent(`key-${code}`, 'the key', 9999)]
    }),
  )
  if (sharing === 'key' && Object.values(keys).every((key) => key === 0))
    read.errors[`key-${baseline.councils[0]?.code ?? ''}`] ??= 'Give at least one council a key above 0'
  const sets = Object.keys(published.discount)
  const set = read.choice('discount', 'a set of discount rates', sets)
  const kept = parts.frame
  const kinds = ['none', ...Object.keys(published.optimism)]
  const kind = read.choice('optimism', 'an allowance for optimism', kinds)
  const claim = read.choice('realisation', 'what comes of forecast savings', ['reference', 'own', 'all'])
  const own =
    claim === 'own'
      ? {
          p10: read.percent('p10', 'the share in a bad case', 300),
          p50: read.percent('p50', 'the share in the middle', 300),
          p90: read.percent('p90', 'the share in a good case', 300),
        }
      : null
  if (own && !(own.p10 <= own.p50 && own.p50 <= own.p90))
    read.errors['p50'] ??= 'The three shares must rise from bad to good'
  const seed = read.whole('seed', 'where chance begins', 0, 2_000_000_000)
  const draws = read.whole('draws', 'how many draws', 1000, mostDraws)
  const says = read.says()
  const pinned = published.discount[set]
  const optimism = published.optimism[kind]
  if (!pinned)
    return { form: { values: read.posted, errors: { discount: 'Choose a set of discount rates' } } }
  return readPart(read, {
    lastYear,
    sharing,
    keys,
    // What was taken up stays as it was, unless another is chosen.
    discount: kept?.discount.title === pinned.title ? kept.discount : pinned,
    optimism: optimism ? { ...optimism, kind } : null,
    realisation:
      claim === 'all'
        ? null
        : own
          ? {
              title: 'The councils’ own estimate',
              from: '',
              source: { text: says.source },
              value: { p10: own.p10 / 100, p50: own.p50 / 100, p90: own.p90 / 100 },
            }
          : published.realisation,
    seed,
    draws,
    ...says,
  })
}

export function frameForm(frame: Frame | null, published: Published): Form {
  const [first = ''] = Object.keys(published.discount)
  if (!frame)
    return {
      errors: {},
      values: {
        years: '10',
        sharing: 'usage',
        discount: first,
        optimism: 'none',
        realisation: 'reference',
        seed: '1',
        draws: '20000',
      },
    }
  const { lastYear, sharing, keys, discount, optimism, realisation, seed, draws, source, owner } = frame
  const isReference = realisation?.title === published.realisation.title
  return {
    errors: {},
    values: {
      years: String(lastYear),
      sharing,
      discount:
        Object.entries(published.discount).find(([, { title }]) => title === discount.title)?.[0] ?? first,
      optimism: optimism?.kind ?? 'none',
      realisation: realisation === null ? 'all' : isReference ? 'reference' : 'own',
      ...(realisation && !isReference
        ? {
            p10: String(realisation.value.p10),
            p50: String(realisation.value.p50),
            p90: String(realisation.value.p90),
          }
        : {}),
      ...Object.fromEntries(
        Object.entries(keys).map(([code, key]) => [`key-${code}`, key === 0 ? '' : percentValue(key)]),
      ),
      seed: String(seed),
      draws: String(draws),
      source,
      owner,
    },
  }
}

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

const whole = 'all'

export function readLine(body: unknown, { baseline, parts }: PartContext): ReadPart<CostLine> {
  const read = partReader(body)
  const council = read.choice('council', 'whose it is', [whole, ...baseline.councils.map(({ code }) => code)])
  const falls = read.falls(parts.frame?.lastYear ?? 10)
  const options = read.choices('options', 'at least one way', optionIds.slice(1))
  const line: CostLine = {
    kind: read.choice('kind', 'what kind it is', lineKinds),
    name: read.text('name', 'a name', 80),
    council: council === whole ? null : council,
    falls,
    amount: falls.type === 'by-year' ? { shape: 'known', likely: 100 } : read.range('amount', 'the amount'),
    counts: read.choice('counts', 'how it counts', ['cashable', 'non-cashable', 'avoided']),
    options,
    post: read.text('post', 'the post', 40, false),
    ...read.says(),
  }
  return readPart(read, line)
}

export function lineForm(line: CostLine | undefined): Form {
  if (!line)
    return {
      errors: {},
      values: {
        council: whole,
        counts: 'cashable',
        'options-share': 'yes',
        'options-share-less': 'yes',
        from: '1',
      },
    }
  return {
    errors: {},
    values: {
      kind: line.kind,
      name: line.name,
      council: line.council ?? whole,
      ...fallsValues(line.falls),
      ...(line.falls.type === 'by-year' ? {} : rangeValues('amount', line.amount)),
      counts: line.counts,
      ...Object.fromEntries(line.options.map((option) => [`options-${option}`, 'yes'])),
      post: line.post,
      source: line.source,
      owner: line.owner,
    },
  }
}

export function readTransfer(body: unknown, { baseline, parts }: PartContext): ReadPart<MoneyBetween> {
  const read = partReader(body)
  const codes = baseline.councils.map(({ code }) => code)
  const falls = read.falls(parts.frame?.lastYear ?? 10)
  const money: MoneyBetween = {
    name: read.text('name', 'what it is for', 80),
    from: read.choice('payer', 'who pays', codes),
    to: read.choice('payee', 'who is paid', codes),
    amountPence: falls.type === 'by-year' ? 0 : read.pounds('amount', 'the amount'),
    falls,
    ...read.says(),
  }
  if (money.from === money.to) read.errors['payee'] ??= 'Who pays and who is paid must be two councils'
  return readPart(read, money)
}

export function transferForm(money: MoneyBetween | undefined): Form {
  if (!money) return { errors: {}, values: { from: '1' } }
  return {
    errors: {},
    values: {
      name: money.name,
      payer: money.from,
      payee: money.to,
      amount: money.falls.type === 'by-year' ? '' : writeMeasure('cost', money.amountPence),
      ...fallsValues(money.falls),
      source: money.source,
      owner: money.owner,
    },
  }
}

export function readRisk(body: unknown, { baseline, parts }: PartContext): ReadPart<Risk> {
  const read = partReader(body)
  const council = read.choice('council', 'whose it is', [whole, ...baseline.councils.map(({ code }) => code)])
  const lastYear = parts.frame?.lastYear ?? 10
  const from = read.whole('from', 'the first year', 0, lastYear)
  const to = (read.posted['to'] ?? '').trim() === '' ? from : read.whole('to', 'the last year', 0, lastYear)
  if (to < from) read.errors['to'] ??= 'The last year is before the first'
  const risk: Risk = {
    kind: read.choice('kind', 'risk or opportunity', ['risk', 'opportunity']),
    what: read.text('what', 'what may happen', 80),
    chance: read.percent('chance', 'the chance'),
    amount: read.range('amount', 'what it would cost or bring'),
    council: council === whole ? null : council,
    falls: to <= from ? { type: 'once', year: from } : { type: 'yearly', from, to },
    response: read.text('response', 'what is done about it', 500, false),
    ...read.says(),
  }
  return readPart(read, risk)
}

export function riskForm(risk: Risk | undefined): Form {
  if (!risk) return { errors: {}, values: { kind: 'risk', council: whole, from: '1' } }
  return {
    errors: {},
    values: {
      kind: risk.kind,
      what: risk.what,
      chance: percentValue(risk.chance),
      ...rangeValues('amount', risk.amount),
      council: risk.council ?? whole,
      ...fallsValues(risk.falls),
      response: risk.response,
      source: risk.source,
      owner: risk.owner,
    },
  }
}

export function readOption(body: unknown): ReadPart<OptionWords> {
  const read = partReader(body)
  return readPart(read, {
    what: read.text('what', 'what would be done', 2000),
    why: read.text('why', 'why it was taken or left', 2000),
  })
}

export function readWords(body: unknown): ReadPart<{ text: string }> {
  const read = partReader(body)
  return readPart(read, { text: read.text('text', 'a text', 20_000) })
}

export function readRequired(body: unknown, { parts }: PartContext): ReadPart<RequiredReturn> {
  const read = partReader(body)
  const has = (name: string) => (read.posted[name] ?? '').trim() !== ''
  const required: RequiredReturn = {
    worthPence: has('worth') ? read.pounds('worth', 'what it must be worth') : null,
    paybackBy: has('payback') ? read.whole('payback', 'the year', 0, parts.frame?.lastYear ?? 30) : null,
    mostChanceOfLoss: has('loss') ? read.percent('loss', 'the chance') : null,
    ...read.says(),
  }
  if (!has('worth') && !has('payback') && !has('loss'))
    read.errors['worth'] ??= 'Fill in at least one of the three'
  return readPart(read, required)
}

export function requiredForm(required: RequiredReturn | undefined): Form {
  if (!required) return { values: {}, errors: {} }
  return {
    errors: {},
    values: {
      worth: required.worthPence === null ? '' : writeMeasure('cost', required.worthPence),
      payback: required.paybackBy === null ? '' : String(required.paybackBy),
      loss: required.mostChanceOfLoss === null ? '' : percentValue(required.mostChanceOfLoss),
      source: required.source,
      owner: required.owner,
    },
  }
}

/** Reads any part by its name; null for a name that is none. */
export function readAnyPart(part: string, body: unknown, context: PartContext): ReadPart<object> | null {
  const [kind = '', id] = [part.split('.')[0], part.slice(part.indexOf('.') + 1)]
  const { baseline } = context
  if (part === 'frame') return readFrame(body, context)
  if (kind === 'service' && baseline.services.some((service) => service.id === id))
    return readPlan(body, context)
  if (kind === 'line') return readLine(body, context)
  if (kind === 'transfer') return readTransfer(body, context)
  if (kind === 'risk') return readRisk(body, context)
  if (kind === 'option' && optionIds.some((option) => option === id)) return readOption(body)
  if (kind === 'words' && caseWords.some((words) => words === id)) return readWords(body)
  if (kind === 'required' && baseline.councils.some(({ code }) => code === id))
    return readRequired(body, context)
  return null
}

/** What stands in the boxes of any part. */
export function anyPartForm(part: string, context: PartContext): Form {
  const [kind = '', id] = [part.split('.')[0], part.slice(part.indexOf('.') + 1)]
  const { parts, published } = context
  if (part === 'frame') return frameForm(parts.frame, published)
  if (kind === 'service') return planForm(parts.services[id], context)
  if (kind === 'line') return lineForm(parts.lines[id])
  if (kind === 'transfer') return transferForm(parts.transfers[id])
  if (kind === 'risk') return riskForm(parts.risks[id])
  if (kind === 'required') return requiredForm(parts.required[id])
  if (kind === 'words')
    return {
      values: { text: Object.entries(parts.words).find(([name]) => name === id)?.[1] ?? '' },
      errors: {},
    }
  const option = Object.entries(parts.options).find(([name]) => name === id)?.[1]
  return { values: option ? { what: option.what, why: option.why } : {}, errors: {} }
}

export { sharingWords }
