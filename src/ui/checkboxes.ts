import { type Attributes, attributes, classes } from './attributes.ts'
import { type ChoiceItem, choice, choiceId } from './choice.ts'
import { type FieldGroupOptions, describedBy, fieldGroup } from './field.ts'
import { type Html, html } from './html.ts'
import { type Items, type Options, words } from './options.ts'

export type CheckboxItem = ChoiceItem &
  Options<{
    /** The name of the whole unless given. */
    name?: string
    /** `exclusive` ("none of these") unticks the others, and they it. */
    behaviour?: 'exclusive'
  }>

export type CheckboxesOptions = FieldGroupOptions &
  Options<{
    describedBy?: string
    /** The name unless given. */
    idPrefix?: string
    name: string
    items: Items<CheckboxItem>
    /** The values of the items to tick, where an item does not say `checked`. */
    values?: readonly (string | number)[]
    classes?: string
    attributes?: Attributes
  }>

export function govukCheckboxes(options: CheckboxesOptions): Html {
  const { fieldset, formGroup } = options
  const id = options.idPrefix || options.name
  const ids = describedBy(id, fieldset?.describedBy || options.describedBy, options)
  const items = options.items.map(
    (item, i) =>
      item &&
      choice('checkbox', {
        item,
        id: choiceId(item, id, i),
        name: item.name || options.name,
        isChecked:
          item.checked ?? options.values?.some((value) => String(value) === String(item.value)) ?? false,
        // A fieldset speaks for all; without one each box must say it.
        describedBy: fieldset ? undefined : ids,
        behaviour: item.behaviour,
      }),
  )
  return fieldGroup(
    { ...options, id, describedBy: ids },
    html`<div
      class="${classes('govuk-checkboxes', options.classes)}"
      ${attributes(options.attributes)}
      data-module="govuk-checkboxes"
    >
      ${words(formGroup?.beforeInputs)} ${items} ${words(formGroup?.afterInputs)}
    </div>`,
  )
}
