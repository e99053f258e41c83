import { govukButton } from '#ui/button.ts'
import { errorSummary, textField, type Form } from '#ui/form.ts'
import { formatInstant } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { OwnAccount, OpenSession } from '../account-queries.ts'
import type { Choice } from '../acting.ts'
import { links } from '../links.ts'
import { asWords } from '../text.ts'
import { newPasswordField } from './enrol-pages.ts'
import { doneNotice, heading, passwordField, postButton, postForm, questionPage } from './parts.ts'
import { codeField } from './sign-in-pages.ts'

const section = 'Your account'
const back = { href: links.account, text: section }

/** One's own account: what one signs in with, where, and for whom one acts. */
export function accountPage(
  shell: Shell,
  { account, done }: { account: OwnAccount; done: string | undefined },
): Html {
  const { name, email, hasPassword, hasCodes } = account
  const change = (href: string, text: string, visuallyHiddenText: string) => ({
    items: [{ href, text, visuallyHiddenText }],
  })
  const codes = hasCodes
    ? { value: { text: 'On' }, actions: change(links.accountCodesOff, 'Turn off', 'the authenticator app') }
    : { value: { text: 'Off' }, actions: change(links.accountCodes, 'Set up', 'an authenticator app') }
  const body = html`${doneNotice(done)}${heading(section)}
    ${govukSummaryList({
      rows: [
        {
          key: { text: 'Name' },
          value: { text: name },
          actions: change(links.accountName, 'Change', 'your name'),
        },
        { key: { text: 'Email' }, value: { text: email } },
        {
          key: { text: 'Password' },
          value: { text: hasPassword ? 'Set' : 'None: you sign in with a link by email' },
          actions: change(links.accountPassword, hasPassword ? 'Change' : 'Set', 'your password'),
        },
        { key: { text: 'Authenticator app' }, ...codes },
      ],
    })}
    <p class="govuk-body">
      Colleagues see your name and email address. Partners see your name when you lead for your council. To use
      another email address, ask your lead to invite that address.
    </p>
    <h2 class="hf-heading">For whom you act</h2>
    ${actsFor(account.choices)}
    <h2 class="hf-heading">Where you are signed in</h2>
    ${sessionList(account.sessions)}`
  return page({ title: section, body, shell, whoSees: whoSees({ kind: 'only-you' }) })
}

function actsFor(choices: readonly Choice[]): Html {
  if (choices.length === 0) return html`<p class="govuk-body">For nobody at the moment.</p>`
  return govukSummaryList({
    rows: choices.map((choice) => ({
      key: { text: choice.name },
      value: {
        text: choice.kind === 'council' ? asWords(choice.role, choice.office, null) : 'partnership manager',
      },
      actions:
        choice.kind === 'council'
          ? {
              items: [
                { href: links.leaveCouncil(choice.council), text: 'Leave', visuallyHiddenText: choice.name },
              ],
            }
          : undefined,
    })),
  })
}

function sessionList(sessions: readonly OpenSession[]): Html {
  const others = sessions.filter(({ isThis }) => !isThis)
  return html`<ul class="govuk-list govuk-list--bullet">
      ${sessions.map(
        ({ isThis, startedAt, seenAt, council }) =>
          html`<li>
            ${isThis ? 'Here' : 'Elsewhere'}, since ${formatInstant(startedAt)}, last used
            ${formatInstant(seenAt)}${council && `, acting for ${council}`}
          </li>`,
      )}
    </ul>
    ${others.length > 0 && postButton(links.accountSessions, 'Sign out everywhere else', 'govuk-button--secondary')}`
}

export function namePage(shell: Shell, form: Form): Html {
  const title = 'Your name'
  const body = html`${errorSummary(form)}
    ${postForm(
      links.accountName,
      html`${textField(form, { name: 'name', label: title, isPageHeading: true, hint: 'As your colleagues know you', autocomplete: 'name', classes: 'govuk-!-width-two-thirds' })}
      ${govukButton({ text: 'Save', preventDoubleClick: true })}`,
    )}`
  return questionPage({ title, section, body, shell, form, back })
}

export function setPasswordPage(shell: Shell, { form, oldNeeded }: { form: Form; oldNeeded: boolean }): Html {
  const title = 'Set a password'
  const body = html`${errorSummary(form)}${heading(title)}
    <p class="govuk-body">You will be signed out everywhere else.</p>
    ${postForm(
      links.accountPassword,
      html`${oldNeeded && passwordField(form, { name: 'old', label: 'Your password now', hint: 'Forgotten it? Sign out, sign in with a link by email, and come back here.' })}
      ${newPasswordField(form, true)} ${govukButton({ text: 'Save', preventDoubleClick: true })}`,
    )}`
  return questionPage({ title, section, body, shell, form, back })
}

/** Setting up an authenticator app: the secret to type in, and the code that proves that it was. */
export function codesPage(
  shell: Shell,
  { form, secret, address }: { form: Form; secret: string; address: string },
): Html {
  const title = 'Set up an authenticator app'
  const groups = (secret.match(/.{1,4}/g) ?? []).join(' ')
  const body = html`${errorSummary(form)}${heading(title)}
    <p class="govuk-body">
      After your link or password you will then be asked for a code from an app on your telephone or computer.
      Any app for six-digit codes works.
    </p>
    <ol class="govuk-list govuk-list--number">
      <li>In the app, add an account by typing in a key.</li>
      <li>
        Type this key, for Handfast:
        <p class="hf-copy">
          <code id="key">${groups}</code>
          <button type="button" class="govuk-button govuk-button--secondary hf-only-with-script" data-copy="#key">
            Copy
          </button>
        </p>
      </li>
      <li>Enter the code that the app shows.</li>
    </ol>
    <details class="govuk-details">
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">The app wants an address</span>
      </summary>
      <div class="govuk-details__text">
        <p class="hf-copy"><code>${address}</code></p>
      </div>
    </details>
    ${postForm(
      links.accountCodes,
      html`${codeField(form, 'Code', false)} ${govukButton({ text: 'Turn on', preventDoubleClick: true })}`,
    )}`
  return questionPage({ title, section, body, shell, form, back })
}

export function codesOffPage(shell: Shell, form: Form): Html {
  const title = 'Turn off the authenticator app'
  const body = html`${errorSummary(form)}${heading(title)}
    <p class="govuk-body">Your link or password alone will then sign you in.</p>
    ${postForm(
      links.accountCodesOff,
      html`${codeField(form, 'Code', false)} ${govukButton({ text: 'Turn off', classes: 'govuk-button--warning', preventDoubleClick: true })}`,
    )}`
  return questionPage({ title, section, body, shell, form, back })
}
