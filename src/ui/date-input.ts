import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type FieldGroupOptions, describedBy, fieldGroup } from './field.ts'
import { type Html, html } from './html.ts'
import { govukInput } from './input.ts'
import { type Items, type Options, words } from './options.ts'

export type DateInputItem = Options<{
  id?: string
  name?: string
  /** The name with a capital unless given. */
  label?: string
  value?: string | number
  /** Whether this box is wrong; with an error and no box marked, all are. */
  error?: boolean
  inputmode?: string
  autocomplete?: string
  pattern?: string
  classes?: string
  attributes?: Attributes
}>

export type DateInputOptions = FieldGroupOptions &
  Options<{
    id: string
    namePrefix?: string
    /** Boxes of one's own, instead of day, month and year. */
    items?: Items<DateInputItem>
    day?: DateInputItem | false
    month?: DateInputItem | false
    year?: DateInputItem | false
    /** By box name, with the prefix. */
    values?: Readonly<Record<string, string | number | undefined>>
    classes?: string
    attributes?: Attributes
  }>

type Part = 'day' | 'month' | 'year'
type Box = { readonly item: DateInputItem; readonly part: Part | undefined }

const parts: readonly Part[] = ['day', 'month', 'year']

export function govukDateInput(options: DateInputOptions): Html {
  const { id, formGroup } = options
  const boxes = boxesOf(options)
  const anyError = boxes.some(({ item }) => hasError(item))
  return fieldGroup(
    { ...options, describedBy: describedBy(id, options.fieldset?.describedBy, options) },
    html`<div
      class="${classes('govuk-date-input', options.classes)}"
      ${attributes(options.attributes)}${attribute('id', id)}
    >
      ${words(formGroup?.beforeInputs)} ${boxes.map((box) => draw(options, box, anyError))}
      ${words(formGroup?.afterInputs)}
    </div>`,
    // Otherwise JAWS does not read the hint of a group of text boxes.
    'group',
  )
}

/** Day, month and year, or the boxes asked for instead; one that bears the name of a part takes its value. */
function boxesOf(options: DateInputOptions): readonly Box[] {
  const own = options.items ?? []
  if (own.length === 0)
    return parts.flatMap((part) => {
      const item = partOf(options, part)
      return item ? [{ item, part }] : []
    })
  return own.flatMap((item) => {
    if (!item) return []
    const part = parts.find(
      (part) => item.name === part || (item.name && item.name === nameOf(options, part)),
    )
    const value = item.value ?? (part && (partOf(options, part) || undefined)?.value)
    return [{ item: { ...item, value }, part }]
  })
}

function partOf(options: DateInputOptions, part: Part): DateInputItem | false {
  return options[part] ?? { name: part, value: options.values?.[part] }
}

function nameOf(options: DateInputOptions, part: Part): string | undefined {
  return (partOf(options, part) || undefined)?.name
}

function hasError(item: DateInputItem): boolean {
  return Boolean(item.error) || saysError(item)
}

function widthOf(part: Part | undefined): number {
  return part === 'year' ? 4 : 2
}

function saysError(item: DateInputItem): boolean {
  return item.classes?.includes('govuk-input--error') ?? false
}

function draw(options: DateInputOptions, { item, part }: Box, anyError: boolean): Html {
  const name = item.name ?? part ?? ''
  const fullName = options.namePrefix ? `${options.namePrefix}-${name}` : name
  const isWrong = hasError(item) || (item.error !== false && options.errorMessage && !anyError)
  return html`<div class="govuk-date-input__item">
    ${govukInput({
      label: {
        text: item.label || name.charAt(0).toUpperCase() + name.slice(1).toLowerCase(),
        classes: 'govuk-date-input__label',
      },
      id: item.id || `${options.id}-${name}`,
      classes: classes(
        'govuk-date-input__input',
        isWrong && !saysError(item) && 'govuk-input--error',
        !item.classes?.includes('govuk-input--width-') && `govuk-input--width-${widthOf(part)}`,
        item.classes,
      ),
      name: fullName,
      value: item.value ?? options.values?.[fullName],
      type: 'text',
      inputmode: item.inputmode || 'numeric',
      autocomplete: item.autocomplete,
      pattern: item.pattern,
      attributes: item.attributes,
    })}
  </div>`
}
