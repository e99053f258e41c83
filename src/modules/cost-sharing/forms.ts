import { readForm } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { formatNumber } from '#ui/format.ts'
import { readPounds } from '#ui/typed-money.ts'
import {
  askedGroups,
  methods,
  type CouncilFigures,
  type GroupCost,
  type Method,
  type SplitFigures,
} from './figures.ts'
import { groupWords } from './words.ts'

export type ReadForm<Value> = { readonly value: Value } | { readonly form: Form }
type Errors = Record<string, string>
type Council = { readonly code: string; readonly shortName: string }

/** What each council would pay alone, and where it is from. The groups' costs stay as they were. */
export function readFigures(
  body: unknown,
  councils: readonly Council[],
  before: SplitFigures | null,
): ReadForm<SplitFigures> {
  const posted = readForm(body)
  const errors: Errors = {}
  const read = councils.map(({ code, shortName }, i): CouncilFigures => {
    const alone = money(posted, errors, `alone-${i}`, `what ${shortName} pays alone`)
    return {
      code,
      name: shortName,
      alone,
      volume: count(posted, errors, `volume-${i}`, `The volume of ${shortName}`),
      people: count(posted, errors, `people-${i}`, `The people served by ${shortName}`),
    }
  })
  const year = (posted['year'] ?? '').trim().replace('/', '-')
  const found = /^(20\d{2})-(\d{2})$/.exec(year)
  if (!found || (Number(found[1]) + 1) % 100 !== Number(found[2]))
    errors['year'] = 'Enter the financial year whose prices all figures are in, like 2026-27'
  const source = words(posted, errors, 'source', 'Say where these figures come from')
  const owner = words(posted, errors, 'owner', 'Say who answers for them')
  const setUp =
    (posted['set-up'] ?? '').trim() === '' ? 0 : money(posted, errors, 'set-up', 'the cost of setting up')
  if (read.every(({ alone }) => alone === 0) && !errors['alone-0'])
    errors['alone-0'] = 'At least one council must pay something alone'
  if (Object.keys(errors).length > 0) return { form: { values: posted, errors } }
  const isSame = before?.councils.map(({ code }) => code).join() === councils.map(({ code }) => code).join()
  const groups = before && isSame ? before : { method: null, groups: {}, platform: null, service: null }
  return {
    value: {
      councils: read,
      year,
      source,
      owner,
      setUp,
      method: groups.method,
      groups: groups.groups,
      platform: groups.platform,
      service: groups.service,
    },
  }
}

/** What groups pay together: by name, by saving, or one bill. What a form left empty is not known. */
export function readGroups(body: unknown, before: SplitFigures): ReadForm<SplitFigures> {
  const posted = readForm(body)
  const errors: Errors = {}
  const method = methods.find((each) => each === posted['method'])
  if (!method) errors['method'] = 'Say how you know what groups would pay'
  const names = before.councils.map(({ name }) => name)
  const groups: Record<string, number> = {}
  for (const group of askedGroups(names.length)) {
    const field = `group-${group}`
    if (method === 'platform' || (posted[field] ?? '').trim() === '') continue
    const who = groupWords(group, names)
    const read = readPounds(posted[field] ?? '', {
      name: `what ${who} ${method === 'save' ? 'save' : 'pay'} together`,
      allowNegative: method === 'save',
    })
    if ('problem' in read) errors[field] = read.problem
    else groups[String(group)] = read.value
  }
  const platform =
    method === 'platform' ? money(posted, errors, 'platform', 'what the one bill comes to') : before.platform
  const service = method === 'cost' ? readService(posted, errors) : before.service
  if (method === 'save' || (method === 'cost' && !service && !errors['fixed']))
    missing(posted, errors, groups, names)
  if (Object.keys(errors).length > 0 || !method) return { form: { values: posted, errors } }
  // What is typed here is no longer what the case said of each service.
  return {
    value: {
      ...before,
      method,
      groups: { ...kept(before, method), ...groups },
      platform,
      service,
      services: [],
    },
  }
}

/** Groups that the form has no room for stay as they were put in, as long as the method is the same. */
function kept(before: SplitFigures, method: Method): Record<string, number> {
  if (before.method !== method) return {}
  const asked = askedGroups(before.councils.length).map(String)
  return Object.fromEntries(Object.entries(before.groups).filter(([group]) => !asked.includes(group)))
}

