import { govukButton } from '#ui/button.ts'
import { errorSummary, textField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import { type Shell } from '#ui/layout.ts'
import { links } from '../links.ts'
import { heading, passwordField, postForm, questionPage } from './parts.ts'

const newHint = '12 characters or more. Three or four words that do not belong together work well.'

/** A new password box, asked for or offered. */
export function newPasswordField(form: Form, required: boolean): Html {
  return passwordField(form, {
    label: required ? 'Choose a password' : 'Choose a password (optional)',
    hint: required ? newHint : `${newHint} Leave it empty to sign in with a link by email each time.`,
    isNew: true,
  })
}

/** The one-use link of an enrolment, or of credentials that an operator replaced. */
export function enrolPage(
  shell: Shell,
  model: { secret: string; name: string; purpose: 'enrol' | 'reset'; required: boolean; form: Form },
): Html {
  const { secret, name, form, required } = model
  const title = model.purpose === 'enrol' ? `Welcome, ${name}` : `Sign in again, ${name}`
  const body = html`${errorSummary(form)}${heading(title)}
    <p class="govuk-body">
      ${
        model.purpose === 'enrol'
          ? 'Your account is ready. This link works once: press the button to take the account up.'
          : 'Whoever runs this service has replaced what you sign in with. Your old password and app no longer work. The leads of your council have been told.'
      }
    </p>
    ${postForm(
      links.enrol(secret),
      html`${newPasswordField(form, required)}
      ${govukButton({ text: 'Continue', preventDoubleClick: true })}`,
    )}`
  return questionPage({ title, body, shell, form })
}

/** The page behind the address that the first start prints. */
export function firstOperatorPage(
  shell: Shell,
  model: { secret: string; required: boolean; form: Form },
): Html {
  const title = 'Set up this service'
  const { form, required } = model
  const body = html`${errorSummary(form)}${heading(title)}
    <p class="govuk-body">
      You become its operator: you enrol the first lead of each council, and see that mail and backups work.
      You see no answers, and cannot sign in as anybody else.
    </p>
    ${postForm(
      links.firstOperator(model.secret),
      html`${textField(form, { name: 'name', label: 'Your name', autocomplete: 'name', classes: 'govuk-!-width-two-thirds' })}
      ${textField(form, { name: 'email', label: 'Your email address', type: 'email', autocomplete: 'email', spellcheck: false, classes: 'govuk-!-width-two-thirds' })}
      ${newPasswordField(form, required)}
      ${govukButton({ text: 'Become the operator', preventDoubleClick: true })}`,
    )}`
  return questionPage({ title, body, shell, form })
}
