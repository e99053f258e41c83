import { readForm } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { formatNumber } from '#ui/format.ts'
import { readPounds } from '#ui/typed-money.ts'
import type { Baseline, Task } from './baseline.ts'
import type { FigureToSave, TaskToSave } from './baseline-commands.ts'
import { figureOf, measureKinds, measures, type Figure, type Measure } from './figure.ts'
import { figureFaultWords, measureNames, measureWords } from './text.ts'

export type ReadForm<Value> = { readonly value: Value } | { readonly form: Form }

const day = /^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** One typed value of a measure: whole pence, a count, words or a day. Empty is null. */
export function readMeasure(
  measure: Measure,
  typed: string,
): { readonly value: number | string | null } | { readonly problem: string } {
  const text = typed.trim()
  if (text === '') return { value: null }
  const kind = measureKinds[measure]
  if (kind === 'pence') return readPounds(text, { name: measureNames[measure].toLowerCase() })
  if (kind === 'count') {
    const plain = text.replace(/(?<=\d),(?=\d{3})/g, '')
    if (/^[-−–]/.test(plain)) return { problem: `${measureNames[measure]} must be 0 or more` }
    if (!/^\d{1,12}(\.\d{1,4})?$/.test(plain))
      return { problem: `${measureNames[measure]} must be a number, like 12,000 or 12.5` }
    return { value: Number(plain) }
  }
  if (kind === 'day')
    return day.test(text)
      ? { value: text }
      : { problem: `${measureNames[measure]} must be a day, like 2028-03-31` }
  if (kind === 'yes-no')
    return text === 'no' || text === 'yes' ? { value: text } : { problem: 'Say yes or no' }
  return text.length > 500
    ? { problem: `Use 500 characters or fewer. You have ${text.length}.` }
    : { value: text }
}

/** How a figure stands in its box. */
export function writeMeasure(measure: Measure, value: number | string): string {
  if (typeof value === 'string') return value
  if (measureKinds[measure] === 'pence') {
    const pounds = formatNumber(Math.trunc(value / 100))
    return value % 100 === 0 ? pounds : `${pounds}.${String(value % 100).padStart(2, '0')}`
  }
  return Number.isInteger(value) ? formatNumber(value) : String(value)
}

/**
 * Reads a page of one council's figures of one service. What can be read is to be saved even when another box is wrong:
 * nothing typed is lost. An empty source of a single figure is that of the page.
 */
export function readFigures(
  body: unknown,
  { service, own }: { service: string; own: readonly Figure[] },
): { readonly save: FigureToSave[]; readonly errors: Record<string, string> } {
  const posted = readForm(body)
  const save: FigureToSave[] = []
  const errors: Record<string, string> = {}
  const whole = { source: (posted['source'] ?? '').trim(), owner: (posted['owner'] ?? '').trim() }
  for (const measure of measures) {
    const typed = posted[measure]
    if (typed === undefined) continue
    const standing = own.find((figure) => figure.measure === measure)
    const read = readMeasure(measure, typed)
    if ('problem' in read) {
      errors[measure] = read.problem
      continue
    }
    const { value } = read
    if (value === null && !standing) continue
    const source = (posted[`${measure}-source`] ?? '').trim() || whole.source || (standing?.source ?? '')
    const owner = (posted[`${measure}-owner`] ?? '').trim() || whole.owner || (standing?.owner ?? '')
    const tooLong = [source, owner].find((text) => text.length > 200)
    if (tooLong !== undefined) errors[`${measure}-source`] = 'Use 200 characters or fewer'
    if (value !== null && measure !== 'taking-part' && (source === '' || owner === '')) {
      if (source === '') errors['source'] = 'Say where these figures come from'
      if (owner === '') errors['owner'] = 'Say who answers for these figures'
      continue
    }
    const isSame =
      standing && standing.value === value && standing.source === source && standing.owner === owner
    if (isSame || tooLong !== undefined) continue
    const seen = Number(posted[`${measure}-seen`] ?? standing?.seen ?? 0)
    save.push({ service, measure, value, source, owner, seen: Number.isSafeInteger(seen) ? seen : 0 })
  }
  const cost = valueAfter('cost')
  const fixed = valueAfter('fixed')
  if (cost !== null && fixed !== null && fixed > cost)
    errors['fixed'] ??= figureFaultWords['fixed-above-cost']
  if (cost !== null && fixed !== null && cost > fixed && valueAfter('volume') === 0)
    errors['volume'] ??= figureFaultWords['no-volume']
  return { save, errors }

  function valueAfter(measure: Measure): number | null {
    const changed = save.find((figure) => figure.measure === measure)
    const value = changed ? changed.value : (own.find((figure) => figure.measure === measure)?.value ?? null)
    return typeof value === 'number' ? value : null
  }
}

