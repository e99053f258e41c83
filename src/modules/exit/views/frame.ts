import { govukErrorSummary } from '#ui/error-summary.ts'
import { html, type Html } from '#ui/html.ts'
import { page, type NavItem, type Page, type Shell } from '#ui/layout.ts'
import type { Audience } from '#ui/who-sees.ts'
import type { Refusal } from '../leaving.ts'
import { links } from '../links.ts'
import type { ExitView } from '../queries.ts'
import type { Whose } from '../store.ts'
import { refusalWords } from '../text.ts'

/** What every page of this module is drawn with. */
export type Frame = {
  readonly view: ExitView
  readonly nav: readonly NavItem[]
  /** The viewer leads a council that is in: may write. */
  readonly mayWrite: boolean
  /** The short name of the viewer's council; null for a manager. */
  readonly council: string | null
  readonly done?: string | undefined
}

export type Framed = Omit<Page, 'shell' | 'nav' | 'section' | 'crumbs'>

export function exitPage(shell: Shell, { view, nav }: Frame, framed: Framed): Html {
  const { partnership } = view
  return page({
    back: { href: links.home(partnership.id), text: 'Leaving and parting' },
    ...framed,
    shell,
    section: partnership.name,
    nav,
  })
}

/** Who can see a plan: a council's own is its own; the joint one is for all who are in. */
export function seesPlan({ view, council }: Frame, whose: Whose): Audience {
  return whose === 'ours'
    ? { kind: 'own-council', council: council ?? '', people: 'the lead, deputies, approvers and readers' }
    : seesAll({ view })
}

export function seesLeads({ council }: Pick<Frame, 'council'>): Audience {
  return { kind: 'own-council', council: council ?? '', people: 'the lead and deputies' }
}

export function seesAll({ view }: Pick<Frame, 'view'>): Audience {
  const names = view.partnership.members
    .filter(({ joinedAt }) => joinedAt !== null)
    .map(({ shortName }) => shortName)
  const [only] = names
  return names.length === 1 && only
    ? { kind: 'own-council', council: only }
    : { kind: 'councils', councils: names }
}

export function nameIn(view: ExitView): (code: string) => string {
  return (code) => view.partnership.members.find(({ council }) => council === code)?.shortName ?? 'A council'
}

/** Why not, at the top of the page, in the words of the rules. */
export function refusedSummary(view: ExitView, refused: readonly Refusal[]): Html | undefined {
  if (refused.length === 0) return undefined
  return govukErrorSummary({
    titleText: 'This cannot be done now',
    errorList: refused.map((refusal) => ({ text: refusalWords(refusal, nameIn(view)) })),
  })
}

export function bullets(items: readonly (Html | string)[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`
}

/** Text that somebody typed, its lines kept. */
export function typedText(text: string): Html {
  return html`${text
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map(
      (part) =>
        html`<p class="govuk-body">${part.split('\n').map((line, at) => html`${at > 0 && brk}${line}`)}</p>`,
    )}`
}

const brk = html`<br />`
