import type { Kysely } from 'kysely'
import type { Framework } from '#content/framework.ts'
import { snapshotOf, type Round, type RoundTables } from '#modules/round/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { Viewer } from '#platform/viewer.ts'

/** Frameworks already read, by the hash of their text: the text of a round never changes, so neither does this. */
const read = new Map<string, Framework>()

/** The framework that a round pinned when it started, whatever the content says today. */
export async function frameworkOf(
  db: Kysely<RoundTables>,
  viewer: Viewer,
  round: Pick<Round, 'id' | 'snapshotHash'>,
): Promise<Framework> {
  const known = read.get(round.snapshotHash)
  if (known) return known
  const text = await snapshotOf(db, viewer, round.id)
  if (text === null) throw new NotFound('No such round.')
  const framework: Framework = JSON.parse(text)
  read.set(round.snapshotHash, framework)
  return framework
}
