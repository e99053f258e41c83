import type { Service } from '#content/arrangement.ts'
import { partnershipLinks, type Partnership } from '#modules/partnership/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, textareaField, type Form } from '#ui/form.ts'
import { formatInstantDay, formatList } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import { page, type NavItem, type Shell } from '#ui/layout.ts'
import { nextStep } from '#ui/next-step.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { whoSees } from '#ui/who-sees.ts'
import { links } from '../links.ts'
import { partialDateWords } from '../partial-date.ts'
import { noParticulars } from '../particulars.ts'
import type { Proposal, RegisterRefusal } from '../proposal.ts'
import type { Published } from '../published.ts'
import { registerRefusalWords } from '../refusal-words.ts'
import { evidenceWords, formWords, reasonWords, roleWords, serviceName, statusWords } from '../text.ts'
import { savingWords } from './entry-words.ts'
import { councilDates, particularsRows } from './particulars.ts'

export type ProposalModel = {
  readonly partnership: Partnership
  readonly nav: readonly NavItem[]
  readonly open: Proposal | null
  /** The address of the entry that is public now. */
  readonly entryId: string | null
  readonly services: readonly Service[]
  /** Why this person cannot propose, or cannot approve what is open. */
  readonly cannotPropose: readonly RegisterRefusal[]
  readonly cannotApprove: readonly RegisterRefusal[]
  readonly refused: readonly RegisterRefusal[]
  /** The reason for taking the entry away, as it was typed. */
  readonly form: Form
  readonly done: string | undefined
}

export const publishingTitle = 'What you publish'

/** What the partnership has published in the register, what is proposed, and whose approval is missing. */
export function proposalPage(shell: Shell, model: ProposalModel): Html {
  const { partnership, open, entryId, refused, done } = model
  const said = refused.length > 0 ? { '': refused.map(registerRefusalWords).join(' ') } : {}
  const form: Form = { values: model.form.values, errors: { ...said, ...model.form.errors } }
  const body = html`${errorSummary(form)}<h1 class="hf-headline">${publishingTitle}</h1>
    <p class="hf-lead">The public register shows what councils share. Nothing of yours is in it until every council here has approved the same words.</p>
    ${whoSees({ kind: 'councils', councils: partnership.members.map(({ shortName }) => shortName) })}
    ${done && html`<div class="govuk-inset-text" role="status">${done}</div>`}
    ${step(model)}
    <h2 class="hf-heading">Public now</h2>
    ${
      entryId === null
        ? html`<p class="hf-text">Nothing. Nobody outside can tell from the register that this partnership exists.</p>`
        : html`<p class="hf-text"><a class="hf-link" href="${links.entry(entryId)}">Your entry in the register</a></p>`
    }
    ${open && proposalPart(model, open)}
    ${!open && entryId !== null && model.cannotPropose.length === 0 && withdrawForm(partnership, form)}`
  return page({
    title: publishingTitle,
    section: partnership.name,
    body,
    shell,
    nav: model.nav,
    hasErrors: Object.keys(form.errors).length > 0,
    back: { href: partnershipLinks.home(partnership.id), text: 'Where we are' },
  })
}

function step({ partnership, open, entryId, cannotPropose, cannotApprove }: ProposalModel): Html {
  if (open && cannotApprove.length === 0)
    return nextStep({
      title: 'Read the words below and approve them for your council',
      text: 'When every council has approved them, anyone can see them at once.',
      action: approveButton(partnership, open),
    })
  if (open) {
    const waiting = partnership.members.filter(({ council }) => open.standing.waitingFor.includes(council))
    return nextStep({
      title: `Wait for ${formatList(waiting.map(({ shortName }) => shortName)) || 'the others'}`,
      text: 'Nothing is public until they approve the same words.',
    })
  }
  if (cannotPropose.length > 0)
    return nextStep({ title: 'Nothing to do now', text: cannotPropose.map(registerRefusalWords).join(' ') })
  return nextStep({
    title: entryId === null ? 'Propose what to publish' : 'Propose a change',
    text: 'You write it; every council approves it. You can also say here that it has ended, and why.',
    action: {
      text: entryId === null ? 'Write the entry' : 'Change the entry',
      href: links.propose(partnership.id),
    },
  })
}