function missing(
  posted: Readonly<Record<string, string>>,
  errors: Errors,
  groups: Readonly<Record<string, number>>,
  names: readonly string[],
): void {
  for (const group of askedGroups(names.length))
    if (groups[String(group)] === undefined && (posted[`group-${group}`] ?? '').trim() === '')
      errors[`group-${group}`] ??=
        `Enter an amount for ${groupWords(group, names)}, or say below how to work out groups you do not know`
}

/** The cost function, when any of its boxes is filled in. */
function readService(posted: Readonly<Record<string, string>>, errors: Errors): GroupCost | null {
  const boxes = ['fixed', 'unit', 'elasticity', 'coordination']
  if (boxes.every((box) => (posted[box] ?? '').trim() === '')) return null
  const power = Number((posted['elasticity'] ?? '').trim() || '1')
  if (!(power > 0 && power <= 1)) errors['elasticity'] = 'Enter a number above 0 and up to 1, like 0.9'
  const coordination = (posted['coordination'] ?? '').trim()
  return {
    fixed: money(posted, errors, 'fixed', 'the fixed cost of a shared service'),
    unit: money(posted, errors, 'unit', 'the cost of each unit of work'),
    elasticity: power,
    coordination:
      coordination === '' ? 0 : money(posted, errors, 'coordination', 'the cost of each further council'),
  }
}

export function money(
  posted: Readonly<Record<string, string>>,
  errors: Errors,
  field: string,
  name: string,
): number {
  const read = readPounds(posted[field] ?? '', { name })
  if ('value' in read) return read.value
  errors[field] = read.problem
  return 0
}

export function count(
  posted: Readonly<Record<string, string>>,
  errors: Errors,
  field: string,
  name: string,
): number | null {
  const text = (posted[field] ?? '').trim().replace(/(?<=\d),(?=\d{3})/g, '')
  if (text === '') return null
  if (/^\d{1,12}(\.\d{1,4})?$/.test(text)) return Number(text)
  errors[field] = /^[-−–]/.test(text) ? `${name} must be 0 or more` : `${name} must be a number, like 12,000`
  return null
}

export function words(
  posted: Readonly<Record<string, string>>,
  errors: Errors,
  field: string,
  problem: string,
): string {
  const text = (posted[field] ?? '').trim()
  if (text === '') errors[field] = problem
  if (text.length > 200) errors[field] = 'Use 200 characters or fewer'
  return text
}

/** What stands in the boxes of a page of figures. */
export function figuresForm(figures: SplitFigures | null, councils: readonly Council[]): Form {
  if (!figures) return { values: {}, errors: {} }
  const boxes = councils.flatMap(({ code }, i) => {
    const own = figures.councils.find((council) => council.code === code)
    if (!own) return []
    return [
      [`alone-${i}`, pounds(own.alone)],
      [`volume-${i}`, own.volume === null ? '' : String(own.volume)],
      [`people-${i}`, own.people === null ? '' : String(own.people)],
    ]
  })
  const { year, source, owner, setUp } = figures
  return {
    errors: {},
    values: { ...Object.fromEntries(boxes), year, source, owner, 'set-up': setUp === 0 ? '' : pounds(setUp) },
  }
}

export function groupsForm({ method, groups, platform, service }: SplitFigures): Form {
  return {
    errors: {},
    values: {
      method: method ?? undefined,
      platform: platform === null ? '' : pounds(platform),
      ...Object.fromEntries(
        Object.entries(groups).map(([group, pence]) => [`group-${group}`, pounds(pence)]),
      ),
      ...(service && {
        fixed: pounds(service.fixed),
        unit: pounds(service.unit),
        elasticity: String(service.elasticity),
        coordination: pounds(service.coordination),
      }),
    },
  }
}

export function pounds(pence: number): string {
  const size = Math.abs(pence)
  const whole = formatNumber(Math.trunc(size / 100))
  const text = size % 100 === 0 ? whole : `${whole}.${String(size % 100).padStart(2, '0')}`
  return pence < 0 ? `-${text}` : text
}
