import { govukButton } from '#ui/button.ts'
import { errorSummary, textField, type Form } from '#ui/form.ts'
import { formatInstantDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import type { Invitation, Stale } from '../invitation.ts'
import { links } from '../links.ts'
import { asWords, staleWords } from '../text.ts'
import { newPasswordField } from './enrol-pages.ts'
import { heading, postForm, questionPage } from './parts.ts'

/** How somebody can accept: as the person signed in, as somebody new, or only after signing in as the one invited. */
export type How =
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'new'; readonly form: Form; readonly passwordNeeded: boolean }
  | { readonly kind: 'sign-in-first' }
  | { readonly kind: 'somebody-else'; readonly name: string }

/** Who invites, for which council, to what. Looking accepts nothing. */
export function invitationPage(
  shell: Shell,
  model: { invitation: Invitation; secret: string; how: How },
): Html {
  const { invitation, how } = model
  const title = 'You are invited'
  const form = how.kind === 'new' ? how.form : { values: {}, errors: {} }
  const body = html`${errorSummary(form)}${heading(title)}
    ${govukSummaryList({
      rows: [
        {
          key: { text: 'Invited by' },
          value: { text: [invitation.inviter, invitation.inviterCouncil].filter(Boolean).join(', ') },
        },
        {
          key: { text: 'As' },
          value: { text: asWords(invitation.role, invitation.office, invitation.councilName) },
        },
        invitation.partnershipName !== null && {
          key: { text: 'Partnership' },
          value: { text: invitation.partnershipName },
        },
        { key: { text: 'Invited address' }, value: { text: invitation.email } },
        { key: { text: 'Holds until' }, value: { text: formatInstantDay(invitation.expiresAt) } },
      ],
    })}
    ${acceptPart(model.secret, how, invitation)}
    <p class="govuk-body">
      If you do not know who invites you, ask your council before you accept. To decline, close this page.
    </p>`
  return questionPage({ title, body, shell, form })
}

function acceptPart(secret: string, how: How, invitation: Invitation): Html {
  const action = links.invitation(secret)
  switch (how.kind) {
    case 'signed-in':
      return postForm(action, govukButton({ text: 'Accept', preventDoubleClick: true }))
    case 'new':
      return postForm(
        action,
        html`${textField(how.form, { name: 'name', label: 'Your name', hint: 'Your colleagues see it, and partners when you lead for your council.', autocomplete: 'name', classes: 'govuk-!-width-two-thirds' })}
        ${newPasswordField(how.form, how.passwordNeeded)}
        ${govukButton({ text: 'Accept', preventDoubleClick: true })}`,
      )
    case 'sign-in-first':
      return html`<p class="govuk-body">
          ${invitation.email} already has an account. Sign in with it, then open this invitation again.
        </p>
        ${govukButton({ text: 'Sign in', href: links.signIn(action) })}`
    default:
      return html`<p class="govuk-body">
          You are signed in as ${how.name}, and this invitation is for ${invitation.email}. If that is also
          you, sign out and open the invitation again.
        </p>
        ${govukButton({ text: 'Sign out', href: links.signOut, classes: 'govuk-button--secondary' })}`
  }
}

/** An invitation that cannot be accepted any more, and what to do. `null`: the link was never one. */
export function deadInvitationPage(shell: Shell, stale: Stale | null): Html {
  const title = 'This invitation cannot be accepted'
  const words =
    stale === null
      ? 'The link may not have been copied whole, or a newer one was sent to you. Open the newest mail, or ask whoever invited you.'
      : staleWords[stale]
  const body = html`${heading(title)}
    <p class="govuk-body">${words}</p>
    <p class="govuk-body"><a class="govuk-link" href="${links.signIn()}">Sign in</a></p>`
  return page({ title, body, shell })
}