/** What stands in the boxes of a council's page of figures. */
export function figuresForm(
  { figures }: Pick<Baseline, 'figures'>,
  at: { council: string; service: string },
): Form {
  const own = measures.flatMap((measure) => {
    const figure = figureOf(figures, { ...at, measure })
    return figure ? [figure] : []
  })
  const common = (pick: (figure: Figure) => string) => {
    const texts = new Set(own.filter(({ measure }) => measure !== 'taking-part').map(pick))
    return texts.size === 1 ? [...texts][0] : ''
  }
  const [source, owner] = [common((figure) => figure.source), common((figure) => figure.owner)]
  return {
    errors: {},
    values: {
      'taking-part': 'yes',
      source,
      owner,
      ...Object.fromEntries(
        own.flatMap((figure) => [
          [figure.measure, writeMeasure(figure.measure, figure.value)],
          [`${figure.measure}-seen`, String(figure.seen)],
          [`${figure.measure}-source`, figure.source === source ? '' : figure.source],
          [`${figure.measure}-owner`, figure.owner === owner ? '' : figure.owner],
        ]),
      ),
    },
  }
}

export function readService(body: unknown): ReadForm<{ name: string; unit: string }> {
  const posted = readForm(body)
  const name = (posted['name'] ?? '').trim()
  const unit = (posted['unit'] ?? '').trim()
  const errors = {
    name:
      name === ''
        ? 'Enter the name of a service'
        : name.length > 60
          ? 'Use 60 characters or fewer'
          : undefined,
    unit:
      unit === ''
        ? 'Say what its work is counted in'
        : unit.length > 40
          ? 'Use 40 characters or fewer'
          : undefined,
  }
  return errors.name || errors.unit ? { form: { values: posted, errors } } : { value: { name, unit } }
}

export function readYear(body: unknown): ReadForm<string> {
  const posted = readForm(body)
  const year = (posted['year'] ?? '').trim().replace('/', '-')
  const found = /^(20\d{2})-(\d{2})$/.exec(year)
  const follows = found && (Number(found[1]) + 1) % 100 === Number(found[2])
  return follows
    ? { value: year }
    : { form: { values: posted, errors: { year: 'Enter a financial year, like 2026-27' } } }
}

export function readReason(body: unknown): ReadForm<string> {
  const posted = readForm(body)
  const reason = (posted['reason'] ?? '').trim()
  if (reason === '') return { form: { values: posted, errors: { reason: 'Say why a correction is needed' } } }
  return reason.length > 500
    ? {
        form: {
          values: posted,
          errors: { reason: `Use 500 characters or fewer. You have ${reason.length}.` },
        },
      }
    : { value: reason }
}

/** How many of a task's deviations a page has room for. */
export const deviationRooms = 4

export function readTask(body: unknown, baseline: Baseline, id: string | null): ReadForm<TaskToSave> {
  const posted = readForm(body)
  const codes = baseline.councils.map(({ code }) => code)
  const errors: Record<string, string> = {}
  const name = (posted['name'] ?? '').trim()
  if (name === '' || name.length > 120)
    errors['name'] = 'Enter the name of the task, in 120 characters or fewer'
  const service = baseline.services.find((each) => each.id === posted['service'])
  if (!service) errors['service'] = 'Choose the service that it belongs to'
  const process = posted['process'] ?? ''
  if (process !== 'new' && !codes.includes(process)) errors['process'] = 'Choose whose way of doing it wins'
  const deviations = Array.from({ length: deviationRooms }, (_, i) => i).flatMap((i) => {
    const field = (key: string) => (posted[`${key}-${i}`] ?? '').trim()
    const [council, what, cost, endsOn] = [field('council'), field('what'), field('cost'), field('ends')]
    if (council === '' && what === '' && cost === '' && endsOn === '') return []
    const money = readPounds(cost, { name: 'what it costs a year' })
    if (!codes.includes(council)) errors[`council-${i}`] = 'Choose which council does it otherwise'
    if (what === '') errors[`what-${i}`] = 'Say what it does otherwise'
    if ('problem' in money) errors[`cost-${i}`] = money.problem
    if (!day.test(endsOn)) errors[`ends-${i}`] = 'Say until which day, like 2028-03-31'
    return [{ council, what, yearlyPence: 'value' in money ? money.value : 0, endsOn }]
  })
  if (Object.keys(errors).length > 0 || !service) return { form: { values: posted, errors } }
  const seen = Number(posted['seen'] ?? 0)
  return {
    value: {
      id,
      service: service.id,
      name,
      inScope: posted['scope'] !== 'no',
      processOf: process === 'new' ? null : process,
      deviations,
      seen: Number.isSafeInteger(seen) ? seen : 0,
    },
  }
}

export function taskForm(task: Task | null): Form {
  if (!task) return { values: { scope: 'yes', seen: '0' }, errors: {} }
  return {
    errors: {},
    values: {
      name: task.name,
      service: task.service,
      process: task.processOf ?? 'new',
      scope: task.inScope ? 'yes' : 'no',
      seen: String(task.seen),
      ...Object.fromEntries(
        task.deviations.flatMap(({ council, what, yearlyPence, endsOn }, i) => [
          [`council-${i}`, council],
          [`what-${i}`, what],
          [`cost-${i}`, writeMeasure('cost', yearlyPence)],
          [`ends-${i}`, endsOn],
        ]),
      ),
    },
  }
}

/** A label for the box of a measure, with the unit of the service where the work is counted. */
export function labelOf(measure: Measure, unit: string): string {
  return measure === 'volume' ? `${measureWords.volume.label}, in ${unit}` : measureWords[measure].label
}
