import { type Attributes, classes, translations } from './attributes.ts'
import { govukButton } from './button.ts'
import type { FieldOptions } from './field.ts'
import { type Html, html } from './html.ts'
import { govukInput } from './input.ts'
import { type Options, words } from './options.ts'

export type PasswordInputOptions = FieldOptions &
  Options<{
    value?: string
    disabled?: boolean
    classes?: string
    /** `current-password` unless given; `new-password` where one is chosen. */
    autocomplete?: string
    attributes?: Attributes
    showPasswordText?: string
    hidePasswordText?: string
    showPasswordAriaLabelText?: string
    hidePasswordAriaLabelText?: string
    passwordShownAnnouncementText?: string
    passwordHiddenAnnouncementText?: string
    button?: Options<{ classes?: string }>
  }>

export function govukPasswordInput(options: PasswordInputOptions): Html {
  const { formGroup } = options
  const id = options.id || options.name
  return govukInput({
    formGroup: {
      classes: classes('govuk-password-input', formGroup?.classes),
      attributes: { 'data-module': 'govuk-password-input', ...said(options), ...formGroup?.attributes },
      beforeInput: formGroup?.beforeInput,
      afterInput: { html: html`${toggle(options, id)} ${words(formGroup?.afterInput)}` },
    },
    inputWrapper: { classes: 'govuk-password-input__wrapper' },
    label: options.label,
    hint: options.hint,
    classes: classes('govuk-password-input__input govuk-js-password-input-input', options.classes),
    errorMessage: options.errorMessage,
    id,
    name: options.name,
    type: 'password',
    spellcheck: false,
    autocapitalize: 'none',
    autocomplete: options.autocomplete || 'current-password',
    value: options.value,
    disabled: options.disabled,
    describedBy: options.describedBy,
    attributes: options.attributes,
  })
}

/** The button that shows the password; hidden until the script that makes it work has run. */
function toggle(options: PasswordInputOptions, id: string): Html {
  return govukButton({
    type: 'button',
    classes: classes(
      'govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle',
      options.button?.classes,
    ),
    text: options.showPasswordText ?? 'Show',
    attributes: {
      'aria-controls': id,
      'aria-label': options.showPasswordAriaLabelText ?? 'Show password',
      hidden: { value: true, optional: true },
    },
  })
}

function said(options: PasswordInputOptions): Attributes {
  return translations({
    'show-password': options.showPasswordText,
    'hide-password': options.hidePasswordText,
    'show-password-aria-label': options.showPasswordAriaLabelText,
    'hide-password-aria-label': options.hidePasswordAriaLabelText,
    'password-shown-announcement': options.passwordShownAnnouncementText,
    'password-hidden-announcement': options.passwordHiddenAnnouncementText,
  })
}
