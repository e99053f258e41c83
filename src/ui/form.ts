import { govukCharacterCount } from './character-count.ts'
import { type CheckboxItem, govukCheckboxes } from './checkboxes.ts'
import type { ChoiceItem } from './choice.ts'
import { type DateInputItem, govukDateInput } from './date-input.ts'
import type { ErrorMessageOptions } from './error-message.ts'
import { govukErrorSummary } from './error-summary.ts'
import type { FieldGroupOptions, FieldOptions } from './field.ts'
import type { LegendOptions } from './fieldset.ts'
import { type FileUploadOptions, govukFileUpload } from './file-upload.ts'
import type { HintOptions } from './hint.ts'
import { type Html, html } from './html.ts'
import { type InputOptions, govukInput } from './input.ts'
import { type Items, type Options, words } from './options.ts'
import { govukRadios } from './radios.ts'
import { type SelectOptions, govukSelect } from './select.ts'
import { type TextareaOptions, govukTextarea } from './textarea.ts'
import type { DatePart } from './typed-date.ts'

/** What is wrong with a field, in words; for a date also which of its boxes. */
export type Problem = string | { readonly problem: string; readonly parts?: readonly DatePart[] }

/**
 * A form as it is to be drawn, by field name. `values` is what stands in the boxes: at first what is stored, and after
 * a problem exactly what was typed. `errors` stand in the order of the fields; a problem of the whole form has the
 * name ''. A date called `end` has the three values `end-day`, `end-month` and `end-year` and one error, `end`.
 */
export type Form = {
  readonly values: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly errors: Readonly<Record<string, Problem | undefined>>
}

export const emptyForm: Form = { values: {}, errors: {} }

/** What every field is asked with. The words are bold unless the label or legend brings classes of its own. */
type Question<Label> = Options<{
  name: string
  label: string | Label
  hint?: string | HintOptions
  /** Who can see the answer; stands under the hint and is read out with it. */
  whoSees?: Html
  /** One question a page: its label is the heading of the page. */
  isPageHeading?: boolean
}>

type Own = 'id' | 'name' | 'label' | 'hint' | 'errorMessage' | 'value'
type LabelWords = FieldOptions['label']

export type TextField = Question<LabelWords> & Omit<InputOptions, Own>
export type TextareaField = Question<LabelWords> &
  Omit<TextareaOptions, Own> &
  /** With a limit, the characters or words left are counted down. */
  Options<{ maxlength?: number; maxwords?: number; threshold?: number }>
export type SelectField = Question<LabelWords> & Omit<SelectOptions, Own>
export type FileField = Question<LabelWords> & Omit<FileUploadOptions, Own>
export type RadiosField = Question<LegendOptions> & Options<{ items: Items<ChoiceItem>; classes?: string }>
export type CheckboxesField = Question<LegendOptions> &
  Options<{ items: Items<CheckboxItem>; classes?: string }>
export type DateField = Question<LegendOptions>

/** "There is a problem" with a link to the first box of each field that has one; nothing when none has. */
export function errorSummary(form: Form): Html | undefined {
  const errorList = Object.entries(form.errors).flatMap(([name, problem]) =>
    problem === undefined ? [] : [{ text: wordsOf(problem), href: hrefOf(form, name, problem) }],
  )
  if (errorList.length === 0) return undefined
  return govukErrorSummary({ titleText: 'There is a problem', errorList })
}

export function textField(form: Form, field: TextField): Html {
  return govukInput({ ...field, ...asked(form, field), value: typed(form, field.name) })
}

export function textareaField(form: Form, field: TextareaField): Html {
  const options = { ...field, ...asked(form, field), value: typed(form, field.name) }
  return field.maxlength || field.maxwords ? govukCharacterCount(options) : govukTextarea(options)
}

export function selectField(form: Form, field: SelectField): Html {
  return govukSelect({ ...field, ...asked(form, field), value: typed(form, field.name) })
}

/** A browser never fills a file in again: after a problem elsewhere it must be chosen anew, and the hint should say so. */
export function fileField(form: Form, field: FileField): Html {
  return govukFileUpload({ ...field, ...asked(form, field) })
}

export function radiosField(form: Form, field: RadiosField): Html {
  return govukRadios({ ...field, ...askedOfGroup(form, field), value: typed(form, field.name) })
}

export function checkboxesField(form: Form, field: CheckboxesField): Html {
  return govukCheckboxes({ ...field, ...askedOfGroup(form, field), values: typedList(form, field.name) })
}

export function dateField(form: Form, field: DateField): Html {
  const { name } = field
  const problem = form.errors[name]
  const box = (part: DatePart): DateInputItem => ({
    name: part,
    value: typed(form, `${name}-${part}`),
    error: problem !== undefined && partsOf(problem).includes(part),
  })
  return govukDateInput({
    ...askedOfGroup(form, field),
    id: name,
    namePrefix: name,
    day: box('day'),
    month: box('month'),
    year: box('year'),
  })
}

/** What stands in a box of one value. */
export function typed({ values }: Form, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'object' ? value[0] : value
}

/** What is ticked of a field of several values; a browser sends one tick as a plain value. */
export function typedList({ values }: Form, name: string): readonly string[] {
  const value = values[name] ?? []
  return typeof value === 'string' ? [value] : value
}

function asked(
  form: Form,
  field: Question<LabelWords>,
): Required<Pick<FieldOptions, 'name' | 'label' | 'hint' | 'errorMessage'>> {
  const label = typeof field.label === 'string' ? { text: field.label } : field.label
  const size = field.isPageHeading ? 'govuk-label--l' : 'govuk-label--s'
  return {
    name: field.name,
    label: { isPageHeading: field.isPageHeading, ...label, classes: label.classes ?? size },
    hint: hintOf(field),
    errorMessage: errorOf(form, field.name),
  }
}

function askedOfGroup(
  form: Form,
  field: Question<LegendOptions>,
): Required<Pick<FieldGroupOptions, 'fieldset' | 'hint' | 'errorMessage'>> {
  const legend = typeof field.label === 'string' ? { text: field.label } : field.label
  const size = field.isPageHeading ? 'govuk-fieldset__legend--l' : 'govuk-fieldset__legend--s'
  return {
    fieldset: {
      legend: { isPageHeading: field.isPageHeading, ...legend, classes: legend.classes ?? size },
    },
    hint: hintOf(field),
    errorMessage: errorOf(form, field.name),
  }
}

function hintOf({ hint, whoSees }: Question<unknown>): HintOptions | undefined {
  const given = typeof hint === 'string' ? { text: hint } : hint
  if (whoSees === undefined) return given
  return { ...given, html: html`${given && html`<div>${words(given)}</div>`}${whoSees}` }
}

function errorOf(form: Form, name: string): ErrorMessageOptions | undefined {
  const problem = form.errors[name]
  return problem === undefined ? undefined : { text: wordsOf(problem) }
}

function wordsOf(problem: Problem): string {
  return typeof problem === 'string' ? problem : problem.problem
}

function partsOf(problem: Problem): readonly DatePart[] {
  const parts = typeof problem === 'string' ? [] : (problem.parts ?? [])
  return parts.length > 0 ? parts : ['day', 'month', 'year']
}

/** Radios and checkboxes have the field's name as the id of their first box; a date is known by its three values. */
function hrefOf({ values }: Form, name: string, problem: Problem): string | undefined {
  if (name === '') return undefined
  const isDate = `${name}-day` in values || (typeof problem !== 'string' && problem.parts !== undefined)
  return isDate ? `#${name}-${partsOf(problem)[0]}` : `#${name}`
}
