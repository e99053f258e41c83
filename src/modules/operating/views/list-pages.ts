import {
  cardTable,
  doneNotice,
  mostAccounts,
  postButton,
  roleNames,
  type Account,
} from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { textField, type Form } from '#ui/form.ts'
import { formatDay, formatInstant, formatList } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { statusTag } from '#ui/status-tag.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { govukWarningText } from '#ui/warning-text.ts'
import { links } from '../links.ts'
import { mostLines, type OutboxLine } from '../outbox.ts'
import { refusalWords } from '../text.ts'
import { operatorPage } from './frame.ts'

/** Everybody with an account. */
export function accountsPage(
  shell: Shell,
  { accounts, search }: { accounts: readonly Account[]; search: string },
): Html {
  const form: Form = { values: { search }, errors: {} }
  const shown = accounts.slice(0, mostAccounts)
  const body = html`<form method="get" action="${links.people}" novalidate>
      ${textField(form, { name: 'search', label: 'Part of a name or email address', classes: 'govuk-input--width-20' })}
      ${govukButton({ text: 'Search', classes: 'govuk-button--secondary' })}
    </form>
    <p class="govuk-body">
      ${shown.length === 0 ? 'Nobody found.' : accounts.length > mostAccounts ? `The first ${mostAccounts}: search for others.` : ''}
    </p>
    ${
      shown.length > 0 &&
      cardTable({
        caption: 'People',
        columns: ['Name', 'Email', 'Acts for', 'Last signed in'],
        rows: shown.map((account) => [
          html`<a class="govuk-link" href="${links.person(account.person)}">${account.name}</a>`,
          html`${account.email}`,
          html`${actsFor(account)}`,
          html`${account.activeOn === null ? 'Not yet' : formatDay(account.activeOn)}`,
        ]),
      })
    }
    <p class="govuk-body"><a class="govuk-link" href="${links.nameOperator}">Name another operator</a></p>`
  return operatorPage(shell, 'People', { body })
}

function actsFor({ mandates, isOperator }: Account): string {
  const places = mandates.map(({ council, role }) => `${council} (${roleNames[role].toLowerCase()})`)
  return formatList(isOperator ? ['this service (operator)', ...places] : places) || 'Nobody now'
}

/** One account, and the one thing an operator can do to it. */
export function accountPage(shell: Shell, { account, isYou }: { account: Account; isYou: boolean }): Html {
  const body = html`${govukSummaryList({
    rows: [
      { key: { text: 'Email' }, value: { text: account.email } },
      { key: { text: 'Acts for' }, value: { text: actsFor(account) } },
      {
        key: { text: 'Last signed in' },
        value: { text: account.activeOn === null ? 'Not yet' : formatDay(account.activeOn) },
      },
    ],
  })}
  ${!isYou && html`<p class="govuk-body"><a class="govuk-link" href="${links.replace(account.person)}">Replace what ${account.name} signs in with</a></p>`}`
  return operatorPage(shell, account.name, { body, back: { href: links.people } })
}

/** The question before somebody's credentials are replaced: who will hear of it. */
export function replacePage(shell: Shell, { account, isYou }: { account: Account; isYou: boolean }): Html {
  const { name, mandates, person } = account
  const title = `Replace what ${name} signs in with?`
  const councils = mandates.map(({ council }) => council)
  const form: Form = { values: {}, errors: isYou ? { '': refusalWords({ type: 'yourself' }) } : {} }
  const body = html`<p class="govuk-body">
      Their password, their authenticator app and every open link stop working, and they are signed out
      everywhere. A new one-use link is made.
    </p>
    ${councils.length > 0 && govukWarningText({ text: `The leads and deputies of ${formatList(councils)} are told at once, by name, that you did this.` })}
    ${postButton(links.replace(person), 'Replace it', 'govuk-button--warning')}
    <p class="govuk-body"><a class="govuk-link" href="${links.person(person)}">Do nothing</a></p>`
  return operatorPage(shell, title, { form, body, back: { href: links.person(person) } })
}

const states = { waiting: ['Waiting', 'wait'], sent: ['Sent', 'good'], failed: ['Failed', 'care'] } as const

/** Mail: to whom, about what, how far. Never what it says. */
export function outboxPage(
  shell: Shell,
  { lines, done }: { lines: readonly OutboxLine[]; done: string | undefined },
): Html {
  const body = html`${doneNotice(done)}
    <p class="govuk-body">
      ${lines.length === 0 ? 'No mail has been written yet.' : `The newest ${mostLines} mails, those that failed first. What a mail says, and the link in it, is made while it is sent and kept nowhere.`}
    </p>
    ${
      lines.length > 0 &&
      cardTable({
        caption: 'Mail',
        columns: ['To', 'Subject', 'State', 'What the mail server said'],
        rows: lines.map((line) => [
          html`${line.to}`,
          html`${line.subject}`,
          stateCell(line),
          html`${line.reply ?? 'Nothing yet'}`,
        ]),
      })
    }`
  return operatorPage(shell, 'Outbox', { body, wide: true })
}

function stateCell({ id, to, state, sentAt, writtenAt, attempts }: OutboxLine): Html {
  const [word, tone] = states[state]
  const when =
    state === 'sent' && sentAt ? `at ${formatInstant(sentAt)}` : `written ${formatInstant(writtenAt)}`
  const tries =
    state === 'sent' || attempts === 0 ? '' : `, tried ${attempts === 1 ? 'once' : `${attempts} times`}`
  const mayRetry = state === 'failed' || (state === 'waiting' && attempts > 0)
  return html`${statusTag(word, tone)} ${when}${tries}
  ${mayRetry && postButton(links.retry(id), 'Try again', 'govuk-button--secondary', `to ${to}`)}`
}
