import type { ExitRegister } from '#content/exit-plan.ts'
import { readForm } from '#platform/http.ts'
import type { Form, Problem } from '#ui/form.ts'
import { readDate } from '#ui/typed-date.ts'
import { readPounds } from '#ui/typed-money.ts'
import type { Notice } from './leaving.ts'
import type { Lessons } from './lessons.ts'
import { rehearsalResults, separabilities, type Entry, type Kept, type Rehearsal } from './plan.ts'
import { taskKinds, type Task } from './reorganisation.ts'
import type { Terms } from './terms.ts'

/** A form that could be read, or the form again with what was typed and what is wrong. */
export type Reading<Value> = { readonly value: Value } | { readonly form: Form }

type Errors = Record<string, Problem | undefined>

function reading<Value>(values: Form['values'], errors: Errors, value: () => Value): Reading<Value> {
  const wrong = Object.fromEntries(Object.entries(errors).filter(([, problem]) => problem !== undefined))
  return Object.keys(wrong).length > 0 ? { form: { values, errors: wrong } } : { value: value() }
}

function typedIn(body: unknown): (name: string) => string {
  const form = readForm(body)
  return (name) => (form[name] ?? '').trim()
}

function needed(text: string, most: number, says: string): string | undefined {
  if (text === '') return says
  return text.length > most ? `Use ${most.toLocaleString('en-GB')} characters or fewer` : undefined
}

function within(text: string, most: number): string | undefined {
  return text.length > most ? `Use ${most.toLocaleString('en-GB')} characters or fewer` : undefined
}

/** A day in one box, which may be left empty. */
function dayOrNull(text: string, name: string): { value: string | null; problem?: string } {
  if (text === '') return { value: null }
  const read = readDate(text, name)
  return 'problem' in read ? { value: null, problem: read.problem } : { value: read.value }
}

function penceOrNull(text: string, name: string): { value: number | null; problem?: string } {
  if (text === '') return { value: null }
  const read = readPounds(text, { name })
  return 'problem' in read ? { value: null, problem: read.problem } : { value: read.value }
}

function wholeOrNull(text: string, most: number, says: string): { value: number | null; problem?: string } {
  if (text === '') return { value: null }
  const value = Number(text)
  return Number.isInteger(value) && value >= 0 && value <= most ? { value } : { value: null, problem: says }
}

export function readEntry(body: unknown, register: ExitRegister): Reading<Entry> {
  const get = typedIn(body)
  const low = penceOrNull(get('low'), 'the lowest cost')
  const high = penceOrNull(get('high'), 'the highest cost')
  const months = wholeOrNull(get('months'), 120, 'Give whole months, from 0 to 120')
  const ends = dayOrNull(get('ends'), 'the end date')
  const tested = dayOrNull(get('tested'), 'the day of the last test')
  const separable = separabilities.find((each) => each === get('separable'))
  const isReversed = low.value !== null && high.value !== null && high.value < low.value
  const errors: Errors = {
    name: needed(get('name'), 160, `Say which ${register.one} this is`),
    holder: within(get('holder'), 160),
    payer: within(get('payer'), 160),
    needer: within(get('needer'), 160),
    separable: separable === undefined ? 'Say whether it can be parted, or that it is not known' : undefined,
    route: within(get('route'), 1000),
    months: months.problem,
    low: low.problem,
    high: high.problem ?? (isReversed ? 'The highest cost must not be below the lowest' : undefined),
    source: within(get('source'), 300),
    ends: ends.problem,
    tested: tested.problem,
    evidence: within(get('evidence'), 300),
    ...Object.fromEntries(register.extra.map(({ id }) => [`extra-${id}`, within(get(`extra-${id}`), 600)])),
  }
  return reading(readForm(body), errors, () => ({
    register: register.id,
    name: get('name'),
    holder: get('holder'),
    payer: get('payer'),
    needer: get('needer'),
    isCritical: get('critical') === 'yes',
    separable: separable ?? 'not-known',
    route: get('route'),
    months: months.value,
    lowPence: low.value,
    highPence: high.value,
    source: get('source'),
    endsOn: ends.value,
    testedOn: tested.value,
    evidence: get('evidence'),
    extra: Object.fromEntries(register.extra.map(({ id }) => [id, get(`extra-${id}`)])),
  }))
}

const pounds = (pence: number | null) =>
  pence === null ? '' : (pence / 100).toFixed(pence % 100 === 0 ? 0 : 2)

/** An entry as its form shows it at first. */
export function entryForm(entry: Entry): Form {
  return {
    values: {
      name: entry.name,
      holder: entry.holder,
      payer: entry.payer,
      needer: entry.needer,
      critical: entry.isCritical ? 'yes' : '',
      separable: entry.separable,
      route: entry.route,
      months: entry.months === null ? '' : String(entry.months),
      low: pounds(entry.lowPence),
      high: pounds(entry.highPence),
      source: entry.source,
      ends: entry.endsOn ?? '',
      tested: entry.testedOn ?? '',
      evidence: entry.evidence,
      ...Object.fromEntries(Object.entries(entry.extra).map(([id, text]) => [`extra-${id}`, text])),
    },
    errors: {},
  }
}

