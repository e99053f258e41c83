import type { Form } from '#ui/form.ts'
import { writeMeasure } from './baseline-forms.ts'
import { lineKinds, optionIds, type CostLine, type MoneyBetween, type Risk } from './case-part.ts'
import { fallsValues, partReader, percentValue, rangeValues, readPart, type ReadPart } from './part-reader.ts'
import type { PartContext } from './part-context.ts'

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
