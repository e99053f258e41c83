import type { SocialRelations } from '#engine/social-relations.ts'
import type { TrustPair } from '#engine/trust-matrix.ts'
import { formatList } from '#ui/format.ts'
import { furthestApart, smallestMove, type BothWays } from './result.ts'
import { pointsApart } from './text.ts'

/** A pair in a sentence or two: over all statements who trusts whom more, and on which one they stand furthest apart. */
export function pairSentence(rows: readonly BothWays[], first: string, second: string): string {
  const known = rows.flatMap(({ difference }) => (difference === null ? [] : [difference]))
  const furthest = furthestApart(rows)
  if (furthest === null || furthest.difference === null)
    return `${first} and ${second} have not both said something on any one statement.`
  const overall = known.reduce((sum, each) => sum + each, 0) / known.length
  const says =
    Math.abs(overall) < smallestMove
      ? `Over all statements ${first} and ${second} trust each other about alike.`
      : overall > 0
        ? `Over all statements ${first} trusts ${second} more than the other way round.`
        : `Over all statements ${second} trusts ${first} more than the other way round.`
  const { difference, statement } = furthest
  if (Math.abs(difference) < 10) return `${says} They are less than a point apart on each.`
  const [more, less] = difference > 0 ? [first, second] : [second, first]
  return `${says} They are furthest apart on “${statement.about}”: there ${more} thinks better of ${less}, by ${pointsApart(difference)}.`
}

/** One statement in both directions, in words. */
export function rowSentence(
  { first, second, difference }: BothWays,
  firstName: string,
  secondName: string,
): string {
  if (first === null && second === null) return 'Neither has experience of the other in this.'
  if (first === null) return `${firstName} has no experience of ${secondName} in this.`
  if (second === null) return `${secondName} has no experience of ${firstName} in this.`
  if (difference === null || Math.abs(difference) < 10) return 'You see each other much the same.'
  return difference > 0
    ? `${firstName} thinks better of ${secondName} than the other way round, by ${pointsApart(difference)}.`
    : `${secondName} thinks better of ${firstName} than the other way round, by ${pointsApart(difference)}.`
}

/** Whether each trusts or doubts the other, where both do alike; the rest the pair's own sentence says. */
export function readingSentence({ reading }: TrustPair): string {
  if (reading === 'both-trust') return 'Each trusts the other.'
  return reading === 'both-doubt' ? 'Each doubts the other.' : ''
}

/**
 * The Social Relations Model in words: who trusts everybody more, who is trusted by everybody more, and which pair stands out.
 * An effect is named only when it is more than twice what chance among so few would give.
 */
export function modelWords(
  model: SocialRelations,
  councils: readonly string[],
  nameOf: (council: string) => string,
): string[] {
  if (model.kind === 'not-fitted')
    return model.because === 'fewer-than-four'
      ? []
      : [
          'Some councils have no experience of each other yet. So nothing can be said of all councils together.',
        ]
  const n = councils.length
  const { variance } = model
  const chance = 2 * Math.sqrt(Math.max(0, ((n - 1) * variance.pair + variance.reciprocity) / (n * (n - 2))))
  const named = (effects: readonly number[], holds: (effect: number) => boolean) =>
    effects.flatMap((effect, i) => (holds(effect) ? [nameOf(councils[i] ?? '')] : []))
  const more = (effect: number) => effect > Math.max(chance, 0.05)
  const less = (effect: number) => effect < -Math.max(chance, 0.05)
  const says = (names: readonly string[], one: string, several: string) =>
    names.length === 0 ? [] : [`${formatList(names)} ${names.length === 1 ? one : several}`]
  const found = [
    ...says(
      named(model.giver, more),
      'tends to trust all the others more than the average here.',
      'tend to trust all the others more than the average here.',
    ),
    ...says(
      named(model.giver, less),
      'tends to trust all the others less than the average here.',
      'tend to trust all the others less than the average here.',
    ),
    ...says(
      named(model.receiver, more),
      'is trusted more than the average here, by all alike.',
      'are trusted more than the average here, by all alike.',
    ),
    ...says(
      named(model.receiver, less),
      'is trusted less than the average here, by all alike.',
      'are trusted less than the average here, by all alike.',
    ),
  ]
  const pairs = largestPair(model.pair, councils, nameOf)
  const uncertain = `With ${n} councils this is a rough picture. One rating that differs by a point can change it. We name only what is more than twice what chance would give.`
  if (found.length === 0)
    return [
      'No council stands out, neither in how it trusts nor in how it is trusted. What differs is between pairs, or chance.',
      ...pairs,
      uncertain,
    ]
  return [...found, ...pairs, uncertain]
}

/** The pair whose trust differs most from what both councils say and hear elsewhere. */
function largestPair(
  pair: readonly (readonly number[])[],
  councils: readonly string[],
  nameOf: (council: string) => string,
): string[] {
  const cells = pair.flatMap((row, i) => row.map((effect, j) => ({ effect, i, j })))
  const largest = cells.reduce(
    (most, cell) => (Math.abs(cell.effect) > Math.abs(most.effect) ? cell : most),
    { effect: 0, i: 0, j: 0 },
  )
  if (Math.abs(largest.effect) < 0.5) return []
  const [giver, about] = [nameOf(councils[largest.i] ?? ''), nameOf(councils[largest.j] ?? '')]
  return [
    `What ${giver} says of ${about} is particular to the two: ${pointsApart(Math.round(largest.effect * 10))} ${largest.effect > 0 ? 'better' : 'worse'} than what ${giver} says of others and others say of ${about} would lead you to expect.`,
  ]
}
