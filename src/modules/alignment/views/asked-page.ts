import type { AlignmentContent } from '#content/alignment.ts'
import { offeredNote, roundFrame, type Round } from '#modules/round/index.ts'
import type { Partnership } from '#modules/partnership/index.ts'
import { govukButton } from '#ui/button.ts'
import { checkboxesField, errorSummary, radiosField, textareaField, textField, type Form } from '#ui/form.ts'
import { html, type Html } from '#ui/html.ts'
import { page } from '#ui/layout.ts'
import { whoSees } from '#ui/who-sees.ts'
import { boxName } from '../asked-form.ts'
import type { Frame } from '../deps.ts'
import type { Aim, Kind } from '../exercise.ts'
import { links } from '../links.ts'
import { kindWords } from '../text.ts'

export type AskedPageModel = {
  readonly kind: Kind
  readonly partnership: Partnership
  /** The round whose list is changed; null while one is started. */
  readonly round: Round | null
  readonly previous: string
  readonly content: AlignmentContent
  readonly offered: readonly Aim[]
  readonly form: Form
}

/** What a round asks: chosen when it is started, and changed until every council has agreed. */
export function askedPage(frame: Frame, model: AskedPageModel): Html {
  const { kind, partnership, round, form } = model
  const words = kindWords[kind]
  const action = round ? links.ask(round.id) : links.start(partnership.id, kind)
  const title = words.asks
  const body = html`${errorSummary(form)}
    <span class="govuk-caption-l">${words.name}</span>
    <h1 class="govuk-heading-l">${title}</h1>
    <p class="govuk-body">${words.about}</p>
    ${whoSees({ kind: 'councils', councils: partnership.members.map(({ shortName }) => shortName) })}
    <form method="post" action="${action}" novalidate>
      <input type="hidden" name="previous" value="${model.previous}" />
      ${fields(model)} ${round && offeredNote({ round })}
      <p class="govuk-body">Nothing is asked yet. You read the terms next, and every council agrees to them first.</p>
      ${govukButton({ text: 'Continue', preventDoubleClick: true })}
    </form>`
  const hasErrors = Object.values(form.errors).some(Boolean)
  if (round)
    return roundFrame({ ...frame, round }, { title, body, hasErrors, back: { href: links.terms(round.id) } })
  return page({
    ...frame,
    title,
    section: partnership.name,
    body,
    hasErrors,
    back: { href: links.hub(partnership.id), text: 'Aims and terms' },
  })
}

function fields({ kind, form, content, offered }: AskedPageModel): Html {
  if (kind === 'ladder')
    return textareaField(form, {
      name: 'services',
      label: 'The services, one a line',
      hint: 'For example, service desk, payroll, web.',
      rows: 6,
    })
  if (kind === 'aims')
    return html`${checkboxesField(form, {
      name: 'aims',
      label: 'Aims',
      hint: 'A list to start from. Talk about it first: all councils must agree to the same list.',
      items: offered.map(({ id, name, meaning }) => ({
        name: boxName('aims', id),
        value: id,
        text: name,
        ...(meaning ? { hint: { text: meaning } } : {}),
      })),
    })}
    ${textareaField(form, { name: 'own', label: 'Aims of your own, one a line', hint: 'Leave it empty if the list says it all.', rows: 3 })}`
  return html`${checkboxesField(form, {
    name: 'terms',
    label: 'Terms',
    hint: 'Each council marks every option of each term.',
    items: content.terms.map(({ id, name, question }) => ({
      name: boxName('terms', id),
      value: id,
      text: name,
      hint: { text: question },
    })),
  })}
  ${radiosField(form, {
    name: 'conflict',
    label: 'May the board say when every council would only do it as the host?',
    hint: '“We love it, provided we run it.” If it may, it says so to all alike, and only if it is so for every council.',
    items: [
      { value: 'yes', text: 'Yes, it may say so' },
      { value: 'no', text: 'No', hint: { text: 'Then it says only that no host is acceptable to all.' } },
    ],
  })}
  ${textField(form, { name: 'tries', label: 'How often may a council change its position on a term?', hint: 'Over all your boards together. A limit keeps anybody from feeling their way to another’s line.', inputmode: 'numeric', classes: 'govuk-input--width-2' })}`
}
