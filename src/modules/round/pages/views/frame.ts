import type { AuthorityCode } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import { govukErrorSummary } from '#ui/error-summary.ts'
import { formatInstant } from '#ui/format.ts'
import { html, type Html } from '#ui/html.ts'
import { page } from '#ui/layout.ts'
import type { Page } from '#ui/page.ts'
import type { Audience } from '#ui/who-sees.ts'
import { refusalWords } from '../../refusal-words.ts'
import { presentParties, type Round } from '../../round.ts'
import type { VisibilityRefusal } from '../../visibility.ts'
import type { Drawing, RoundShown } from '../face.ts'
import { roundLinks } from '../links.ts'

type Framed = Omit<Page, 'shell' | 'nav' | 'section' | 'crumbs'>

/** Every page of a round in its place: the partnership's navigation, the round as section, a way back. */
export function roundFrame(drawing: Pick<Drawing, 'shell' | 'nav' | 'round'>, framed: Framed): Html {
  const { shell, nav, round } = drawing
  return page({
    back: { href: roundLinks(round.client).round(round.id) },
    ...framed,
    shell,
    section: round.title,
    nav,
  })
}

/** A council's short name, as the pages of this round call it. */
export function namesIn(round: Round): (council: AuthorityCode) => string {
  return (code) => round.parties.find(({ council }) => council === code)?.shortName ?? 'A council'
}

export function ownName(round: Round, viewer: Viewer): string {
  return round.parties.find(({ council }) => council === viewer.council)?.shortName ?? 'your council'
}

/** The other councils still in the round, by short name. */
export function othersIn(round: Round, viewer: Viewer): string[] {
  return presentParties(round)
    .filter(({ council }) => council !== viewer.council)
    .map(({ shortName }) => shortName)
}

/** Who knows of the round: every council in it. */
export function seesRound({ round }: Pick<RoundShown, 'round'>): Audience {
  return { kind: 'councils', councils: round.parties.map(({ shortName }) => shortName) }
}

/** Why not, each reason in a sentence. */
export function reasonWords(round: Round, refused: readonly VisibilityRefusal[]): string[] {
  return refused.map((refusal) => refusalWords(refusal, namesIn(round), formatInstant))
}

/** Why not, in a sentence; with where to mend it, if there is such a page. */
export type Reason = string | { readonly text: string; readonly href: string }

/** Why not, at the top of the page. */
export function refusalSummary(reasons: readonly Reason[]): Html | undefined {
  if (reasons.length === 0) return undefined
  return govukErrorSummary({
    titleText: 'This cannot be done now',
    errorList: reasons.map((reason) => (typeof reason === 'string' ? { text: reason } : reason)),
  })
}

/** Why not yet, in the place where the button would be. */
export function bullets(words: readonly (string | Html)[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">
    ${words.map((each) => html`<li>${each}</li>`)}
  </ul>`
}
