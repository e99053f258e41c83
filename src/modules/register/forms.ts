import { Check } from 'typebox/value'
import {
  endReasons,
  evidenceLevels,
  forms,
  partialDate,
  statuses,
  webAddress,
  type Saving,
  type Service,
} from '#content/arrangement.ts'
import { readForm, readList } from '#platform/http.ts'
import type { Form } from '#ui/form.ts'
import { readPounds } from '#ui/typed-money.ts'
import { correctable, valueProblem, type Correctable } from './correction.ts'
import type { Decision, NewSuggestion } from './entry-commands.ts'
import { particularsValues, readParticulars } from './particulars-form.ts'
import { noParticulars } from './particulars.ts'
import type { Published } from './published.ts'

/** A posted form read into what a command takes, or what is wrong with it, field by field, with what was typed kept. */
export type ReadForm<Value> = { readonly value: Value } | { readonly form: Form }

type Errors = Record<string, string>

function oneOf<Choice extends string>(
  choices: readonly Choice[],
  text: string | undefined,
): Choice | undefined {
  return choices.find((choice) => choice === text)
}

/** Words between two lengths, on one line, with single spaces. */
function words(
  errors: Errors,
  field: string,
  text: string | undefined,
  least: number,
  most: number,
  what: string,
): string {
  const plain = (text ?? '').replaceAll(/\s+/g, ' ').trim()
  if (plain === '') errors[field] = `Enter ${what}`
  else if (plain.length < least || plain.length > most)
    errors[field] = `Use between ${least} and ${most} characters. You have ${plain.length}.`
  return plain
}

/** The fields of an entry that a partnership proposes; `councils` are the codes of those in it. */
export function readEntryForm(
  body: unknown,
  services: readonly Service[],
  councils: readonly string[],
): ReadForm<Omit<Published, 'id' | 'members'>> {
  const posted = readForm(body)
  const errors: Errors = {}
  const name = words(errors, 'name', posted['name'], 4, 120, 'its name')
  const about = words(errors, 'about', posted['about'], 20, 400, 'what you share, in a sentence or two')
  const chosen = readList(body, 'services[]')
  const known = services.filter(({ id }) => chosen.includes(id)).map(({ id }) => id)
  if (known.length === 0) errors['services[]'] = 'Choose at least one service'
  const form = oneOf(forms, posted['form'])
  if (!form) errors['form'] = 'Choose the form'
  const status = oneOf(statuses, posted['status'])
  if (!status) errors['status'] = 'Choose where it stands'
  const started = date(errors, 'started', posted['started'])
  const isOver = status === 'ended' || status === 'partly-ended'
  const ended = status === 'ended' ? date(errors, 'ended', posted['ended']) : null
  if (status === 'ended' && ended === null && !errors['ended']) errors['ended'] = 'Enter when it ended'
  const endReason = isOver ? (oneOf(endReasons, posted['endReason']) ?? null) : null
  if (isOver && endReason === null) errors['endReason'] = 'Choose why it ended'
  const endWords =
    isOver && (posted['endWords'] ?? '').trim() !== ''
      ? words(errors, 'endWords', posted['endWords'], 10, 300, 'why')
      : null
  const sources = sourcesOf(errors, posted['sources'])
  const savings = (['promised', 'reported'] as const).flatMap((kind) =>
    savingOf(errors, posted, kind, sources),
  )
  const particulars = readParticulars(posted, errors, councils)
  if (Object.keys(errors).length > 0 || !form || !status)
    return { form: { values: { ...posted, 'services[]': chosen }, errors } }
  return {
    value: {
      name,
      about,
      services: known,
      forms: [form],
      status,
      started,
      ended,
      endReason,
      endWords,
      savings,
      sources,
      particulars,
    },
  }
}

function date(errors: Errors, field: string, text: string | undefined): string | null {
  const typed = (text ?? '').trim()
  if (typed === '') return null
  if (Check(partialDate, typed)) return typed
  errors[field] = 'Enter a year, a month or a day, such as 2018, 2018-07 or 2018-07-01'
  return null
}

function sourcesOf(errors: Errors, text: string | undefined): string[] {
  const sources = [...new Set((text ?? '').split(/\s+/).filter(Boolean))]
  if (sources.length === 0) errors['sources'] = 'Give the address of at least one public paper or page'
  else if (sources.length > 20) errors['sources'] = 'Give 20 addresses at most'
  else if (!sources.every((source) => Check(webAddress, source)))
    errors['sources'] = 'Each address must begin with https:// and stand on a line of its own'
  return sources
}

