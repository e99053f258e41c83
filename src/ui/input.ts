import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type FieldOptions, labelledField } from './field.ts'
import { type Content, type Html, html } from './html.ts'
import { type MaybeWords, type Options, hasWords, words } from './options.ts'

export type AffixOptions = MaybeWords & Options<{ classes?: string; attributes?: Attributes }>

export type InputOptions = FieldOptions &
  Options<{
    /** `text` unless given. */
    type?: string
    inputmode?: string
    value?: string | number
    disabled?: boolean
    prefix?: AffixOptions
    suffix?: AffixOptions
    classes?: string
    autocomplete?: string
    pattern?: string
    spellcheck?: boolean
    autocapitalize?: string
    inputWrapper?: Options<{ classes?: string; attributes?: Attributes }>
    attributes?: Attributes
  }>

export function govukInput(options: InputOptions): Html {
  return labelledField(options, (id, describedBy) => wrapped(options, box(options, id, describedBy)))
}

function box(options: InputOptions, id: string, describedBy: string | undefined): Html {
  const name = classes('govuk-input', options.classes, options.errorMessage && 'govuk-input--error')
  const { value, spellcheck } = options
  const rest = [
    typeof spellcheck === 'boolean' && attribute('spellcheck', String(spellcheck)),
    value !== undefined && value !== null && attributes({ value }),
    attribute('disabled', options.disabled),
    attribute('aria-describedby', describedBy),
    attribute('autocomplete', options.autocomplete),
    attribute('autocapitalize', options.autocapitalize),
    attribute('pattern', options.pattern),
    attribute('inputmode', options.inputmode),
    attributes(options.attributes),
  ]
  return html`<input
    class="${name}"
    id="${id}"
    name="${options.name}"
    type="${options.type || 'text'}"
    ${rest}
  />`
}

/** A box with something before or after it shares a wrapper with that. */
function wrapped(options: InputOptions, input: Html): Html {
  const { prefix, suffix, formGroup, inputWrapper } = options
  const hasNeighbour = [prefix, suffix, formGroup?.beforeInput, formGroup?.afterInput].some(hasWords)
  if (!hasNeighbour) return input
  return html`<div
    class="${classes('govuk-input__wrapper', inputWrapper?.classes)}"
    ${attributes(inputWrapper?.attributes)}
  >
    ${words(formGroup?.beforeInput)} ${affix('prefix', prefix)} ${input} ${affix('suffix', suffix)}
    ${words(formGroup?.afterInput)}
  </div>`
}

function affix(place: 'prefix' | 'suffix', options: AffixOptions | undefined): Content {
  if (!hasWords(options)) return undefined
  return html`<div
    class="${classes(`govuk-input__${place}`, options?.classes)}"
    aria-hidden="true"
    ${attributes(options?.attributes)}
  >
    ${words(options)}
  </div>`
}