function approveButton(partnership: Partnership, open: Proposal): Html {
  return html`<form method="post" action="${links.approve(partnership.id)}" novalidate>
    <input type="hidden" name="hash" value="${open.hash}" />
    ${govukButton({ text: 'Approve these words', preventDoubleClick: true })}
  </form>`
}

function proposalPart(model: ProposalModel, open: Proposal): Html {
  const { partnership, services } = model
  const by = partnership.members.find(({ council }) => council === open.proposedFor)?.shortName ?? 'A council'
  const names = (codes: readonly string[]) =>
    partnership.members.filter(({ council }) => codes.includes(council)).map(({ shortName }) => shortName)
  return html`<h2 class="hf-heading">${open.content.kind === 'withdraw' ? 'Proposed: take the entry away' : 'Proposed'}</h2>
    <p class="hf-text">By ${by} on ${formatInstantDay(open.proposedAt)}. Approved by ${formatList(names(open.standing.approved)) || 'nobody yet'}. ${open.standing.waitingFor.length > 0 && `Waiting for ${formatList(names(open.standing.waitingFor))}.`}</p>
    ${open.content.kind === 'withdraw' ? html`<p class="hf-text">Why: ${open.content.words.why}</p>` : govukSummaryList({ rows: publishedRows(open.content.words, services) })}
    <p class="hf-note">The mark of these words, the same for every council: <code class="hf-address">${open.hash}</code></p>
    <form method="post" action="${links.drop(partnership.id)}" novalidate>${govukButton({ text: 'Drop this proposal', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
}

function publishedRows(words: Published, services: readonly Service[]) {
  const withRole = ({ council, name, role }: Published['members'][number]) => {
    const more = [
      role === 'member' ? '' : roleWords[role].toLowerCase(),
      councilDates(words.particulars ?? noParticulars, council),
    ].filter(Boolean)
    return more.length === 0 ? name : `${name} (${more.join(', ')})`
  }
  const row = (key: string, value: Content) => ({ key: { text: key }, value: { html: html`${value}` } })
  return [
    row('Name', words.name),
    row('About', words.about),
    row('Councils', formatList(words.members.map(withRole))),
    row('Services', words.services.map((id) => serviceName(services, id)).join(', ')),
    row('Form', words.forms.map((form) => formWords[form]).join(', ')),
    row('Where it stands', statusWords[words.status]),
    row('Started', words.started === null ? 'Not said' : partialDateWords(words.started)),
    ...(words.ended === null ? [] : [row('Ended', partialDateWords(words.ended))]),
    ...(words.endReason === null
      ? []
      : [row('Why it ended', html`${reasonWords[words.endReason]}. ${words.endWords}`)]),
    ...words.savings.map((saving) =>
      row(
        saving.kind === 'promised' ? 'Promised' : 'Reported',
        html`${savingWords(saving)}. ${saving.words} ${evidenceWords[saving.evidence]}.`,
      ),
    ),
    ...particularsRows(words.particulars ?? noParticulars),
    row(
      'Sources',
      html`<ul class="govuk-list">${words.sources.map((source) => html`<li class="hf-address">${source}</li>`)}</ul>`,
    ),
  ]
}

function withdrawForm(partnership: Partnership, form: Form): Html {
  return html`<h2 class="hf-heading">Take it away</h2>
    <form method="post" action="${links.withdraw(partnership.id)}" novalidate>
      ${textareaField(form, { name: 'why', label: 'Why should the entry be taken away?', hint: 'Anyone can read this at the old address of the entry. If the partnership has only ended, change the entry instead.', rows: 3 })}
      ${govukButton({ text: 'Propose to take it away', classes: 'govuk-button--secondary', preventDoubleClick: true })}
    </form>`
}
