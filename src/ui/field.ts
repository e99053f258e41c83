import { type Attributes, attributes, classes } from './attributes.ts'
import { type ErrorMessageOptions, govukErrorMessage } from './error-message.ts'
import { type FieldsetOptions, govukFieldset } from './fieldset.ts'
import { type HintOptions, govukHint } from './hint.ts'
import { type Content, type Html, html } from './html.ts'
import { type LabelOptions, govukLabel } from './label.ts'
import { type Options, type Words } from './options.ts'

/** What one-box fields (input, text area, select, file) have in common. */
export type FieldOptions = Options<{
  /** The name unless given. */
  id?: string
  name: string
  label: LabelOptions
  hint?: HintOptions
  errorMessage?: ErrorMessageOptions
  formGroup?: Options<{ classes?: string; attributes?: Attributes; beforeInput?: Words; afterInput?: Words }>
  /** Ids of more text that describes the field, apart from hint and error. */
  describedBy?: string
}>

/** What fields of several boxes (radios, checkboxes, date) have in common. */
export type FieldGroupOptions = Options<{
  fieldset?: FieldsetOptions
  hint?: HintOptions
  errorMessage?: ErrorMessageOptions
  formGroup?: Options<{
    classes?: string
    attributes?: Attributes
    beforeInputs?: Words
    afterInputs?: Words
  }>
}>

type Notes = Pick<FieldOptions, 'hint' | 'errorMessage'>

type Group = Pick<FieldOptions, 'errorMessage'> &
  Options<{ formGroup?: Options<{ classes?: string; attributes?: Attributes }> }>

/**
 * The label, hint and error of one box, and the box itself, which `control` draws when told which ids describe it
 * (`undefined` when none do).
 */
export function labelledField(
  options: FieldOptions,
  control: (id: string, describedBy: string | undefined) => Content,
): Html {
  const id = options.id || options.name
  const label = govukLabel({ ...options.label, for: id })
  return formGroup(
    options,
    html`${label} ${notes(id, options)} ${control(id, describedBy(id, options.describedBy, options))}`,
  )
}

/**
 * The hint and error of several boxes, and the boxes themselves, in a fieldset when one is asked for. `describedBy`
 * is for the caller to compute once with the function of that name.
 */
export function fieldGroup(
  options: FieldGroupOptions & { readonly id: string; readonly describedBy: string | undefined },
  controls: Html,
  role?: string,
): Html {
  const inner = html`${notes(options.id, options)} ${controls}`
  const { fieldset } = options
  if (!fieldset) return formGroup(options, inner)
  return formGroup(
    options,
    govukFieldset({
      ...fieldset,
      role: role ?? fieldset.role,
      describedBy: options.describedBy,
      html: inner,
    }),
  )
}

/** The ids of the texts a screen reader should read with a field, hint before error. */
export function describedBy(
  id: string,
  first: string | undefined,
  { hint, errorMessage }: Notes,
): string | undefined {
  return classes(first, hint && `${id}-hint`, errorMessage && `${id}-error`) || undefined
}

function notes(id: string, { hint, errorMessage }: Notes): Content {
  return [
    hint && govukHint({ ...hint, id: `${id}-hint` }),
    errorMessage && govukErrorMessage({ ...errorMessage, id: `${id}-error` }),
  ]
}

function formGroup(options: Group, content: Html): Html {
  const name = classes(
    'govuk-form-group',
    options.errorMessage && 'govuk-form-group--error',
    options.formGroup?.classes,
  )
  return html`<div class="${name}" ${attributes(options.formGroup?.attributes)}>${content}</div>`
}
