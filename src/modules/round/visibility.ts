import { actionsIn, rolesFor, type Actor, type Refusal, type Round } from './round.ts'

/**
 * How far a round opens what councils said of each other, the most private first. *figure*: one number over all, and nothing
 * that anybody said. *pair*: what was said of a council, to that council. *matrix*: everything, to all in the round.
 */
export const visibilities = ['figure', 'pair', 'matrix'] as const
export type Visibility = (typeof visibilities)[number]

/** Fewest councils among which one number does not say what one of them said. */
export const fewestForFigure = 3

export function isVisibility(value: unknown): value is Visibility {
  return visibilities.some((known) => known === value)
}

/** What a round of so many councils can be opened as. Between two, there is nobody to keep a pair from. */
export function visibilitiesFor(councils: number): readonly Visibility[] {
  return councils < fewestForFigure ? ['pair'] : visibilities
}

/** The most private of several choices binds all. Of none, the most private there is. */
export function strictest(choices: readonly Visibility[]): Visibility {
  return visibilities.find((each) => choices.length === 0 || choices.includes(each)) ?? 'figure'
}

export type VisibilityRefusal =
  | Refusal
  | { readonly type: 'visibility-missing' }
  | { readonly type: 'visibility-too-few'; readonly least: number }
  | { readonly type: 'visibility-loosened'; readonly standing: Visibility }
  | { readonly type: 'visibility-stands' }

/**
 * Why a council cannot choose so. Before the round opens it may change its mind either way; while answers may be in, only to
 * something more private; afterwards not at all.
 */
export function chooseVisibilityBlockers(
  round: Round,
  by: Actor,
  wanted: Visibility,
  standing: Visibility | null,
): VisibilityRefusal[] {
  const party = round.parties.find(({ council }) => council === by.council)
  if (!party) return [{ type: 'not-a-party' }]
  if (party.withdrawn) return [{ type: 'withdrawn' }]
  const refusals: VisibilityRefusal[] = []
  if (by.role === null || !rolesFor['approve-terms'].includes(by.role))
    refusals.push({ type: 'role', needs: rolesFor['approve-terms'] })
  if (!visibilitiesFor(round.parties.length).includes(wanted))
    refusals.push({ type: 'visibility-too-few', least: fewestForFigure })
  const beforehand = round.state === 'draft' || round.state === 'offered'
  if (beforehand) return refusals
  if (!actionsIn[round.state].includes('answer')) return [...refusals, { type: 'visibility-stands' }]
  if (standing === null || visibilities.indexOf(wanted) > visibilities.indexOf(standing))
    refusals.push({ type: 'visibility-loosened', standing: standing ?? 'figure' })
  return refusals
}
