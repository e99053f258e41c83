import { resultOf, type RoundTables } from '#modules/round/index.ts'
import type { Json } from '#platform/canonical.ts'
import type { RoundId } from '#platform/id.ts'
import type { Viewer } from '#platform/viewer.ts'
import type { BoardResult, Overlap } from './board.ts'
import { isFields } from './json.ts'
import { exerciseWithin, own, type AlignmentTrx, type ExerciseView } from './store.ts'

/** A board that came to a result, as every council that sealed reads it; and what the viewer's own council has asked for. */
export type BoardView = ExerciseView & {
  readonly result: BoardResult
  /** Overlaps that every council asked to see, by term. */
  readonly ranges: Readonly<Record<string, Overlap>>
  /** Terms whose overlap the viewer's own council has asked to see. Of others nothing is known. */
  readonly asked: readonly string[]
}

/** The result of a board, or null while there is none for this viewer. */
export async function boardFor(
  trx: AlignmentTrx,
  viewer: Viewer,
  id: RoundId,
  options: { lock?: boolean } = {},
): Promise<BoardView | null> {
  const view = await exerciseWithin(trx, viewer, id, options)
  const result = boardResultFrom(await resultOf(trx.$pickTables<keyof RoundTables>(), viewer, id))
  if (view.exercise.kind !== 'board' || result === null) return null
  const ranges = await own(trx)
    .selectFrom('alignment_range')
    .select(['item', 'low', 'high'])
    .where('round_id', '=', id)
    .execute()
  const asked = await own(trx)
    .selectFrom('alignment_acceptance')
    .select('item')
    .where('round_id', '=', id)
    .where('authority_code', '=', viewer.council ?? '')
    .execute()
  return {
    ...view,
    result,
    ranges: Object.fromEntries(ranges.map(({ item, low, high }) => [item, { low, high }])),
    asked: asked.map(({ item }) => item),
  }
}

function boardResultFrom(content: Json | null): BoardResult | null {
  // What `round_result` holds of a board is what `boardResult` made.
  return isFields(content ?? undefined) ? (content as BoardResult) : null
}
