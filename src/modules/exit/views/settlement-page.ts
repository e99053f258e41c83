import type { ApprovalStanding } from '#modules/partnership/index.ts'
import { cardTable, doneNotice, heading, postButton, postForm, questionPage } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { figures } from '#ui/figures.ts'
import { errorSummary, selectField, textareaField, textField, type Form } from '#ui/form.ts'
import { formatList, formatPounds } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import type { Shell } from '#ui/layout.ts'
import { nextStep, type NextStep } from '#ui/next-step.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { Leaving, Refusal } from '../leaving.ts'
import { links } from '../links.ts'
import { flowsOf, outside, paymentsToMake, positions, sumOf, type Settlement } from '../settlement.ts'
import { nameIn, refusedSummary, seesAll, type Frame } from './frame.ts'

export type SettlementPageModel = {
  readonly frame: Frame
  readonly leaving: Leaving
  readonly settlement: Settlement
  readonly version: number
  readonly hash: string | null
  readonly standing: ApprovalStanding
  readonly councils: readonly string[]
  readonly form: Form
  readonly refused: readonly Refusal[]
  readonly mayAgree: boolean
  readonly isOpen: boolean
}

const exact = (pence: number) => formatPounds(pence, { pence: 'always' })

/** Who pays whom: every line with where it is from, what it comes to for each, and that it all adds up to nothing. */
export function settlementPage(shell: Shell, model: SettlementPageModel): Html {
  const { frame, leaving, settlement, councils, form, refused, isOpen } = model
  const { view } = frame
  const title = 'Who pays whom'
  const name = partyName(frame)
  const settled = positions(settlement, councils)
  const numbers = figures()
  const added = (pence: number) =>
    numbers.number(exact(pence), { source: 'Added up from the lines', href: '#lines' })
  const body = html`${doneNotice(frame.done)}${refusedSummary(view, refused)}${errorSummary(form)} ${heading(title)}
    <p class="govuk-body-l">Every line says where it is from. What one pays another receives, so everything adds up to nothing, to the penny. It counts when every council has agreed to the same text.</p>
    ${nextStep(settlementNext(model))}
    <h2 class="govuk-heading-m">Lines</h2>
    ${settlement.lines.length === 0 ? html`<p class="govuk-inset-text">There are no lines yet.</p>` : lines(model, name)}
    <h2 class="govuk-heading-m">What it comes to</h2>
    ${cardTable({
      caption: 'For each council, and for everybody else',
      columns: ['Who', 'Pays', 'Receives', 'In all'],
      rows: [...settled].map(([who, { pays, receives, net }]) => [
        html`${name(who)}`,
        added(pays),
        added(receives),
        html`${net < 0 ? 'pays ' : net > 0 && 'receives '}${added(Math.abs(net))}`,
      ]),
    })}
    <p class="govuk-body">All of it together: <strong>${added(sumOf(settled))}</strong>.</p>
    ${settlement.lines.length > 0 && payments(settlement, councils, name)}
    <ul class="govuk-list">
      <li><a class="govuk-link" href="${links.settlementFile(view.partnership.id, leaving.id, 'settlement')}">As one page, to read and print</a></li>
      ${(['docx', 'odt', 'xlsx', 'ods', 'csv', 'json'] as const).map((format) => html`<li><a class="govuk-link" href="${links.settlementFile(view.partnership.id, leaving.id, `settlement.${format}`)}">Save as ${fileWords[format]}</a></li>`)}
    </ul>
    ${frame.mayWrite && isOpen && lineForm(model, name)} ${numbers.origins()}`
  return questionPage({
    title,
    section: view.partnership.name,
    body,
    shell,
    nav: frame.nav,
    form,
    wide: true,
    back: { href: links.leaving(view.partnership.id, leaving.id), text: 'The parting' },
    whoSees: whoSees(seesAll(frame)),
  })
}

const fileWords = { docx: 'Word', odt: 'ODT', xlsx: 'Excel', ods: 'ODS', csv: 'CSV', json: 'JSON' } as const

export function partyName({ view }: Pick<Frame, 'view'>): (who: string) => string {
  const name = nameIn(view)
  return (who) => (who === outside ? 'Others (suppliers, staff, pension funds)' : name(who))
}

