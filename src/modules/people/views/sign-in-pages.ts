import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, textField, typed, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { links } from '../links.ts'
import { heading, hidden, passwordField, postButton, postForm, questionPage } from './parts.ts'

const signIn = 'Sign in'

/** The first page of signing in: the address. */
export function addressPage(shell: Shell, form: Form): Html {
  const body = html`${errorSummary(form)}${heading('Sign in')}
    ${postForm(
      links.signIn(),
      html`${hidden('next', typed(form, 'next') ?? '/')}
      ${textField(form, { name: 'email', label: 'Your email address', hint: 'The one your council’s lead, or whoever runs this service, knows you by.', type: 'email', autocomplete: 'email', spellcheck: false, classes: 'govuk-!-width-two-thirds' })}
      ${govukButton({ text: 'Continue' })}`,
    )}
    <p class="govuk-body">
      No account? People are invited: ask the person who leads for your council. If nobody does yet, ask
      whoever runs this service.
    </p>`
  return questionPage({ title: 'Sign in', body, shell, form })
}

/** How: a link by mail, or a password. */
export function methodPage(shell: Shell, form: Form): Html {
  const title = 'How do you want to sign in?'
  const body = html`${errorSummary(form)}
    ${postForm(
      links.signInMethod,
      html`${kept(form)}
      ${radiosField(form, {
        name: 'method',
        label: title,
        isPageHeading: true,
        items: [
          {
            value: 'link',
            text: 'Send me a link by email',
            hint: { text: 'It works once, within 15 minutes.' },
          },
          { value: 'password', text: 'With a password', hint: { text: 'If you have set one.' } },
        ],
      })}
      ${govukButton({ text: 'Continue', preventDoubleClick: true })}`,
    )}`
  return questionPage({ title, section: signIn, body, shell, form, back: { href: links.signIn() } })
}

export function passwordPage(shell: Shell, form: Form, mailOn: boolean): Html {
  const body = html`${errorSummary(form)}
    ${postForm(
      links.signInPassword,
      html`${kept(form)}
      ${passwordField(form, { label: 'Enter your password', hint: `For ${typed(form, 'email') ?? ''}`, isHeading: true })}
      ${govukButton({ text: signIn, preventDoubleClick: true })}`,
    )}
    <p class="govuk-body">
      ${
        mailOn
          ? html`Forgotten it, or never set one?
              <a class="govuk-link" href="${links.signIn(typed(form, 'next'))}">Ask for a link by email</a>.
              You can then set a new password.`
          : 'Forgotten it? Whoever runs this service can give you a new one-use link. The leads of your council are told when that happens.'
      }
    </p>`
  return questionPage({
    title: 'Enter your password',
    section: signIn,
    body,
    shell,
    form,
    back: { href: links.signIn() },
  })
}

/** The code of the authenticator app. `step` is the secret of this page: it holds for ten minutes. */
export function codePage(shell: Shell, form: Form): Html {
  const title = 'Enter the code from your app'
  const body = html`${errorSummary(form)}
    ${postForm(
      links.signInCode,
      html`${hidden('step', typed(form, 'step') ?? '')} ${codeField(form, title)}
      ${govukButton({ text: signIn, preventDoubleClick: true })}`,
    )}
    <p class="govuk-body">
      Lost the device with the app? Whoever runs this service can give you a new one-use link. The leads of
      your council are told when that happens.
    </p>`
  return questionPage({ title, section: signIn, body, shell, form })
}

export function codeField(form: Form, label: string, isPageHeading = true): Html {
  return textField(form, {
    name: 'code',
    label,
    isPageHeading,
    hint: 'The 6 digits that your authenticator app shows for Handfast',
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    spellcheck: false,
    classes: 'govuk-input--width-10',
  })
}

/** The same whether or not anybody has the address. */
export function sentPage(shell: Shell): Html {
  const title = 'Check your email'
  const body = html`${heading(title)}
    <p class="govuk-body">
      If somebody here has the address you gave, a link to sign in is on its way to it. It works once, within
      15 minutes of being sent.
    </p>
    <h2 class="hf-heading">If it does not arrive</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>Wait five minutes, and look in the junk folder.</li>
      <li>
        Check that you gave the address your council’s lead invited you by, and
        <a class="govuk-link" href="${links.signIn()}">try again</a>.
      </li>
      <li>Ask your council’s lead whether you have been invited.</li>
    </ul>`
  return page({ title, section: signIn, body, shell, back: { href: links.signIn() } })
}

/** What a mailed link opens. Looking does nothing: mail scanners look at links too, and must not use them up. */
export function openLinkPage(shell: Shell, secret: string): Html {
  const title = 'Finish signing in'
  const body = html`${heading(title)}
    <p class="govuk-body">Press the button to sign in to Handfast. The link then stops working.</p>
    ${postButton(links.signInLink(secret), signIn)}`
  return page({ title, section: signIn, body, shell })
}

/** A link that was used, is too old, or never was one. Which of them is not said. */
export function deadLinkPage(shell: Shell, what: 'sign-in' | 'enrol' | 'first-operator'): Html {
  const title = 'This link does not work any more'
  const words = {
    'sign-in': html`A link to sign in works once, and for 15 minutes.
      <a class="govuk-link" href="${links.signIn()}">Ask for a new one</a>.`,
    enrol: html`Links like this work once, and for a few days at most. If you have used it, you can
      <a class="govuk-link" href="${links.signIn()}">sign in</a>. If not, ask whoever gave it to you for a new
      one.`,
    'first-operator': html`It works once, within 24 hours, and only while this service has no operator. Start
      the program again and it prints a new one; if somebody has become the operator meanwhile,
      <a class="govuk-link" href="${links.signIn()}">sign in</a> or ask them.`,
  }
  const body = html`${heading(title)}
    <p class="govuk-body">
      It may have been used already, be too old, or not have been copied whole. ${words[what]}
    </p>`
  return page({ title, body, shell })
}

/** Signing out changes something, so a link alone does not do it. */
export function signOutPage(shell: Shell): Html {
  const title = 'Do you want to sign out?'
  const body = html`${heading(title)}
    <p class="govuk-body">What you have saved is kept.</p>
    ${postButton(links.signOut, 'Sign out')}`
  return page({ title, body, shell, back: { href: links.start } })
}

function kept(form: Form): Html {
  return html`${hidden('email', typed(form, 'email') ?? '')}${hidden('next', typed(form, 'next') ?? '/')}`
}
