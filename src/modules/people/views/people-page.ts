import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, selectField, textField, type Form } from '#ui/form.ts'
import { formatDay, formatInstant, formatInstantDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { govukNotificationBanner } from '#ui/notification-banner.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { govukWarningText } from '#ui/warning-text.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Colleague, PeopleRefusal, Waiting } from '../colleague.ts'
import { links } from '../links.ts'
import { tokenLinks } from '../token-links.ts'
import { offices, roles } from '../people-forms.ts'
import type { CouncilPeople, Notice } from '../people-queries.ts'
import { officeNames, refusalWords, roleMeanings, roleNames } from '../text.ts'
import { cardTable, doneNotice, handOver, heading, postButton, postForm, questionPage } from './parts.ts'

export type PeoplePageModel = {
  readonly people: CouncilPeople
  readonly you: string
  readonly mayInvite: boolean
  readonly done: string | undefined
}

/** Everybody who acts for one's council. */
export function peoplePage(shell: Shell, model: PeoplePageModel): Html {
  const { people, mayInvite } = model
  const title = `People who act for ${people.council}`
  const body = html`${doneNotice(model.done)}${people.notices.map(noticeBanner)}
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">Partners see the names of your leads and nothing else of this page.</p>
    ${mayInvite && govukButton({ text: 'Invite somebody', href: links.invite })}
    ${cardTable({
      caption: 'People',
      columns: ['Name', 'Role', 'Office', 'Last signed in'],
      rows: people.colleagues.map((colleague) => personRow(colleague, model)),
    })}
    ${people.waiting.length > 0 && waitingList(people.waiting, mayInvite)}
    ${
      mayInvite &&
      html`<h2 class="hf-heading">More</h2>
        <ul class="govuk-list">
          <li><a class="govuk-link" href="/record">What was done for ${people.council}</a></li>
          <li><a class="govuk-link" href="${tokenLinks.tokens}">Tokens for programs</a></li>
        </ul>`
    }`
  const sees = whoSees({ kind: 'own-council', council: people.council })
  return page({ title, body, shell, whoSees: sees })
}

function personRow(colleague: Colleague, { mayInvite, you }: PeoplePageModel): Html[] {
  const { person, name, role, office, activeOn } = colleague
  const own = person === you ? ' (you)' : ''
  const named = mayInvite ? html`<a class="govuk-link" href="${links.colleague(person)}">${name}</a>` : name
  return [
    html`${named}${own}`,
    html`${roleNames[role]}`,
    html`${office === null ? 'None' : officeNames[office]}`,
    html`${activeOn === null ? 'Not yet' : formatDay(activeOn)}`,
  ]
}

function waitingList(waiting: readonly Waiting[], mayInvite: boolean): Html {
  return html`<h2 class="hf-heading">Invited, not here yet</h2>
    ${waiting.map(({ id, name, email, role, expiresAt }) =>
      govukSummaryList({
        card: { title: { text: name, headingLevel: 3 } },
        rows: [
          { key: { text: 'Email' }, value: { text: email } },
          { key: { text: 'Role' }, value: { text: roleNames[role] } },
          { key: { text: 'Holds until' }, value: { text: formatInstantDay(expiresAt) } },
          mayInvite && {
            key: { text: 'Sent in error?' },
            value: {
              html: postButton(
                links.withdrawInvitation(id),
                'Withdraw the invitation',
                'govuk-button--secondary',
                `of ${name}`,
              ),
            },
          },
        ],
      }),
    )}`
}

function noticeBanner(notice: Notice, index: number): Html {
  const operator = notice.operator ?? 'An operator'
  const what =
    notice.kind === 'credentials-replaced'
      ? `${operator} replaced what ${notice.person} signs in with, on ${formatInstant(notice.at)}.`
      : `${operator} enrolled ${notice.person} as a lead of your council, on ${formatInstant(notice.at)}.`
  return govukNotificationBanner({
    titleId: `notice-${index + 1}`,
    html: html`<p class="govuk-notification-banner__heading">${what}</p>
      <p class="govuk-body">
        Whoever runs this service can do this, and everybody here is told. If ${notice.person} did not ask for
        it, speak to them.
      </p>`,
  })
}

export type InvitePageModel = {
  readonly form: Form
  readonly mailOn: boolean
  readonly refused: readonly PeopleRefusal[]
}

/** Whom to invite, and as what. */
export function invitePage(shell: Shell, { form, mailOn, refused }: InvitePageModel): Html {
  const title = 'Invite somebody to act for your council'
  const whole = withRefusals(form, refused)
  const body = html`${errorSummary(whole)}${heading(title)}
    <p class="govuk-body">
      ${mailOn ? 'We send them a link that holds for 14 days.' : 'You get a link that holds for 14 days, to hand to them yourself: no mail server is set up here.'}
    </p>
    ${postForm(
      links.invite,
      html`${textField(form, { name: 'name', label: 'Their name', autocomplete: 'off', classes: 'govuk-!-width-two-thirds' })}
      ${textField(form, { name: 'email', label: 'Their email address', hint: 'Their own, at your council: whoever reads its mail can sign in.', type: 'email', autocomplete: 'off', spellcheck: false, classes: 'govuk-!-width-two-thirds' })}
      ${placeFields(form)} ${govukButton({ text: 'Invite', preventDoubleClick: true })}`,
    )}`
  return questionPage({ title, body, shell, form: whole, back: { href: links.people } })
}

export function placeFields(form: Form): Html {
  return html`${radiosField(form, {
    name: 'role',
    label: 'What may they do?',
    items: roles.map((role) => ({ value: role, text: roleNames[role], hint: { text: roleMeanings[role] } })),
  })}
  ${selectField(form, {
    name: 'office',
    label: 'Which office do they hold?',
    hint: 'A contributor answers for an office. “Staff” is everybody asked as one of the staff.',
    items: [
      { value: '', text: 'No office' },
      ...offices.map((office) => ({ value: office, text: officeNames[office] })),
    ],
  })}`
}

/** Why not, as problems of the whole form. */
export function withRefusals(form: Form, refused: readonly PeopleRefusal[]): Form {
  if (refused.length === 0) return form
  return { ...form, errors: { ...form.errors, '': refused.map(refusalWords).join(' ') } }
}

/** The link of an invitation, shown once, where there is no mail server to send it. */
export function invitedPage(shell: Shell, model: { name: string; link: string; back: string }): Html {
  const title = `${model.name} is invited`
  const body = html`${heading(title)}
    ${handOver(model.link, { whom: model.name, until: 'within 14 days' })}
    <p class="govuk-body"><a class="govuk-link" href="${model.back}">Go on</a></p>`
  return page({ title, body, shell })
}

export type ColleaguePageModel = {
  readonly colleague: Colleague
  readonly isYou: boolean
  readonly mayHandOver: boolean
}

/** One colleague, and what can be done. */
export function colleaguePage(shell: Shell, { colleague, isYou, mayHandOver }: ColleaguePageModel): Html {
  const { person, name, email, role, office, givenAt, activeOn } = colleague
  const change = { href: links.changeRole(person), text: 'Change', visuallyHiddenText: 'role and office' }
  const body = html`${heading(name)}
    ${govukSummaryList({
      rows: [
        { key: { text: 'Role' }, value: { text: roleNames[role] }, actions: { items: [change] } },
        { key: { text: 'Office' }, value: { text: office === null ? 'None' : officeNames[office] } },
        { key: { text: 'Email' }, value: { text: email ?? 'None: a person of the sandbox' } },
        { key: { text: 'In this role since' }, value: { text: formatInstantDay(givenAt) } },
        {
          key: { text: 'Last signed in' },
          value: { text: activeOn === null ? 'Not yet' : formatDay(activeOn) },
        },
      ],
    })}
    <ul class="govuk-list">
      ${mayHandOver && html`<li><a class="govuk-link" href="${links.handOver(person)}">Hand the lead over to ${name}</a></li>`}
      ${!isYou && html`<li><a class="govuk-link" href="${links.endMandate(person)}">End ${name}’s access to your council</a></li>`}
    </ul>`
  return page({ title: name, section: 'People', body, shell, back: { href: links.people, text: 'People' } })
}

export function rolePage(
  shell: Shell,
  model: { colleague: Colleague; form: Form; refused: readonly PeopleRefusal[] },
): Html {
  const { colleague, form } = model
  const title = `Change what ${colleague.name} may do`
  const whole = withRefusals(form, model.refused)
  const body = html`${errorSummary(whole)}${heading(title)}
    ${postForm(
      links.changeRole(colleague.person),
      html`${placeFields(form)} ${govukButton({ text: 'Save', preventDoubleClick: true })}`,
    )}`
  const back = { href: links.colleague(colleague.person) }
  return questionPage({ title, section: 'People', body, shell, form: whole, back })
}

export type ConfirmModel = {
  readonly title: string
  readonly lines: readonly string[]
  readonly warning?: string
  readonly action: string
  readonly button: string
  readonly back: string
  readonly refused: readonly PeopleRefusal[]
}

/** One question before something that cannot simply be taken back. */
export function confirmPage(shell: Shell, model: ConfirmModel): Html {
  const form = withRefusals({ values: {}, errors: {} }, model.refused)
  const body = html`${errorSummary(form)}${heading(model.title)}
    ${model.lines.map((words) => html`<p class="govuk-body">${words}</p>`)}
    ${model.warning && govukWarningText({ text: model.warning })}
    ${postButton(model.action, model.button, 'govuk-button--warning')}
    <p class="govuk-body"><a class="govuk-link" href="${model.back}">Do nothing</a></p>`
  return questionPage({ title: model.title, body, shell, form, back: { href: model.back } })
}
