import { authorityPicker, type CouncilOption } from '#modules/authorities/index.ts'
import {
  doneNotice,
  heading,
  postButton,
  postForm,
  questionPage,
  withRefusals,
  type PeopleRefusal,
} from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, textField, type Form } from '#ui/form.ts'
import { formatInstantDay, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type NavItem, type Shell } from '#ui/layout.ts'
import { statusTag } from '#ui/status-tag.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { CouncilsView } from '../council-queries.ts'
import { links } from '../links.ts'

export type CouncilsPageModel = {
  readonly view: CouncilsView
  readonly nav: readonly NavItem[]
  /** The viewer leads for a council that has joined. */
  readonly mayInvite: boolean
  readonly done: string | undefined
}

/** Who is in a partnership, who leads each council, and who is invited. */
export function councilsPage(shell: Shell, { view, nav, mayInvite, done }: CouncilsPageModel): Html {
  const { partnership, members } = view
  const { id } = partnership
  const title = 'Councils'
  const names = members.filter(({ joinedAt, leftAt }) => joinedAt && !leftAt).map(({ name }) => name)
  const body = html`${doneNotice(done)}
    <span class="govuk-caption-l">${partnership.name}</span>
    <h1 class="govuk-heading-l">${title}</h1>
    ${govukSummaryList({ rows: members.map((member) => memberRow(member)) })}
    ${mayInvite && govukButton({ text: 'Invite a council', href: links.inviteCouncil(id), classes: 'govuk-button--secondary' })}
    <h2 class="hf-heading">Partnership managers</h2>
    <p class="govuk-body">
      A partnership manager keeps the work moving for all of you. They see no answers before they are opened,
      and after that only what the terms of the round give.
    </p>
    ${managerList(view, mayInvite)}
    ${mayInvite && govukButton({ text: 'Invite a partnership manager', href: links.inviteManager(id), classes: 'govuk-button--secondary' })}
    ${view.pending.length > 0 && pendingList(view, mayInvite)}`
  const sees = whoSees({ kind: 'councils', councils: names })
  return page({ title, section: partnership.name, body, shell, nav, whoSees: sees })
}

function memberRow(member: CouncilsView['members'][number]) {
  const { name, leads, joinedAt, leftAt } = member
  const led = leads.length > 0 ? `Led by ${formatList(leads)}` : 'Nobody leads for it here now'
  return {
    key: { text: name },
    value: {
      html: leftAt
        ? statusTag('Has left', 'plain')
        : joinedAt
          ? html`${led}<br />Joined ${formatInstantDay(joinedAt)}`
          : statusTag('Invited, not yet joined', 'wait'),
    },
  }
}

function managerList({ partnership, managers }: CouncilsView, mayEnd: boolean): Html {
  if (managers.length === 0) return html`<p class="govuk-body">Nobody manages this partnership yet.</p>`
  return govukSummaryList({
    rows: managers.map(({ person, name, givenAt }) => ({
      key: { text: name },
      value: {
        html: html`<p>Since ${formatInstantDay(givenAt)}</p>
          ${mayEnd && postButton(links.endManager(partnership.id, person), 'End their access', 'govuk-button--secondary', `(${name})`)}`,
      },
    })),
  })
}

function pendingList({ partnership, pending }: CouncilsView, mayWithdraw: boolean): Html {
  return html`<h2 class="hf-heading">People your council has invited</h2>
    <p class="govuk-body">Only your council sees this list.</p>
    ${govukSummaryList({
      rows: pending.map(({ id, name, email, council, expiresAt }) => ({
        key: { text: name },
        value: {
          html: html`<p>
              ${email}, ${council === null ? 'as partnership manager' : `to lead for ${council}`}; holds until
              ${formatInstantDay(expiresAt)}
            </p>
            ${mayWithdraw && postButton(links.withdraw(partnership.id, id), 'Withdraw the invitation', 'govuk-button--secondary', `of ${name}`)}`,
        },
      })),
    })}`
}

export type InviteModel = {
  readonly view: CouncilsView
  readonly nav: readonly NavItem[]
  readonly form: Form
  readonly mailOn: boolean
  readonly refused: readonly PeopleRefusal[]
}

/** Which council to invite, and whom there. */
export function inviteCouncilPage(
  shell: Shell,
  model: InviteModel & { readonly choices: readonly CouncilOption[] },
): Html {
  const { view, nav, choices } = model
  const { id, name } = view.partnership
  const title = 'Invite a council'
  const form = withRefusals(model.form, model.refused)
  const body = html`${errorSummary(form)}<span class="govuk-caption-l">${name}</span>${heading(title)}
    <p class="govuk-body">
      Until it joins, the council sees the partnership’s name, and who is in it; you see nothing of its people.
    </p>
    ${postForm(
      links.inviteCouncil(id),
      html`${authorityPicker(form, { name: 'council', label: 'Which council or other body?', items: choices })}
      <h2 class="hf-heading">Whom to invite there</h2>
      <p class="govuk-body">
        If somebody leads for this council here already, we tell them and leave this address unused. If nobody
        does, this person is invited to lead for it: choose somebody who may speak for their council.
      </p>
      ${personFields(form)} ${govukButton({ text: 'Invite', preventDoubleClick: true })}`,
    )}`
  return questionPage({ title, section: name, body, shell, nav, form, back: { href: links.councils(id) } })
}

/** Whom to invite as partnership manager. */
export function inviteManagerPage(shell: Shell, model: InviteModel): Html {
  const { view, nav } = model
  const { id, name } = view.partnership
  const title = 'Invite a partnership manager'
  const form = withRefusals(model.form, model.refused)
  const body = html`${errorSummary(form)}<span class="govuk-caption-l">${name}</span>${heading(title)}
    ${postForm(
      links.inviteManager(id),
      html`${personFields(form)} ${govukButton({ text: 'Invite', preventDoubleClick: true })}`,
    )}`
  return questionPage({ title, section: name, body, shell, nav, form, back: { href: links.councils(id) } })
}

export function personFields(form: Form): Html {
  return html`${textField(form, { name: 'name', label: 'Their name', autocomplete: 'off', classes: 'govuk-!-width-two-thirds' })}
  ${textField(form, { name: 'email', label: 'Their email address', type: 'email', autocomplete: 'off', spellcheck: false, classes: 'govuk-!-width-two-thirds' })}`
}
