import type { Refusal } from '#modules/round/index.ts'
import { govukButton } from '#ui/button.ts'
import { dateField, errorSummary, radiosField, type Form } from '#ui/form.ts'
import { formatInstantDay } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { statusTag } from '#ui/status-tag.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { whoSees, type Audience } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import type { RoundView } from '../queries.ts'
import { termQuestions, termValue, type TermQuestion } from '../term-question.ts'
import { roundFrame, postButton, refusalSummary } from './frame.ts'

export type TermsPageModel = {
  readonly view: RoundView
  readonly sees: Audience
  readonly mayChange: boolean
  readonly mayOffer: boolean
  readonly mayApprove: boolean
  readonly speakers: readonly { readonly council: string; readonly lead: string }[]
  readonly refused: readonly Refusal[]
  readonly problems: readonly string[]
}

/** What everybody agrees to before anybody answers: chosen terms, what never changes, and what the law may ask for. */
export function termsPage(shell: Shell, model: TermsPageModel): Html {
  const { view, mayApprove, mayOffer } = model
  const { round } = view
  const waiting = round.parties.filter(({ approvedTerms, withdrawn }) => !approvedTerms && !withdrawn)
  const title = mayOffer
    ? 'Check the terms before you offer them'
    : mayApprove
      ? 'Read the terms, then agree to them'
      : 'The terms of this round'
  const body = html`${refusalSummary(view, model.refused)}
    ${
      model.problems.length > 0 &&
      html`<div class="govuk-error-summary" data-module="govuk-error-summary">
        <div role="alert">
          <h2 class="govuk-error-summary__title">There is a problem</h2>
          <div class="govuk-error-summary__body">
            <ul class="govuk-list govuk-error-summary__list">
              ${model.problems.map((problem) => html`<li>${problem}</li>`)}
            </ul>
          </div>
        </div>
      </div>`
    }
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">
      Every council agrees to the same text before anything is answered. If one word changes, everybody is
      asked again.
    </p>
    ${whoSees(model.sees)}
    <h2 class="hf-heading">What you choose</h2>
    ${govukSummaryList({
      rows: termQuestions(view.framework)
        .filter(({ id }) => id !== 'deadline' || round.terms.deadline !== null || model.mayChange)
        .map((question) => termRow(view, question, model.mayChange)),
    })}
    <h2 class="hf-heading">What always holds</h2>
    ${always(view)}
    <h2 class="hf-heading">Who speaks for each council</h2>
    ${govukSummaryList({
      rows: round.parties.map((party) => ({
        key: { text: party.name },
        value: {
          html: html`${
            model.speakers
              .filter(({ council }) => council === party.council)
              .map(({ lead }) => lead)
              .join(', ') || 'Nobody has joined for this council yet'
          }
          ${
            party.withdrawn
              ? statusTag('Has left', 'plain')
              : party.approvedTerms
                ? statusTag('Agrees', 'good')
                : statusTag(round.state === 'draft' ? 'Not asked yet' : 'Not yet agreed', 'wait')
          }`,
        },
      })),
    })}
    <p class="hf-soft">
      The text you agree to has the mark <code>${round.termsHash.slice(0, 16)}</code>. The same mark means the
      same text.
    </p>
    ${mayOffer && postButton(links.offer(round.id), 'Offer these terms to every council')}
    ${
      mayApprove &&
      html`${postButton(links.approve(round.id), 'We agree to these terms')}
        <p class="govuk-body">
          If you cannot agree, talk to the council that started the round. It can change the terms.
          <a class="govuk-link" href="${links.withdraw(round.id)}">Leave the round</a>
        </p>`
    }
    ${!mayOffer && !mayApprove && round.state === 'offered' && html`<p class="govuk-inset-text">Waiting for ${new Intl.ListFormat('en-GB').format(waiting.map(({ shortName }) => shortName))} to agree.</p>`}`
  return roundFrame(shell, view, {
    title,
    body,
    hasErrors: model.refused.length > 0 || model.problems.length > 0,
  })
}

function termRow(view: RoundView, question: TermQuestion, mayChange: boolean) {
  const value = termValue(view.round.terms, question.id)
  const choice = question.choices?.find((option) => option.value === value)
  const text =
    question.choices === null
      ? value === ''
        ? 'No day set'
        : formatInstantDay(value)
      : (choice?.text ?? value)
  return {
    key: { text: question.title },
    value: { text },
    ...(mayChange
      ? {
          actions: {
            items: [
              {
                href: `${links.terms(view.round.id)}/${question.id}`,
                text: 'Change',
                visuallyHiddenText: question.title.toLowerCase(),
              },
            ],
          },
        }
      : {}),
  }
}

/** The honest part. It is the same for every round and nobody can choose it away. */
function always(view: RoundView): Html {
  const { terms } = view
  return html`<ul class="govuk-list govuk-list--bullet">
    <li>
      Before the answers open, each council sees its own answers and nobody else’s. Partners see only how many
      have sealed.
    </li>
    <li>
      Answers, drafts and reasons are encrypted until they open. Notes marked private, and what each office
      said, stay in their own council for good.
    </li>
    <li>Breaking a seal tells every partner, and needs a reason.</li>
    <li>
      A council may leave before the answers open. The others learn that it left, and nothing that it wrote.
    </li>
    ${terms.staff && html`<li>Staff answers become counts. Fewer than five are never shown. In a small team, people may still be guessed.</li>`}
    <li>Whoever runs this service could read what passes through it. Choose an operator you all trust.</li>
    <li>
      Sealed does not mean secret from the law. Each council is a public authority. Somebody may ask it for
      what it holds, under the Freedom of Information Act 2000, the Environmental Information Regulations 2004
      or as a subject access request. Each council decides about its own information, and tells the others
      first where it can. External and internal auditors may see what they need.
    </li>
    <li>
      Opened answers are kept for as long as you chose above. Each council can take a copy of its own answers
      at any time.
    </li>
  </ul>`
}

export function termPage(shell: Shell, model: { view: RoundView; question: TermQuestion; form: Form }): Html {
  const { view, question, form } = model
  const { round } = view
  const field = { name: 'value', label: question.title, hint: question.hint, isPageHeading: true }
  const body = html`${errorSummary(form)}
    <form method="post" action="${links.terms(round.id)}/${question.id}" novalidate>
      ${
        question.choices === null
          ? dateField(form, field)
          : radiosField(form, {
              ...field,
              items: question.choices.map(({ value, text, hint }) => ({
                value,
                text,
                ...(hint ? { hint: { text: hint } } : {}),
              })),
            })
      }
      ${round.state === 'offered' && html`<p class="govuk-inset-text">The terms were offered already. If you change them, every council is asked again.</p>`}
      ${govukButton({ text: 'Save', preventDoubleClick: true })}
    </form>`
  return roundFrame(shell, view, {
    title: question.title,
    body,
    back: { href: links.terms(round.id) },
    hasErrors: Object.values(form.errors).some(Boolean),
  })
}
