import { presentParties } from '#modules/round/index.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { Audience } from '#ui/who-sees.ts'
import type { TrustView } from './queries.ts'
import { nameOf } from './next-words.ts'

/** Who can see what, as the labels on the pages say it. They follow the row policies. */
export function seesRound(view: TrustView): Audience {
  return { kind: 'councils', councils: view.round.parties.map(({ shortName }) => shortName) }
}

/** What one person rates: theirs alone, in their own council too. */
export const seesSheet: Audience = { kind: 'only-you' }

/** What was opened, under the choice that binds. */
export function seesResult(view: TrustView, viewer: Viewer): Audience {
  if (view.binding === 'pair') return { kind: 'own-council', council: nameOf(view, viewer.council) }
  const names = presentParties(view.round).map(({ shortName }) => shortName)
  return {
    kind: 'councils',
    councils: view.round.terms.managerSees ? [...names, 'the partnership manager'] : names,
  }
}

/** A pair's sheet: under `pair` the two of them, under `matrix` all. */
export function seesPair(view: TrustView, first: string, second: string): Audience {
  const councils =
    view.binding === 'pair'
      ? [nameOf(view, first), nameOf(view, second)]
      : presentParties(view.round).map(({ shortName }) => shortName)
  return { kind: 'councils', councils }
}