export function readRehearsal(body: unknown, today: string): Reading<Rehearsal> {
  const get = typedIn(body)
  const held = readDate(get('held'), 'the day of the rehearsal')
  const next = dayOrNull(get('next'), 'the day of the next one')
  const result = rehearsalResults.find((each) => each === get('result'))
  const heldOn = 'value' in held ? held.value : today
  const errors: Errors = {
    held: 'problem' in held ? held.problem : heldOn > today ? 'The rehearsal must have been held' : undefined,
    what: needed(get('what'), 400, 'Say what was rehearsed'),
    result: result === undefined ? 'Say how it went' : undefined,
    learned: within(get('learned'), 2000),
    next: next.problem,
  }
  return reading(readForm(body), errors, () => ({
    heldOn,
    what: get('what'),
    result: result ?? 'failed',
    learned: get('learned'),
    nextOn: next.value,
  }))
}

export function readTerms(body: unknown, councils: readonly string[]): Reading<Terms> {
  const get = typedIn(body)
  const count = Number(get('count'))
  const unit = get('unit') === 'days' ? 'days' : 'months'
  const most = unit === 'days' ? 3660 : 120
  const isCount = Number.isInteger(count) && count >= 1 && count <= most
  const end = (['any-day', 'month-end', '03-31'] as const).find((each) => each === get('end'))
  const earliest = dayOrNull(get('earliest'), 'the earliest day')
  const shares = councils.map((code) => ({
    code,
    text: get(`share-${code}`).replaceAll(',', '').replace(/%$/, ''),
  }))
  const badShare = (text: string) => text !== '' && !(Number.isFinite(Number(text)) && Number(text) >= 0)
  const errors: Errors = {
    agreement: needed(get('agreement'), 300, 'Name the agreement and its clause'),
    count: isCount ? undefined : `Give a whole number of ${unit}, from 1 to ${most.toLocaleString('en-GB')}`,
    end: end === undefined ? 'Say on which days a notice may run out' : undefined,
    earliest: earliest.problem,
    rule: within(get('rule'), 2000),
    dispute: within(get('dispute'), 1000),
    ...Object.fromEntries(
      shares.map(({ code, text }) => [
        `share-${code}`,
        badShare(text) ? 'Give a number, such as 40, or leave it empty' : undefined,
      ]),
    ),
  }
  return reading(readForm(body), errors, () => ({
    agreement: get('agreement'),
    noticeCount: count,
    noticeUnit: unit,
    noticeEnd: end ?? 'any-day',
    earliestOn: earliest.value,
    byService: get('service') === 'yes',
    costRule: get('rule'),
    dispute: get('dispute'),
    shares: Object.fromEntries(
      shares.filter(({ text }) => text !== '').map(({ code, text }) => [code, Number(text)]),
    ),
  }))
}

export function termsForm(terms: Terms): Form {
  return {
    values: {
      agreement: terms.agreement,
      count: String(terms.noticeCount),
      unit: terms.noticeUnit,
      end: terms.noticeEnd,
      earliest: terms.earliestOn ?? '',
      service: terms.byService ? 'yes' : '',
      rule: terms.costRule,
      dispute: terms.dispute,
      ...Object.fromEntries(
        Object.entries(terms.shares).map(([code, share]) => [`share-${code}`, String(share)]),
      ),
    },
    errors: {},
  }
}

export function readNotice(
  body: unknown,
): Reading<Pick<Notice, 'body' | 'decidedOn' | 'minute' | 'scope' | 'givenOn'>> {
  const get = typedIn(body)
  const decided = readDate(get('decided'), 'the day of the decision')
  const given = readDate(get('given'), 'the day on which notice is given')
  const errors: Errors = {
    body: needed(get('body'), 200, 'Name the body that decided, such as Cabinet'),
    decided: 'problem' in decided ? decided.problem : undefined,
    minute: needed(get('minute'), 300, 'Give the minute or the number of the decision record'),
    given: 'problem' in given ? given.problem : undefined,
    scope: within(get('scope'), 300),
    sure: get('sure') === 'yes' ? undefined : 'Confirm that every partner is to be told',
  }
  return reading(readForm(body), errors, () => ({
    body: get('body'),
    decidedOn: 'value' in decided ? decided.value : '',
    minute: get('minute'),
    scope: get('scope'),
    givenOn: 'value' in given ? given.value : '',
  }))
}

export function readLessons(body: unknown): Reading<Lessons> {
  const get = typedIn(body)
  const errors: Errors = {
    title: needed(get('title'), 120, 'Give it a title'),
    why: needed(get('why'), 3000, 'Say why it ended'),
    went: needed(get('went'), 3000, 'Say what went well'),
    again: needed(get('again'), 3000, 'Say what you would do otherwise'),
    figures: within(get('figures'), 1000),
  }
  return reading(readForm(body), errors, () => ({
    title: get('title'),
    why: get('why'),
    went: get('went'),
    again: get('again'),
    figures: get('figures'),
  }))
}

export function readTask(body: unknown, task: Kept<Task>, councils: readonly string[]): Reading<Kept<Task>> {
  const get = typedIn(body)
  const due = readDate(get('due'), 'the day by which it is done')
  const done = dayOrNull(get('done'), 'the day on which it was done')
  const kind = taskKinds.find((each) => each === get('kind'))
  const council = councils.find((each) => each === get('council'))
  const errors: Errors = {
    kind: kind === undefined ? 'Say what is to happen to it' : undefined,
    owner: needed(get('owner'), 120, 'Say who does it: a post, such as Head of IT'),
    council: council === undefined ? 'Choose a council' : undefined,
    due: 'problem' in due ? due.problem : undefined,
    done: done.problem,
  }
  return reading(readForm(body), errors, () => ({
    ...task,
    version: Number(get('version')) || 0,
    kind: kind ?? task.kind,
    owner: get('owner'),
    ownerCouncil: council ?? task.ownerCouncil,
    dueOn: 'value' in due ? due.value : task.dueOn,
    doneOn: done.value,
  }))
}
