import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type FieldOptions, labelledField } from './field.ts'
import { type Html, html } from './html.ts'
import { type Options, words } from './options.ts'

export type TextareaOptions = FieldOptions &
  Options<{
    spellcheck?: boolean
    /** 5 unless given. */
    rows?: number
    value?: string
    disabled?: boolean
    classes?: string
    autocomplete?: string
    attributes?: Attributes
  }>

export function govukTextarea(options: TextareaOptions): Html {
  return labelledField(options, (id, describedBy) => [
    words(options.formGroup?.beforeInput),
    html` ${box(options, id, describedBy)} `,
    words(options.formGroup?.afterInput),
  ])
}

function box(options: TextareaOptions, id: string, describedBy: string | undefined): Html {
  const name = classes('govuk-textarea', options.errorMessage && 'govuk-textarea--error', options.classes)
  const rest = [
    typeof options.spellcheck === 'boolean' && attribute('spellcheck', String(options.spellcheck)),
    attribute('disabled', options.disabled),
    attribute('aria-describedby', describedBy),
    attribute('autocomplete', options.autocomplete),
    attributes(options.attributes),
  ]
  // The line break after the tag is dropped by the browser; without it, one that was typed first would be.
  return html`<textarea class="${name}" id="${id}" name="${options.name}" rows="${options.rows || 5}" ${rest}>
${options.value}</textarea>`
}
