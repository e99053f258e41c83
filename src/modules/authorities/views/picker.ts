import { selectField, type Form } from '#ui/form.ts'
import type { Html } from '#ui/html.ts'
import type { CouncilOption } from '../options.ts'

/**
 * A field in which a council is chosen: a plain list that works as it is, and where scripts run a box to type in that
 * forgives a wrong letter and knows former names and codes. Its value is the code. `exclude` takes codes out of the list.
 */
export function authorityPicker(
  form: Form,
  field: {
    readonly name: string
    readonly label: string
    readonly hint?: string
    readonly items: readonly CouncilOption[]
    readonly exclude?: readonly string[]
    readonly isPageHeading?: boolean
  },
): Html {
  const { items, exclude = [], hint, ...question } = field
  return selectField(form, {
    ...question,
    hint: hint ?? 'Part of its name, a former name or a code.',
    attributes: { 'data-autocomplete': '' },
    items: [
      { value: '', text: 'Choose a council' },
      ...items
        .filter(({ value }) => !exclude.includes(value))
        .map(({ value, text, also }) => ({ value, text, attributes: { 'data-also': also } })),
    ],
  })
}
