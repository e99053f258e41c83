import { authorityPicker, type CouncilOption } from '#modules/authorities/index.ts'
import { heading, hidden, postForm, questionPage, withRefusals } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, textField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import { personFields } from './councils-page.ts'

export type StartModel = {
  readonly form: Form
  /** The council that starts it. */
  readonly council: string
  /** Whether the viewer may speak for it. */
  readonly leads: boolean
}

/** Starting a partnership: what it is about, and the first council to invite. */
export function startPage(
  shell: Shell,
  model: StartModel & { readonly choices: readonly CouncilOption[]; readonly mailOn: boolean },
): Html {
  const title = 'Start a partnership'
  const form = allowed(model)
  const body = html`${errorSummary(form)}${heading(title)}
    <p class="govuk-body">
      This commits nobody to share anything. It gives you and another council a place to find out whether you should.
      You can invite more councils afterwards.
    </p>
    ${postForm(
      links.start,
      html`${whatFields(form)}
      <h2 class="hf-heading">The first council to invite</h2>
      ${authorityPicker(form, { name: 'council', label: 'Which council or other body?', items: model.choices })}
      <p class="govuk-body">
        If somebody leads for this council here already, we tell them and leave the address below unused. If nobody
        does, the person you name is invited to lead for it: choose somebody who may speak for their council.
      </p>
      ${personFields(form)} ${govukButton({ text: 'Start and invite', preventDoubleClick: true })}
      <p class="govuk-body">Not ready to tell anybody? <a class="govuk-link" href="${links.start}?alone=yes">Begin alone, in private</a></p>`,
    )}`
  const sees = whoSees({ kind: 'councils', councils: [model.council, 'the councils you invite'] })
  return questionPage({ title, body, shell, form, back: { href: '/' }, whoSees: sees })
}

/** A room of one's own: the same questions, answered by one council, of which nobody else is told. */
export function startAlonePage(shell: Shell, model: StartModel): Html {
  const title = 'Begin alone, in private'
  const form = allowed(model)
  const body = html`${errorSummary(form)}${heading(title)}
    <p class="govuk-body">
      Your council answers by itself and sees how ready it is. No other council is told, now or later. When you want to
      compare with others, start a partnership with them: this stays yours.
    </p>
    ${postForm(
      links.start,
      html`${hidden('alone', 'yes')}${whatFields(form)}
      ${govukButton({ text: 'Begin', preventDoubleClick: true })}`,
    )}`
  const sees = whoSees({ kind: 'own-council', council: model.council })
  return questionPage({ title, body, shell, form, back: { href: '/' }, whoSees: sees })
}

function allowed({ form, leads }: StartModel): Form {
  return withRefusals(form, leads ? [] : [{ type: 'not-leading' }])
}

function whatFields(form: Form): Html {
  return html`${textField(form, {
    name: 'service',
    label: 'Which service do you want to share, or think about sharing?',
    hint: 'Such as ICT, revenues and benefits, or legal services.',
    autocomplete: 'off',
  })}
  ${textField(form, {
    name: 'title',
    label: 'What do you call it?',
    hint: 'A name that everybody who takes part will know it by.',
    autocomplete: 'off',
    classes: 'govuk-!-width-two-thirds',
  })}`
}
