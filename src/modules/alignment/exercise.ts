import type { AlignmentContent, BoardTerm, Rung } from '#content/alignment.ts'
import type { Round } from '#modules/round/index.ts'
import type { Json } from '#platform/canonical.ts'
import { isFields } from './json.ts'

/** The name under which the round module keeps rounds for us, and the first part of their addresses. */
export const client = 'alignment'

/** What a round of this module asks. */
export const kinds = ['ladder', 'aims', 'board'] as const
export type Kind = (typeof kinds)[number]

export type Service = { readonly id: string; readonly name: string }
export type Aim = { readonly id: string; readonly name: string; readonly meaning: string }

/** What the terms of a round say is asked. Every council approves it with the rest of the terms. */
export type Exercise =
  | { readonly kind: 'ladder'; readonly services: readonly Service[] }
  | { readonly kind: 'aims'; readonly aims: readonly Aim[] }
  | {
      readonly kind: 'board'
      /** Ids of the terms on the board, from the pinned content. */
      readonly terms: readonly string[]
      /** Whether the board may say that every council would only do it as the host. */
      readonly sayHostConflict: boolean
      /** How often a council may change a position, term by term, over all boards of the partnership. */
      readonly tries: number
    }

export const usualTries = 5

/** The words that a round pins when it starts: a later version of the content never changes them. */
export type Pinned = Pick<AlignmentContent, 'ladder' | 'terms'>

/** Reads what a round asks out of its terms. */
export function exerciseOf(round: Pick<Round, 'terms'>): Exercise {
  return readExercise(round.terms.client)
}

export function readExercise(value: Json): Exercise {
  if (!isFields(value)) throw new Error('An alignment round says nothing of what it asks.')
  switch (value['kind']) {
    case 'ladder':
      return { kind: 'ladder', services: namedOf(value['services']) }
    case 'aims':
      return { kind: 'aims', aims: namedOf(value['aims']) }
    case 'board':
      return {
        kind: 'board',
        terms: Array.isArray(value['terms']) ? value['terms'].filter((id) => typeof id === 'string') : [],
        sayHostConflict: value['sayHostConflict'] === true,
        tries: typeof value['tries'] === 'number' ? value['tries'] : usualTries,
      }
    default:
      throw new Error('An alignment round of no kind that we know.')
  }
}

/** Services and aims as the commands wrote them. */
function namedOf(value: Json | undefined): Aim[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((each: Json) =>
    isFields(each) && typeof each['id'] === 'string' && typeof each['name'] === 'string'
      ? [
          {
            id: each['id'],
            name: each['name'],
            meaning: typeof each['meaning'] === 'string' ? each['meaning'] : '',
          },
        ]
      : [],
  )
}

export function pinnedFrom(snapshot: string): Pinned {
  // Written by `pin` below, and hashed into the terms that every council approved.
  return JSON.parse(snapshot) as Pinned
}

export function pin({ ladder, terms }: Pinned): string {
  return JSON.stringify({ ladder, terms })
}

/** The terms on a board, in the content's order. */
export function termsOn(exercise: Exercise, pinned: Pinned): readonly BoardTerm[] {
  return exercise.kind === 'board' ? pinned.terms.filter(({ id }) => exercise.terms.includes(id)) : []
}

export function rungName(ladder: readonly Rung[], id: string): string {
  return ladder.find((rung) => rung.id === id)?.name ?? id
}

/** What can be chosen for a term: its options, or the councils of the round. */
export function choicesFor(
  term: BoardTerm,
  round: Pick<Round, 'parties'>,
): readonly { readonly id: string; readonly name: string; readonly meaning: string }[] {
  if (term.kind === 'options') return term.options
  if (term.kind === 'range') return []
  return round.parties
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ council, name, shortName }) => ({ id: council, name: shortName, meaning: name }))
}
