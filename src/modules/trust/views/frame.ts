import { partnershipNav } from '#modules/partnership/index.ts'
import { formatInstant } from '#ui/format.ts'
import { govukButton } from '#ui/button.ts'
import { govukErrorSummary } from '#ui/error-summary.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Page, type Shell } from '#ui/layout.ts'
import type { VisibilityRefusal } from '#modules/round/index.ts'
import { links } from '../links.ts'
import { nameOf } from '../next-words.ts'
import type { TrustView } from '../queries.ts'
import type { ShowSelfRefusal } from '../self-view.ts'
import { refusalWords } from '../text.ts'

export type TrustRefusal = VisibilityRefusal | ShowSelfRefusal
type Framed = Omit<Page, 'shell' | 'nav' | 'section' | 'crumbs'>

/** Every page of a trust round in its place. */
export function trustFrame(shell: Shell, view: TrustView, framed: Framed): Html {
  const { partnership, round } = view
  return page({
    back: { href: links.round(round.id) },
    ...framed,
    shell,
    section: round.title,
    nav: partnershipNav(partnership.id, 'trust'),
  })
}

/** Why not, at the top of the page, in the words of the rules. */
export function refusalSummary(
  view: Pick<TrustView, 'round'>,
  refused: readonly TrustRefusal[],
): Html | undefined {
  if (refused.length === 0) return undefined
  return govukErrorSummary({
    titleText: 'This cannot be done now',
    errorList: refused.map((refusal) => ({
      text: refusalWords(refusal, (code) => nameOf(view, code), formatInstant),
    })),
  })
}

/** Why not yet, in the place where the button would be. */
export function blockedNote(view: Pick<TrustView, 'round'>, refused: readonly TrustRefusal[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">
    ${refused.map((refusal) => html`<li>${refusalWords(refusal, (code) => nameOf(view, code), formatInstant)}</li>`)}
  </ul>`
}

export function postButton(href: string, text: string, classes = ''): Html {
  return html`<form method="post" action="${href}" novalidate>${govukButton({ text, classes, preventDoubleClick: true })}</form>`
}

export function bullets(sentences: readonly string[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
}
