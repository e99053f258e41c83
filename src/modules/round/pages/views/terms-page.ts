import { postButton } from '#modules/people/index.ts'
import { govukButton } from '#ui/button.ts'
import { errorSummary, radiosField, type Form } from '#ui/form.ts'
import { formatList } from '#ui/format.ts'
import { html, type Content, type Html } from '#ui/html.ts'
import { statusTag } from '#ui/status-tag.ts'
import { govukSummaryList } from '#ui/summary-list.ts'
import { whoSees } from '#ui/who-sees.ts'
import type { AskedRow, Drawing } from '../face.ts'
import { roundLinks } from '../links.ts'
import { commonTermValue, termsIn, type CommonTerm } from '../term-question.ts'
import { bullets, refusalSummary, roundFrame, seesRound } from './frame.ts'

export type TermsPageModel = {
  readonly asked: readonly AskedRow[]
  readonly mayChange: boolean
  readonly mayOffer: boolean
  readonly mayApprove: boolean
  readonly speakers: readonly { readonly council: string; readonly lead: string }[]
  readonly reasons: readonly string[]
}

/** What everybody agrees to before anybody answers: what is asked, what was chosen, what always holds. */
export function termsPage(drawing: Drawing, model: TermsPageModel): Html {
  const { round, face } = drawing
  const links = roundLinks(round.client)
  const { mayApprove, mayOffer, mayChange, asked } = model
  const first = mayOffer || mayApprove ? asked.find((row) => row.first !== undefined) : undefined
  const title = mayOffer
    ? 'Check the terms before you offer them'
    : mayApprove
      ? 'Read the terms, then agree to them'
      : 'The terms of this round'
  const rows: readonly AskedRow[] = [...asked, ...termsIn(face).map((term) => commonRow(drawing, term))]
  const body = html`${refusalSummary(model.reasons)}
    <h1 class="hf-headline">${title}</h1>
    <p class="hf-lead">Every council agrees to the same text before anything is answered. If one word changes, everybody is asked again.</p>
    ${whoSees(seesRound(drawing))}
    <h2 class="hf-heading">What is asked, and how</h2>
    ${govukSummaryList({ rows: rows.map((row) => summaryRow(row, mayChange)) })}
    <h2 class="hf-heading">What always holds</h2>
    ${bullets([...face.always(drawing), ...always].map((words) => html`${words}`))}
    <h2 class="hf-heading">Who speaks for each council</h2>
    ${speakersList(drawing, model)}
    <p class="hf-soft">The text you agree to has the mark <code>${round.termsHash.slice(0, 16)}</code>. The same mark means the same text.</p>
    ${first && html`<p class="govuk-inset-text">${first.first} ${first.own && html`<a class="govuk-link" href="${first.own}">${first.key}</a>`}</p>`}
    ${mayOffer && !first && postButton(links.offer(round.id), 'Offer these terms to every council')}
    ${
      mayApprove &&
      !first &&
      html`${postButton(links.approve(round.id), 'We agree to these terms')}
        <p class="govuk-body">If you cannot agree, talk to the council that started the round. It can change the terms. <a class="govuk-link" href="${links.withdraw(round.id)}">Leave the round</a></p>`
    }
    ${!mayOffer && !mayApprove && round.state === 'offered' && html`<p class="govuk-inset-text">Waiting for ${formatList(round.parties.filter(({ approvedTerms, withdrawn }) => !approvedTerms && !withdrawn).map(({ shortName }) => shortName))} to agree.</p>`}`
  return roundFrame(drawing, { title, body, hasErrors: model.reasons.length > 0 })
}

function commonRow({ round }: Drawing, term: CommonTerm): AskedRow {
  const value = commonTermValue(round.terms, term.id)
  return {
    key: term.title,
    value: term.choices.find((choice) => choice.value === value)?.text ?? value,
    change: `${roundLinks(round.client).terms(round.id)}/${term.id}`,
  }
}

function summaryRow({ key, value, change, own }: AskedRow, mayChange: boolean) {
  const href = own ?? (mayChange ? change : undefined)
  return {
    key: { text: key },
    value: { html: html`${value}` },
    ...(href
      ? { actions: { items: [{ href, text: 'Change', visuallyHiddenText: key.toLowerCase() }] } }
      : {}),
  }
}

function speakersList({ round }: Drawing, { speakers }: TermsPageModel): Html {
  return govukSummaryList({
    rows: round.parties.map((party) => ({
      key: { text: party.name },
      value: {
        html: html`${
          speakers
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
  })
}

/** The honest part, the same for every round. */
const always: readonly Content[] = [
  'Before that, no council sees what another wrote. Partners see only how many have sealed. What is written is encrypted.',
  'Breaking a seal tells every partner, and needs a reason. A council may leave; the others learn that it left, and nothing that it wrote.',
  'Whoever runs this service could read what passes through it. Choose an operator you all trust.',
  'Sealed does not mean secret from the law. Each council is a public authority: somebody may ask it for what it holds, under the Freedom of Information Act 2000, the Environmental Information Regulations 2004 or as a subject access request. Each council decides about its own information, and tells the others first where it can.',
]

export function commonTermPage(drawing: Drawing, model: { term: CommonTerm; form: Form }): Html {
  const { round } = drawing
  const { term, form } = model
  const links = roundLinks(round.client)
  const body = html`${errorSummary(form)}
    <form method="post" action="${links.terms(round.id)}/${term.id}" novalidate>
      ${radiosField(form, {
        name: 'value',
        label: term.title,
        hint: term.hint,
        isPageHeading: true,
        items: term.choices.map(({ value, text, hint }) => ({
          value,
          text,
          ...(hint ? { hint: { text: hint } } : {}),
        })),
      })}
      ${offeredNote(drawing)} ${govukButton({ text: 'Save', preventDoubleClick: true })}
    </form>`
  return roundFrame(drawing, {
    title: term.title,
    body,
    back: { href: links.terms(round.id) },
    hasErrors: Object.values(form.errors).some(Boolean),
  })
}

/** Said on every page that changes terms which others have been asked about. */
export function offeredNote({ round }: Pick<Drawing, 'round'>): Html | false {
  return (
    round.state === 'offered' &&
    html`<p class="govuk-inset-text">The terms were offered already. If you change them, every council is asked again.</p>`
  )
}
