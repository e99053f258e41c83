import { partnershipNav } from '#modules/partnership/index.ts'
import type { AuthorityCode } from '#platform/id.ts'
import { formatInstant } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Page, type Shell } from '#ui/layout.ts'
import type { RoundView } from '../queries.ts'
import { links } from '../links.ts'
import { refusalWords } from '../text.ts'
import type { StaffRefusal } from '../staff-commands.ts'
import { govukErrorSummary } from '#ui/error-summary.ts'

/** What a page of a round adds to the shell: where it stands and how to go back. */
export type Framed = Omit<Page, 'shell' | 'nav' | 'section' | 'crumbs'>

/** Every page of a round in its place: the partnership's navigation, the round as section, a way back. */
export function roundFrame(shell: Shell, view: RoundView, framed: Framed): Html {
  const { partnership, round } = view
  return page({
    back: { href: links.round(round.id) },
    ...framed,
    shell,
    section: round.title,
    nav: partnershipNav(partnership.id, 'readiness', links.round(round.id)),
  })
}

/** A council's short name, as the pages of this round call it. */
export function namesIn(view: Pick<RoundView, 'round'>): (council: AuthorityCode) => string {
  return (code) => view.round.parties.find(({ council }) => council === code)?.shortName ?? 'A council'
}

/** Why not, at the top of the page, in the words of the rules. */
export function refusalSummary(
  view: Pick<RoundView, 'round'>,
  refused: readonly StaffRefusal[],
): Html | undefined {
  if (refused.length === 0) return undefined
  return govukErrorSummary({
    titleText: 'This cannot be done now',
    errorList: refused.map((refusal) => ({ text: refusalWords(refusal, namesIn(view), formatInstant) })),
  })
}

/** Why not yet, in the place where the button would be. */
export function blockedNote(view: Pick<RoundView, 'round'>, refused: readonly StaffRefusal[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">
    ${refused.map((refusal) => html`<li>${refusalWords(refusal, namesIn(view), formatInstant)}</li>`)}
  </ul>`
}

export function postButton(href: string, text: string, classes = ''): Html {
  return html`<form method="post" action="${href}" novalidate>
    <button
      type="submit"
      class="govuk-button ${classes}"
      data-module="govuk-button"
      data-prevent-double-click="true"
    >
      ${text}
    </button>
  </form>`
}