function settlementNext({
  frame,
  leaving,
  settlement,
  hash,
  standing,
  mayAgree,
  isOpen,
}: SettlementPageModel): NextStep {
  const waiting = formatList(standing.waitingFor.map(nameIn(frame.view)))
  if (!isOpen) return { title: 'Nothing to do now', text: 'The parting is closed.' }
  if (settlement.lines.length === 0)
    return {
      title: 'Add the first line',
      text: 'Begin with what the agreement names: the charge for leaving, bills that run on, what is unpaid.',
    }
  if (mayAgree && hash !== null)
    return {
      title: 'Read every line, and agree to the whole',
      text: `Not agreed yet by ${waiting}.`,
      action: postForm(
        links.approveSettlement(frame.view.partnership.id, leaving.id),
        html`<input type="hidden" name="hash" value="${hash}" />${govukButton({ text: 'We agree to this settlement', preventDoubleClick: true })}`,
      ),
    }
  return standing.agreed
    ? { title: 'Nothing to do now', text: 'Every council has agreed to this settlement.' }
    : { title: 'Nothing to do now', text: `Your council has agreed, or may not. Waiting for ${waiting}.` }
}

function lines(
  { frame, leaving, settlement, isOpen }: SettlementPageModel,
  name: (who: string) => string,
): Html {
  const { id } = frame.view.partnership
  return html`<div id="lines">${cardTable({
    caption: 'Lines of the settlement',
    columns: ['What', 'Where it is from', 'Who pays whom', 'Amount', 'Change'],
    rows: settlement.lines.map((line) => [
      html`${line.what}`,
      html`<span class="hf-source">${line.basis}</span>`,
      html`${flowsOf(line).map(({ from, to, pence }) => html`<span class="hf-line">${name(from)} pays ${name(to)} ${exact(pence)}. </span>`)}`,
      html`${exact(line.pence)}`,
      html`${frame.mayWrite && isOpen ? postButton(links.removeLine(id, leaving.id, line.id), 'Take out', 'govuk-button--secondary', line.what) : 'Agreed'}`,
    ]),
  })}</div>`
}

function payments(settlement: Settlement, councils: readonly string[], name: (who: string) => string): Html {
  const flows = paymentsToMake(positions(settlement, councils))
  return html`<h2 class="govuk-heading-m">Payments that carry it out</h2>
    <p class="govuk-body">What is owed both ways is set off, so that as few payments as possible are made.</p>
    <ul class="govuk-list govuk-list--bullet">
      ${flows.map(({ from, to, pence }) => html`<li>${name(from)} pays ${name(to)} ${exact(pence)}, <a class="govuk-link hf-source" href="#lines">from the lines</a></li>`)}
    </ul>`
}

function lineForm(
  { frame, leaving, councils, form, version }: SettlementPageModel,
  name: (who: string) => string,
): Html {
  const everybody = [
    ...councils.map((code) => ({ value: code, text: name(code) })),
    { value: outside, text: name(outside) },
  ]
  return html`<h2 class="govuk-heading-m">Add a line</h2>
    ${postForm(
      links.settlement(frame.view.partnership.id, leaving.id),
      html`<input type="hidden" name="version" value="${version}" />
        ${textField(form, { name: 'what', label: 'What is it for?', hint: 'For example: charge for leaving under clause 14' })}
        ${textField(form, { name: 'amount', label: 'Amount', prefix: { text: '£' }, classes: 'govuk-input--width-10', hint: 'For example 12,500.00' })}
        ${selectField(form, { name: 'from', label: 'Who pays?', items: [...everybody, { value: 'shared', text: 'Several councils share it' }] })}
        ${selectField(form, { name: 'to', label: 'Who is paid?', items: everybody })}
        <p class="govuk-body">If several share it: the parts that each bears. Pennies left over go where most was rounded off.</p>
        ${councils.map((code) => textField(form, { name: `share-${code}`, label: `Part of ${name(code)}`, inputmode: 'decimal', classes: 'govuk-input--width-10' }))}
        ${textareaField(form, { name: 'basis', label: 'Where is the amount from?', hint: 'A clause, an invoice, or a calculation and who checked it', rows: 3, maxlength: 500 })}
        ${govukButton({ text: 'Add the line', preventDoubleClick: true })}`,
    )}`
}
