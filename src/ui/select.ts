import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type FieldOptions, labelledField } from './field.ts'
import { type Html, html } from './html.ts'
import { type Items, type Options, words } from './options.ts'

export type SelectItem = Options<{
  /** The text unless given. */
  value?: string | number
  text: string | number
  selected?: boolean
  disabled?: boolean
  attributes?: Attributes
}>

export type SelectOptions = FieldOptions &
  Options<{
    items?: Items<SelectItem>
    /** The value of the item to choose, when no item says `selected`. */
    value?: string | number
    disabled?: boolean
    classes?: string
    attributes?: Attributes
  }>

export function govukSelect(options: SelectOptions): Html {
  return labelledField(options, (id, describedBy) => [
    words(options.formGroup?.beforeInput),
    html` ${box(options, id, describedBy)} `,
    words(options.formGroup?.afterInput),
  ])
}

function box(options: SelectOptions, id: string, describedBy: string | undefined): Html {
  const name = classes('govuk-select', options.classes, options.errorMessage && 'govuk-select--error')
  const rest = [
    attribute('disabled', options.disabled),
    attribute('aria-describedby', describedBy),
    attributes(options.attributes),
  ]
  const items = options.items?.map((item) => item && option(item, options.value))
  return html`<select class="${name}" id="${id}" name="${options.name}" ${rest}>
    ${items}
  </select>`
}

function option(item: SelectItem, chosen: string | number | undefined): Html {
  const { value, text } = item
  const isChosen = Boolean(chosen) && String(value ?? text) === String(chosen) && item.selected !== false
  const rest = [
    value !== undefined && attributes({ value }),
    attribute('selected', item.selected || isChosen),
    attribute('disabled', item.disabled),
    attributes(item.attributes),
  ]
  return html`<option${rest}>${text}</option>`
}