function savingOf(
  errors: Errors,
  posted: Readonly<Record<string, string>>,
  kind: Saving['kind'],
  sources: readonly string[],
): Saving[] {
  const typed = (posted[kind] ?? '').trim()
  if (typed === '') return []
  const read = readPounds(typed, { name: `what was ${kind}`, allowNegative: true })
  if ('problem' in read) errors[kind] = read.problem
  const per = oneOf(['year', 'total'] as const, posted[`${kind}Per`])
  if (!per) errors[`${kind}Per`] = 'Choose if it is for a year or for longer'
  const evidence = oneOf(evidenceLevels, posted[`${kind}Evidence`])
  if (!evidence) errors[`${kind}Evidence`] = 'Choose who stands behind it'
  const covers = words(errors, `${kind}Words`, posted[`${kind}Words`], 5, 200, 'what it covers')
  const [source] = sources
  if ('problem' in read || !per || !evidence || !source) return []
  return [{ kind, pence: read.value, per, words: covers, evidence, source }]
}

/** What stands in the boxes when a published entry is to be changed. */
export function entryFormOf(entry: Omit<Published, 'id' | 'members'>): Form {
  const { services, forms: had, sources, savings, particulars = noParticulars, ...rest } = entry
  const money = savings.flatMap(({ kind, pence, per, words: covers, evidence }) => [
    [kind, String(pence / 100)],
    [`${kind}Per`, per],
    [`${kind}Words`, covers],
    [`${kind}Evidence`, evidence],
  ])
  const plain = Object.entries(rest).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  return {
    values: {
      ...Object.fromEntries([...plain, ...money, ...particularsValues(particulars)]),
      'services[]': services,
      form: had.at(-1),
      sources: sources.join('\n'),
    },
    errors: {},
  }
}

/** A reader's suggestion. */
export function readSuggestion(body: unknown): ReadForm<NewSuggestion> {
  const posted = readForm(body)
  const errors: Errors = {}
  const field = oneOf([...correctable, 'other'] as const, posted['field'])
  if (!field) errors['field'] = 'Choose what is wrong'
  const shouldBe = words(errors, 'shouldBe', posted['shouldBe'], 1, 1000, 'what it should say')
  const source = (posted['source'] ?? '').trim()
  if (source === '') errors['source'] = 'Give the address of a page or paper that says so'
  else if (!Check(webAddress, source)) errors['source'] = 'Enter an address that begins with https://'
  if (Object.keys(errors).length > 0 || !field) return { form: { values: posted, errors } }
  return { value: { field, shouldBe, source } }
}

/** What the operator or a council decides about a suggestion. */
export function readDecision(body: unknown): ReadForm<Decision> {
  const posted = readForm(body)
  const errors: Errors = {}
  if (posted['decision'] === 'decline') {
    const answer = words(errors, 'answer', posted['answer'], 5, 500, 'why not')
    return errors['answer'] ? { form: { values: posted, errors } } : { value: { type: 'decline', answer } }
  }
  if (posted['decision'] !== 'accept') errors['decision'] = 'Choose what to do with it'
  const field: Correctable | undefined = oneOf(correctable, posted['field'])
  if (!field) errors['field'] = 'Choose what is corrected'
  const value = (posted['value'] ?? '').replaceAll(/\s+/g, ' ').trim()
  const problem = field ? valueProblem(field, value) : null
  if (problem) errors['value'] = problem
  const why = words(errors, 'why', posted['why'], 5, 500, 'why it is corrected')
  const source = (posted['source'] ?? '').trim()
  if (!Check(webAddress, source)) errors['source'] = 'Enter an address that begins with https://'
  if (Object.keys(errors).length > 0 || !field) return { form: { values: posted, errors } }
  return { value: { type: 'accept', field, value, why, source } }
}

/** A few sentences of a council about an entry, or a reason; `what` completes “Enter …”. */
export function readWords(
  body: unknown,
  field: string,
  least: number,
  most: number,
  what: string,
): ReadForm<string> {
  const posted = readForm(body)
  const errors: Errors = {}
  const value = words(errors, field, posted[field], least, most, what)
  return errors[field] ? { form: { values: posted, errors } } : { value }
}
