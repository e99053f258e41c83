import { partnershipNav, type Partnership } from '#modules/partnership/index.ts'
import { govukErrorSummary } from '#ui/error-summary.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type Page, type Shell } from '#ui/layout.ts'
import type { Audience } from '#ui/who-sees.ts'
import type { Baseline } from '../baseline.ts'
import type { CaseRefusal } from '../case.ts'
import { refusalWords, type Names } from '../text.ts'

/** What every page of this module knows of its place. */
export type Place = {
  readonly partnership: Partnership
  /** Where readiness stands, for the navigation. */
  readonly readiness: string
}

export type Framed = Omit<Page, 'shell' | 'nav' | 'section' | 'crumbs'>

export function caseFrame(shell: Shell, { partnership, readiness }: Place, framed: Framed): Html {
  return page({
    ...framed,
    shell,
    section: partnership.name,
    nav: partnershipNav(partnership.id, 'business-case', readiness),
  })
}

/** The councils that have joined: they read what is shared. */
export function seesPartners({ members }: Partnership): Audience {
  const names = members
    .filter(({ joinedAt, leftAt }) => joinedAt !== null && leftAt === null)
    .map(({ shortName }) => shortName)
  const [only] = names
  return names.length === 1 && only
    ? { kind: 'own-council', council: only }
    : { kind: 'councils', councils: names }
}

export function namesIn({ members }: Partnership, baseline: Pick<Baseline, 'services'> | null): Names {
  return {
    council: (code) => members.find(({ council }) => council === code)?.shortName ?? 'A council',
    service: (id) => baseline?.services.find((service) => service.id === id)?.name ?? 'A service',
  }
}

/** Why not, at the head of the page, in the words of the rules. */
export function refusalSummary(refused: readonly CaseRefusal[], names: Names): Html | undefined {
  if (refused.length === 0) return undefined
  return govukErrorSummary({
    titleText: 'This cannot be done now',
    errorList: refused.map((refusal) => ({ text: refusalWords(refusal, names) })),
  })
}

export function reasons(refused: readonly CaseRefusal[], names: Names): Html {
  return html`<ul class="govuk-list govuk-list--bullet">
    ${refused.map((refusal) => html`<li>${refusalWords(refusal, names)}</li>`)}
  </ul>`
}
