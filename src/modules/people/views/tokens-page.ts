import { scopes, type Scope } from '#platform/api-asker.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, textField, type Form } from '#ui/form.ts'
import { formatDay, formatInstantDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Shell } from '#ui/layout.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { PeopleRefusal } from '../colleague.ts'
import { links } from '../links.ts'
import { tokenLinks } from '../token-links.ts'
import { tokenDays, type Token } from '../token.ts'
import { doneNotice, heading, postButton, postForm, questionPage } from './parts.ts'
import { withRefusals } from './people-page.ts'

const scopeNames: Record<Scope, string> = {
  read: 'Read',
  answer: 'Read, and write answers',
  lead: 'Everything that you may do',
}

const scopeMeanings: Record<Scope, string> = {
  read: 'As a reader of your council. It changes nothing.',
  answer: 'It can fill in your council’s answers and notes. It cannot agree terms, seal or open anything.',
  lead: 'It can also agree terms, seal and open. Choose this only for a program that must.',
}

export type TokensPageModel = {
  readonly council: string
  readonly tokens: readonly Token[]
  readonly mayMake: boolean
  readonly form: Form
  readonly refused: readonly PeopleRefusal[]
  readonly done: string | undefined
}

/** The programs that may act for one's council. */
export function tokensPage(shell: Shell, model: TokensPageModel): Html {
  const form = withRefusals(model.form, model.refused)
  const title = `Programs that act for ${model.council}`
  const body = html`${errorSummary(form)}${doneNotice(model.done)}${heading(title)}
    ${whoSees({ kind: 'own-council', council: model.council, people: 'the lead and deputies' })}
    <p class="govuk-body">
      A program of yours can read and write here with a token.
      <a class="govuk-link" href="${tokenLinks.about}">How programs use this service</a>
    </p>
    ${model.tokens.map(tokenCard)}
    ${model.mayMake && model.tokens.length === 0 && html`<p class="govuk-body">There are no tokens.</p>`}
    ${model.mayMake && makeForm(form)}`
  return questionPage({
    title,
    section: 'People',
    body,
    shell,
    form,
    back: { href: links.people, text: 'People' },
  })
}

function makeForm(form: Form): Html {
  return html`<h2 class="hf-heading">Make a token</h2>
    <p class="govuk-body">
      It acts as you, for this council alone, and never with more than you may do. It ends when you stop acting for
      the council.
    </p>
    ${postForm(
      tokenLinks.tokens,
      html`${textField(form, { name: 'name', label: 'What is it for?', hint: 'For example, “Our risk register”.', autocomplete: 'off', classes: 'govuk-!-width-two-thirds' })}
      ${radiosField(form, {
        name: 'scope',
        label: 'What may it do?',
        items: scopes.map((scope) => ({
          value: scope,
          text: scopeNames[scope],
          hint: { text: scopeMeanings[scope] },
        })),
      })}
      ${textField(form, { name: 'days', label: 'For how many days?', hint: `Between ${tokenDays.least} and ${tokenDays.most}.`, inputmode: 'numeric', classes: 'govuk-input--width-3' })}
      ${govukButton({ text: 'Make the token', preventDoubleClick: true })}`,
    )}`
}

function tokenCard({ id, name, personName, scope, madeAt, expiresAt, usedOn }: Token): Html {
  return govukSummaryList({
    card: { title: { text: name, headingLevel: 2 } },
    rows: [
      { key: { text: 'May' }, value: { text: scopeNames[scope].replace('you may', `${personName} may`) } },
      { key: { text: 'Acts as' }, value: { text: personName } },
      { key: { text: 'Made' }, value: { text: formatInstantDay(madeAt) } },
      { key: { text: 'Last used' }, value: { text: usedOn === null ? 'Not yet' : formatDay(usedOn) } },
      { key: { text: 'Works until' }, value: { text: formatInstantDay(expiresAt) } },
      {
        key: { text: 'No longer needed?' },
        value: { html: postButton(tokenLinks.revoke(id), `Revoke “${name}”`, 'govuk-button--secondary') },
      },
    ],
  })
}

/** A new token: shown once, with a first request to try it by. */
export function tokenMadePage(
  shell: Shell,
  model: { name: string; secret: string; expiresAt: Date; url: string },
): Html {
  const title = 'Your token is made'
  const body = html`${heading(title)}
    <div class="hf-receipt">
      <h2 class="hf-heading">The token for “${model.name}”</h2>
      <p class="hf-copy">
        <code id="token">${model.secret}</code>
        <button
          type="button"
          class="govuk-button govuk-button--secondary hf-only-with-script"
          data-copy="#token"
          data-module="govuk-button"
        >
          Copy
        </button>
      </p>
      <p class="govuk-body">
        It is shown only now. Whoever has it can do what it may do until ${formatInstantDay(model.expiresAt)}: keep it
        where you keep passwords, and never in a mail or a shared file.
      </p>
    </div>
    <h2 class="hf-heading">Try it</h2>
    <p class="govuk-body">Put the token in place of TOKEN:</p>
    <div class="hf-scroll" role="region" aria-label="A first request" tabindex="0"><pre><code>curl -H "Authorization: Bearer TOKEN" ${model.url}/api/v1/token</code></pre></div>
    <p class="govuk-body"><a class="govuk-link" href="${tokenLinks.tokens}">Back to your tokens</a></p>`
  return page({ title, section: 'People', body, shell })
}
