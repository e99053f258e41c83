import { postButton } from '#modules/people/index.ts'
import type { Reply } from '#platform/mail-sender.ts'
import { formatCount, formatInstant } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { govukNotificationBanner } from '#ui/notification-banner.ts'
import { statusTag, type Tone } from '#ui/status-tag.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import type { Health } from '../health.ts'
import { links } from '../links.ts'
import { replyMeaning } from '../text.ts'
import { operatorPage } from './frame.ts'

export type OverviewModel = {
  readonly health: Health
  readonly version: string
  readonly mailOn: boolean
  readonly backupOn: boolean
  readonly ownAddress: string
  readonly now: Date
  /** What the mail server just said to a test. */
  readonly tested: Reply | null
}

/** How this instance is, and what to look at. */
export function overviewPage(shell: Shell, model: OverviewModel): Html {
  const { health, tested } = model
  const rows: [string, Html][] = [
    ['Mail', mailRow(model)],
    ['Backups', backupRow(model)],
    ['Disk', diskRow(health)],
    ['Database', html`PostgreSQL ${health.engine}`],
    ['Version', html`Handfast ${model.version}`],
    [
      'People',
      html`${formatCount(health.people, 'person', 'people')}, acting for
      ${formatCount(health.councils, 'council')}`,
    ],
  ]
  const body = html`${tested && testedBanner(tested)}
    <p class="govuk-body">
      You look after the service. You see who is here and whether it runs; you see no answers, and no page of a
      council unless it gives you a role.
    </p>
    ${govukSummaryList({ rows: rows.map(([text, value]) => ({ key: { text }, value: { html: value } })) })}`
  return operatorPage(shell, 'How this service is', { body })
}

function lamp(tone: Tone, word: string, words: Html): Html {
  return html`${statusTag(word, tone)} ${words}`
}

function mailRow({ health, mailOn, ownAddress }: OverviewModel): Html {
  if (!mailOn)
    return lamp(
      'wait',
      'Off',
      html`No mail server is set up: links are shown once, to hand over. To send mail, set SMTP_URL and MAIL_FROM
      and start again.`,
    )
  const { waiting, failed, lastSentAt } = health.mail
  const words = html`${waiting} waiting, ${failed} failed,
    ${lastSentAt ? html`last sent ${formatInstant(lastSentAt)}` : 'none sent yet'}.
    <a class="govuk-link" href="${links.outbox}">See the outbox</a>`
  return html`${failed > 0 ? lamp('care', 'Look here', words) : lamp('good', 'On', words)}
    <div class="hf-actions">
      ${postButton(links.testMail, `Send a test to ${ownAddress}`, 'govuk-button--secondary')}
    </div>`
}

const dayMs = 24 * 60 * 60_000

function backupRow({ health: { backup }, backupOn, now }: OverviewModel): Html {
  if (!backupOn)
    return lamp(
      'care',
      'Off',
      html`BACKUP is off. Make sure that something else copies the database and the key.`,
    )
  if (!backup) return lamp('wait', 'None yet', html`The first is made tonight.`)
  const { made } = backup
  const words = html`${made ? html`Last made ${formatInstant(made.at)}. ` : 'None made yet. '}${backup.words}`
  if (!backup.ok || !made) return lamp('care', 'Failed', words)
  return now.getTime() - Date.parse(made.at) > 2 * dayMs
    ? lamp('care', 'Old', words)
    : lamp('good', 'Good', words)
}

function diskRow({ freeBytes }: Health): Html {
  if (freeBytes === null) return html`The database is on a server of its own.`
  const words = html`${(freeBytes / 1e9).toFixed(1)} GB free where the data is`
  return freeBytes < 1e9 ? lamp('care', 'Nearly full', words) : lamp('good', 'Enough', words)
}

function testedBanner(tested: Reply): Html {
  const inner = html`<p class="govuk-notification-banner__heading">${replyMeaning(tested)}</p>
    <p class="govuk-body">The mail server’s own words: “${tested.reply}”</p>`
  return govukNotificationBanner(
    tested.accepted ? { type: 'success', html: inner } : { titleText: 'The test was not sent', html: inner },
  )
}
