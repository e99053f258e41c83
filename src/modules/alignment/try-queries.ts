import type { Packet } from '#modules/round/index.ts'
import type { Json } from '#platform/canonical.ts'
import type { CouncilViewer } from '#platform/viewer.ts'
import { changesOf, type Positions } from './board.ts'
import { termsOn, type Exercise } from './exercise.ts'
import { positionFrom } from './item.ts'
import { exercisesOf, exerciseWithin, ownSealedIn, type AlignmentTrx, type ExerciseView } from './store.ts'

/**
 * What this council has put on the table of other boards of the partnership, oldest first: of each that came to a result,
 * then of those that it has sealed and that are still open. All boards count, so that a new board is no way round the limit.
 */
async function sealedElsewhere(
  trx: AlignmentTrx,
  by: CouncilViewer,
  { round }: Pick<ExerciseView, 'round'>,
  instanceKey: Buffer,
): Promise<Partial<Positions>[]> {
  const others = (await exercisesOf(trx, by, round.partnership)).filter(
    ({ id, state }) => id !== round.id && (state === 'revealed' || state === 'archived' || state === 'open'),
  )
  const inOrder = others.toSorted(
    (a, b) => (a.revealedAt?.getTime() ?? Infinity) - (b.revealedAt?.getTime() ?? Infinity),
  )
  const sealed: Partial<Positions>[] = []
  for (const { id } of inOrder) {
    if ((await exerciseWithin(trx, by, id)).exercise.kind !== 'board') continue
    sealed.push(positionsFrom(await ownSealedIn(trx, by, id, instanceKey)))
  }
  return sealed
}

/** The positions in a packet, by the id of the term. */
export function positionsFrom(answers: Packet['answers']): Positions {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([item, { answer }]) => {
      const position = positionFrom(answer)
      return position ? [[item, position]] : []
    }),
  )
}

/** Terms on which a council would change its position more often than the terms of the board allow: a sentence each. */
export async function overTried(
  trx: AlignmentTrx,
  by: CouncilViewer,
  view: ExerciseView,
  complete: Readonly<Record<string, Json>>,
  instanceKey: Buffer,
): Promise<string[]> {
  const { exercise } = view
  if (exercise.kind !== 'board') return []
  const sealed = await sealedElsewhere(trx, by, view, instanceKey)
  return termsOn(exercise, view.pinned).flatMap(({ id, name }) =>
    changesOf([...sealed.map((positions) => positions[id]), positionFrom(complete[id])]) > exercise.tries
      ? [`${name}: ${usedUp(exercise)}. Put it back as it was last time.`]
      : [],
  )
}

function usedUp({ tries }: Extract<Exercise, { kind: 'board' }>): string {
  return `you have changed this ${tries === 1 ? 'once' : `${tries} times`}, which is all`
}

/** How often this council can still change its position on a term; null where that is not counted, or not yet. */
export async function triesLeft(
  trx: AlignmentTrx,
  by: CouncilViewer,
  view: ExerciseView,
  item: string,
  instanceKey: Buffer,
): Promise<number | null> {
  const { exercise } = view
  if (exercise.kind !== 'board') return null
  const sealed = (await sealedElsewhere(trx, by, view, instanceKey)).map((positions) => positions[item])
  if (sealed.every((position) => position === undefined)) return null
  return Math.max(0, exercise.tries - changesOf(sealed))
}
