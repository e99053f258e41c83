import { authorityPicker, type CouncilOption } from '#modules/authorities/index.ts'
import { handOver, postForm } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { radiosField, textField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { otherBodyKinds } from '#content/authority.ts'
import { links } from '../links.ts'
import { bodyKindNames } from '../text.ts'
import { operatorPage } from './frame.ts'

/** The first lead of a council. */
export function enrolPage(
  shell: Shell,
  model: { form: Form; councils: readonly CouncilOption[]; mailOn: boolean },
): Html {
  const { form } = model
  const body = html`<p class="govuk-body">
      They look after everybody else of their council. You do this once for each council; from then on it
      chooses its own people.
    </p>
    ${postForm(
      links.enrol,
      html`${authorityPicker(form, { name: 'council', label: 'Council or other body', items: model.councils })}
      ${personFields(form)} ${how(model.mailOn)}
      ${govukButton({ text: 'Enrol', preventDoubleClick: true })}`,
    )}
    <p class="govuk-body">
      Not in the list? <a class="govuk-link" href="${links.addBody}">Add a police, fire or health body, or a
      company</a>.
    </p>`
  return operatorPage(shell, 'Enrol the first lead of a council', { form, body })
}

/** Another operator. */
export function nameOperatorPage(shell: Shell, { form, mailOn }: { form: Form; mailOn: boolean }): Html {
  const body = html`<p class="govuk-body">
      They can do all that you can: enrol the first lead of a council, and replace what people sign in with.
    </p>
    ${postForm(
      links.nameOperator,
      html`${personFields(form)} ${how(mailOn)}
      ${govukButton({ text: 'Name them an operator', preventDoubleClick: true })}`,
    )}`
  return operatorPage(shell, 'Name another operator', { form, body, back: { href: links.people } })
}

function personFields(form: Form): Html {
  return html`${textField(form, { name: 'name', label: 'Their name', autocomplete: 'off', classes: 'govuk-!-width-two-thirds' })}
  ${textField(form, { name: 'email', label: 'Their email address', type: 'email', autocomplete: 'off', spellcheck: false, classes: 'govuk-!-width-two-thirds' })}`
}

function how(mailOn: boolean): Html {
  const words = mailOn
    ? 'We send them a one-use link.'
    : 'You get a one-use link to hand to them: no mail server is set up here.'
  return html`<p class="govuk-body">${words}</p>`
}

export type EnrolledModel = {
  readonly name: string
  readonly link: string | null
  readonly known: boolean
  readonly mailOn: boolean
  readonly title: string
  readonly until: string
}

/** What was done, and the link where it has to be handed over. */
export function enrolledPage(shell: Shell, model: EnrolledModel): Html {
  const { name, link, known, mailOn } = model
  const rest = known
    ? html`<p class="govuk-body">
        ${name} already has an account, so there is no link: they sign in as they always do.
        ${mailOn ? 'We have told them by email.' : 'Tell them.'}
      </p>`
    : html`<p class="govuk-body">
        A one-use link is on its way to them by email. The
        <a class="govuk-link" href="${links.outbox}">outbox</a> shows how far it has come.
      </p>`
  const body = html`${link === null ? rest : handOver(link, { whom: name, until: model.until })}
    <p class="govuk-body"><a class="govuk-link" href="${links.overview}">Go on</a></p>`
  return operatorPage(shell, model.title, { body })
}

/** A body that is no council. */
export function addBodyPage(shell: Shell, { form }: { form: Form }): Html {
  const body = html`<p class="govuk-body">
      All councils of the United Kingdom are in the list already. Add here who shares services with them.
    </p>
    ${postForm(
      links.addBody,
      html`${textField(form, { name: 'name', label: 'Its full name', autocomplete: 'off' })}
      ${textField(form, { name: 'short', label: 'Its everyday name', hint: 'As it fits in a table', autocomplete: 'off', classes: 'govuk-!-width-one-half' })}
      ${radiosField(form, {
        name: 'kind',
        label: 'What is it?',
        items: otherBodyKinds.map((kind) => ({ value: kind, text: bodyKindNames[kind] })),
      })}
      ${govukButton({ text: 'Add it', preventDoubleClick: true })}`,
    )}`
  return operatorPage(shell, 'Add another body', { form, body })
}
