import { type Attributes, attributes, classes } from './attributes.ts'
import { type ChoiceItem, choice, choiceId } from './choice.ts'
import { type FieldGroupOptions, describedBy, fieldGroup } from './field.ts'
import { type Html, html } from './html.ts'
import { type Items, type Options, words } from './options.ts'

export type RadiosOptions = FieldGroupOptions &
  Options<{
    /** The name unless given. */
    idPrefix?: string
    name: string
    items: Items<ChoiceItem>
    /** The value of the item to choose, when no item says `checked`. */
    value?: string | number
    classes?: string
    attributes?: Attributes
  }>

export function govukRadios(options: RadiosOptions): Html {
  const { name, value, formGroup } = options
  const id = options.idPrefix || name
  const isChecked = (item: ChoiceItem) =>
    item.checked ?? (Boolean(value) && String(item.value) === String(value))
  const items = options.items.map(
    (item, i) =>
      item && choice('radio', { item, id: choiceId(item, id, i), name, isChecked: isChecked(item) }),
  )
  return fieldGroup(
    { ...options, id, describedBy: describedBy(id, options.fieldset?.describedBy, options) },
    html`<div
      class="${classes('govuk-radios', options.classes)}"
      ${attributes(options.attributes)}
      data-module="govuk-radios"
    >
      ${words(formGroup?.beforeInputs)} ${items} ${words(formGroup?.afterInputs)}
    </div>`,
  )
}
