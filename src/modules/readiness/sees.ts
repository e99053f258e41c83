import type { Audience } from '#ui/who-sees.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { GapReport } from './gap-report.ts'
import type { RoundView } from './queries.ts'
import { othersIn } from './round-model.ts'

/** Who can see what, as the labels on the pages say it. They follow the row policies, and a test holds them to that. */
export function seesRound(view: RoundView): Audience {
  const names = view.round.parties.map(({ shortName }) => shortName)
  const [only] = names
  return names.length === 1 && only
    ? { kind: 'own-council', council: only }
    : { kind: 'councils', councils: names }
}

/** What was opened: those whose answers are on the board, and nobody else; the manager where the terms say so. */
export function seesBoard(view: RoundView & { readonly report: GapReport }): Audience {
  const shown = view.round.parties.filter(({ council }) =>
    view.report.rows.some(({ answers }) => answers.some((answer) => answer.council === council)),
  )
  const names = shown.map(({ shortName }) => shortName)
  const [only] = names
  const people = view.round.terms.managerSees ? [...names, 'the partnership manager'] : names
  return names.length === 1 && only
    ? { kind: 'own-council', council: only }
    : { kind: 'councils', councils: people }
}

/** Agreed answers: the council's own leads, approvers and readers now; everybody in the round after the reveal. */
export function seesAgreed(view: RoundView, viewer: Viewer): Audience {
  const council = ownName(view, viewer)
  const partners = othersIn(view.round, viewer.council)
  return partners.length === 0
    ? { kind: 'own-council', council }
    : { kind: 'after-reveal', council, partners }
}

export function seesOffice(view: RoundView, viewer: Viewer): Audience {
  return { kind: 'own-council', council: ownName(view, viewer), people: 'you and the lead and deputies' }
}

export function seesNote(view: RoundView, viewer: Viewer): Audience {
  return { kind: 'own-council', council: ownName(view, viewer), people: 'the lead and deputies' }
}

export function seesOffices(view: RoundView, viewer: Viewer): Audience {
  return { kind: 'own-council', council: ownName(view, viewer), people: 'the lead and deputies' }
}

export function ownName(view: RoundView, viewer: Viewer): string {
  return view.round.parties.find(({ council }) => council === viewer.council)?.shortName ?? 'your council'
}
