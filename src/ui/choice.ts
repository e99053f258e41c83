import { type Attributes, attribute, attributes, classes } from './attributes.ts'
import { type HintOptions, govukHint } from './hint.ts'
import { type Content, type Html, html } from './html.ts'
import { govukLabel } from './label.ts'
import { type MaybeWords, type Options, hasWords } from './options.ts'

/** One radio or checkbox, or a divider ("or") between two. */
export type ChoiceItem = MaybeWords &
  Options<{
    id?: string
    value?: string | number
    label?: Options<{ classes?: string; attributes?: Attributes }>
    hint?: HintOptions
    divider?: string
    checked?: boolean
    /** Shown only while this is chosen (always, without JavaScript). */
    conditional?: { readonly html: Html | false | undefined }
    disabled?: boolean
    attributes?: Attributes
  }>

type Drawn = {
  readonly item: ChoiceItem
  readonly id: string
  readonly name: string
  readonly isChecked: boolean
  readonly describedBy?: string | undefined
  readonly behaviour?: string | undefined
}

/** The first id has no number, so that an error summary can link to the field by its name. */
export function choiceId(item: ChoiceItem, idPrefix: string, index: number): string {
  return item.id || (index === 0 ? idPrefix : `${idPrefix}-${index + 1}`)
}

export function choice(
  kind: 'radio' | 'checkbox',
  { item, id, name, isChecked, describedBy, behaviour }: Drawn,
): Content {
  const block = kind === 'radio' ? 'govuk-radios' : 'govuk-checkboxes'
  if (item.divider) return html`<div class="${block}__divider">${item.divider}</div>`
  const hintId = hasWords(item.hint) ? `${id}-item-hint` : undefined
  const shown = item.conditional?.html
  const rest = [
    attribute('checked', isChecked),
    attribute('disabled', item.disabled),
    shown && attribute('data-aria-controls', `conditional-${id}`),
    attribute('data-behaviour', behaviour),
    attribute('aria-describedby', classes(describedBy, hintId)),
    attributes(item.attributes),
  ]
  const label = govukLabel({
    text: item.text,
    html: item.html,
    classes: classes(`${block}__label`, item.label?.classes),
    attributes: item.label?.attributes,
    for: id,
  })
  const hint =
    hintId && govukHint({ ...item.hint, id: hintId, classes: classes(`${block}__hint`, item.hint?.classes) })
  return html`<div class="${block}__item">
      <input class="${block}__input" id="${id}" name="${name}" type="${kind}" value="${item.value}" ${rest} />
      ${label} ${hint}
    </div>
    ${shown && conditional(block, id, isChecked, shown)}`
}

function conditional(block: string, id: string, isChecked: boolean, shown: Html): Html {
  const name = classes(`${block}__conditional`, !isChecked && `${block}__conditional--hidden`)
  return html`<div class="${name}" id="conditional-${id}">${shown}</div>`
}
